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

package io.github.progresstracker.internal.terminal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.github.progresstracker.EndedRuns;
import io.github.progresstracker.JobFailure;
import io.github.progresstracker.JobProgress;
import io.github.progresstracker.RecordCounts;
import io.github.progresstracker.RunStatus;
import io.github.progresstracker.StageProgress;
import io.github.progresstracker.internal.text.SafeText;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;

/**
 * Sums up a run that ended: one line about the run, and an aligned one for each stage.
 */
final class RunSummary {

	private RunSummary() {
	}

	/**
	 * The lines for a run that ended.
	 * @param progress the run
	 * @param ended the runs that they stand for; runs that end many times a second have
	 * no lines of their own
	 */
	static List<LogLine> of(JobProgress progress, EndedRuns ended) {
		String prefix = prefix(progress);
		List<LogLine> lines = new ArrayList<>();
		Level level = (progress.status() == RunStatus.COMPLETED) ? level(ended) : Level.WARN;
		lines.add(new LogLine(level, prefix + headline(progress) + standsFor(progress, ended),
				LogFields.of(progress, ended)));
		List<String> rows = rows(progress);
		for (int i = 0; i < rows.size(); i++) {
			Map<String, Object> fields = LogFields.of(progress, progress.stages().get(i));
			lines.add(new LogLine(level, prefix + "  " + rows.get(i), fields));
		}
		return lines;
	}

	/**
	 * The line for runs that ended, if there are any, while another one goes on.
	 */
	static List<LogLine> ofOthers(JobProgress progress, EndedRuns ended) {
		return (ended.total() == 0) ? List.of()
				: List.of(new LogLine(level(ended),
						prefix(progress) + runs(ended.total()) + " ended" + parts(progress, ended),
						LogFields.of(progress, ended)));
	}

	private static String prefix(JobProgress progress) {
		return SafeText.of(progress.identity().job()) + ": ";
	}

	/**
	 * Who silences INFO still wants to know of work that is not done. Not an ERROR: the
	 * exception itself is logged as one by who threw or caught it, and would be counted
	 * twice.
	 */
	private static Level level(EndedRuns ended) {
		return (ended.completed() == ended.total()) ? Level.INFO : Level.WARN;
	}

	private static String standsFor(JobProgress progress, EndedRuns ended) {
		return (ended.total() <= 1) ? "" : "; stands for " + runs(ended.total()) + parts(progress, ended);
	}

	private static String runs(long number) {
		return HumanFormat.number(number) + ((number == 1) ? " run" : " runs");
	}

	private static String parts(JobProgress progress, EndedRuns ended) {
		StringBuilder parts = new StringBuilder();
		if (ended.failed() > 0) {
			parts.append(", ").append(HumanFormat.number(ended.failed())).append(" failed");
			if (progress.status() != RunStatus.FAILED) {
				parts.append((ended.failed() > 1) ? ", the last one" : "")
					.append(failure(progress.outcomes().lastFailure()));
			}
		}
		if (ended.interrupted() > 0) {
			parts.append(", ").append(HumanFormat.number(ended.interrupted())).append(" interrupted");
		}
		return parts.toString();
	}

	private static String headline(JobProgress progress) {
		RecordCounts records = progress.records();
		StringBuilder line = new StringBuilder(end(progress));
		if (records.processed() > 0 || records.expected() != null) {
			line.append(", ").append(HumanFormat.recordsOf(records));
			HumanFormat.averageRate(records, progress.duration())
				.filter((rate) -> progress.stages().isEmpty())
				.ifPresent((rate) -> line.append(", ").append(rate));
		}
		if (records.skipped() > 0) {
			line.append(", ").append(HumanFormat.number(records.skipped())).append(" skipped");
		}
		return line.toString();
	}

	private static String end(JobProgress progress) {
		String duration = HumanFormat.duration(progress.duration());
		return switch (progress.status()) {
			case COMPLETED -> "completed in " + duration;
			case FAILED -> "failed after " + duration + failure(progress.outcomes().lastFailure());
			default -> "interrupted after " + duration;
		};
	}

	private static String failure(@Nullable JobFailure failure) {
		if (failure == null) {
			return "";
		}
		String stage = (failure.stage() != null) ? " in stage " + SafeText.of(failure.stage()) : "";
		return stage + " with " + SafeText.of(failure.exception());
	}

	private static List<String> rows(JobProgress progress) {
		TextTable columns = new TextTable();
		for (StageProgress stage : progress.stages()) {
			RecordCounts records = stage.records();
			columns.add(List.of(SafeText.of(stage.name()), HumanFormat.recordsOf(records),
					(records.skipped() > 0) ? HumanFormat.number(records.skipped()) + " skipped" : "",
					HumanFormat.duration(stage.duration()),
					HumanFormat.averageRate(records, stage.duration()).orElse(""),
					share(stage.duration(), progress.duration())));
		}
		return columns.lines();
	}

	private static String share(Duration part, Duration whole) {
		return whole.isZero() ? "" : HumanFormat.percent(part.toNanos(), whole.toNanos()) + " of the time";
	}

}
