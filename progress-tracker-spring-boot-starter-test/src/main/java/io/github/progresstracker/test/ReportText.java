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
 * Writes a snapshot for the message of a failed assertion.
 */
final class ReportText {

	private ReportText() {
	}

	static String of(JobProgress progress) {
		StringBuilder text = new StringBuilder();
		text.append(progress.identity())
			.append(' ')
			.append(progress.status().name().toLowerCase(Locale.ROOT))
			.append(failure(progress))
			.append(": ")
			.append(records(progress.records()));
		for (StageProgress stage : progress.stages()) {
			text.append("%n    stage '%s' %s: %s".formatted(SafeText.of(stage.name()), stage.open() ? "open" : "ended",
					records(stage.records())));
		}
		return text.toString();
	}

	private static String failure(JobProgress progress) {
		JobFailure failure = progress.outcomes().lastFailure();
		if (progress.status() != RunStatus.FAILED || failure == null) {
			return "";
		}
		String exception = SafeText.of(failure.exception());
		String stage = failure.stage();
		return (stage != null) ? " with %s in stage '%s'".formatted(exception, SafeText.of(stage))
				: " with " + exception;
	}

	private static String records(RecordCounts records) {
		Long expected = records.expected();
		return "%d processed, %d skipped, %s expected".formatted(records.processed(), records.skipped(),
				(expected != null) ? expected : "unknown number");
	}

}
