/*
 * Copyright 2026 the progress-tracker authors
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package io.github.progresstracker.test;

import java.util.Locale;

import io.github.progresstracker.JobFailure;
import io.github.progresstracker.JobProgress;
import io.github.progresstracker.RecordCounts;
import io.github.progresstracker.RunStatus;
import io.github.progresstracker.StageProgress;
import io.github.progresstracker.internal.text.SafeText;

/**
 * Writes a snapshot for people who want to know why an assertion failed.
 */
final class ReportText {

	private ReportText() {
	}

	/**
	 * Writes a snapshot with a line for the run and one for each of its stages.
	 */
	static String of(JobProgress progress) {
		return text(progress, "%n    ".formatted());
	}

	/**
	 * Writes a snapshot on one line.
	 */
	static String line(JobProgress progress) {
		return text(progress, "; ");
	}

	private static String text(JobProgress progress, String separator) {
		StringBuilder text = new StringBuilder();
		text.append(progress.identity())
			.append(' ')
			.append(lowerCase(progress.status()))
			.append(failure(progress))
			.append(": ")
			.append(records(progress.records()));
		for (StageProgress stage : progress.stages()) {
			text.append(separator)
				.append("stage '%s' %s: %s".formatted(SafeText.of(stage.name()),
						stage.open() ? "open" : lowerCase(stage.status()), records(stage.records())));
		}
		return text.toString();
	}

	private static String lowerCase(RunStatus status) {
		return status.name().toLowerCase(Locale.ROOT);
	}

	private static String failure(JobProgress progress) {
		JobFailure failure = progress.outcomes().lastFailure();
		if (progress.status() != RunStatus.FAILED || failure == null) {
			return "";
		}
		StringBuilder text = new StringBuilder(" with ").append(SafeText.of(failure.exception()));
		String message = failure.message();
		if (message != null) {
			text.append(" \"").append(SafeText.of(message)).append('"');
		}
		String stage = failure.stage();
		if (stage != null) {
			text.append(" in stage '").append(SafeText.of(stage)).append('\'');
		}
		return text.toString();
	}

	private static String records(RecordCounts records) {
		Long expected = records.expected();
		return "%d processed, %d skipped, %s expected".formatted(records.processed(), records.skipped(),
				(expected != null) ? expected : "unknown number");
	}

}
