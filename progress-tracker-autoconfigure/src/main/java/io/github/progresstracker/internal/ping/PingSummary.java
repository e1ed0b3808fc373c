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

package io.github.progresstracker.internal.ping;

import java.nio.charset.StandardCharsets;
import java.util.Map;

import io.github.progresstracker.JobFailure;
import io.github.progresstracker.JobProgress;
import io.github.progresstracker.RecordCounts;
import io.github.progresstracker.RunStatus;
import io.github.progresstracker.StageProgress;
import io.github.progresstracker.internal.text.FailureMessage;
import io.github.progresstracker.internal.text.SafeText;

/**
 * Sums up a run in plain text, as the body of a request: one fact on each line, and
 * numbers that programs can read.
 */
final class PingSummary {

	/** Services keep ten kilobytes or more. */
	private static final int MAX_BYTES = 10_000;

	/** What the last line needs, which says what is missing. */
	private static final int RESERVED_BYTES = 100;

	private final StringBuilder text = new StringBuilder();

	private int bytes;

	private PingSummary() {
	}

	static String ofBegin(JobProgress progress) {
		PingSummary summary = new PingSummary();
		summary.addRun(progress, RunStatus.RUNNING);
		return summary.text.toString();
	}

	static String ofEnd(JobProgress progress) {
		PingSummary summary = new PingSummary();
		summary.addRun(progress, progress.status());
		summary.add("duration: " + RunPing.seconds(progress.duration()) + " s");
		summary.add("records: " + counts(progress.records()));
		JobFailure failure = progress.outcomes().lastFailure();
		if (progress.status() == RunStatus.FAILED && failure != null) {
			summary.addFailure(failure);
		}
		summary.addStages(progress);
		return summary.text.toString();
	}

	private void addRun(JobProgress progress, RunStatus status) {
		add("status: " + name(status));
		add("job: " + SafeText.of(progress.identity().job()));
		for (Map.Entry<String, String> label : progress.identity().asLabels().entrySet()) {
			if (!label.getKey().equals("job")) {
				add(label.getKey() + ": " + SafeText.of(label.getValue()));
			}
		}
		add("run: " + RunPing.idOf(progress));
		add("started: " + progress.startedAt());
	}

	private void addFailure(JobFailure failure) {
		add("exception: " + SafeText.of(failure.exception()));
		String message = FailureMessage.of(failure.message());
		if (message != null) {
			add("message: " + message);
		}
		if (failure.stage() != null) {
			add("failed stage: " + SafeText.of(failure.stage()));
		}
	}

	private void addStages(JobProgress progress) {
		int shown = 0;
		for (StageProgress stage : progress.stages()) {
			if (!add("stage " + SafeText.of(stage.name()) + ": " + counts(stage.records()) + ", "
					+ RunPing.seconds(stage.duration()) + " s" + end(stage))) {
				this.text.append("and ").append(progress.stages().size() - shown).append(" more stages\n");
				return;
			}
			shown++;
		}
	}

	private static String end(StageProgress stage) {
		return (stage.status() == RunStatus.COMPLETED) ? "" : ", " + name(stage.status());
	}

	private static String counts(RecordCounts records) {
		String counts = String.valueOf(records.processed());
		if (records.expected() != null && records.expected() != records.processed()) {
			counts += " of " + records.expected();
		}
		return (records.skipped() > 0) ? counts + ", " + records.skipped() + " skipped" : counts;
	}

	private static String name(RunStatus status) {
		return switch (status) {
			case RUNNING -> "running";
			case COMPLETED -> "completed";
			case FAILED -> "failed";
			case INTERRUPTED -> "interrupted";
			case DISCARDED -> "discarded";
		};
	}

	/** Adds a line, if there is still room for it. */
	private boolean add(String line) {
		int length = line.getBytes(StandardCharsets.UTF_8).length + 1;
		if (this.bytes + length > MAX_BYTES - RESERVED_BYTES) {
			return false;
		}
		this.bytes += length;
		this.text.append(line).append('\n');
		return true;
	}

}
