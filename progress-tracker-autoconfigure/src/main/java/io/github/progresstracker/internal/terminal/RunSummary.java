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
 * Sums up a run that has ended: one line about the run, and one for each stage, aligned
 * in columns.
 */
final class RunSummary {

	private RunSummary() {
	}

	/**
	 * Sums up a run.
	 * @param progress the run
	 * @param ended the ended runs that the lines stand for; there are several if runs end
	 * many times a second
	 * @return the lines
	 */
	static List<LogLine> of(JobProgress progress, EndedRuns ended) {
		List<LogLine> lines = new ArrayList<>();
		Level level = (progress.status() == RunStatus.COMPLETED) ? level(ended) : Level.WARN;
		lines.add(LogLine.of(level, progress, headline(progress) + standsFor(progress, ended), ended));
		List<String> rows = rows(progress);
		for (int i = 0; i < rows.size(); i++) {
			lines.add(LogLine.of(level, progress, "  " + rows.get(i), progress.stages().get(i)));
		}
		return lines;
	}

	/**
	 * Sums up runs that ended before the report of the current, open run.
	 * @param progress the current run
	 * @param ended the runs that ended, if any
	 * @return one line, or none
	 */
	static List<LogLine> ofEarlierRuns(JobProgress progress, EndedRuns ended) {
		if (ended.total() == 0) {
			return List.of();
		}
		String text = runs(ended.total()) + " ended" + failedAndInterrupted(progress, ended);
		return List.of(LogLine.of(level(ended), progress, text, ended));
	}

	/**
	 * WARN shows unfinished work even where INFO is off. It is not ERROR because the
	 * exception itself is usually logged as an error elsewhere, and tools that count
	 * errors would count it twice.
	 */
	private static Level level(EndedRuns ended) {
		return (ended.completed() == ended.total()) ? Level.INFO : Level.WARN;
	}

	private static String standsFor(JobProgress progress, EndedRuns ended) {
		return (ended.total() <= 1) ? ""
				: "; stands for " + runs(ended.total()) + failedAndInterrupted(progress, ended);
	}

	private static String runs(long number) {
		return HumanFormat.number(number) + ((number == 1) ? " run" : " runs");
	}

	private static String failedAndInterrupted(JobProgress progress, EndedRuns ended) {
		StringBuilder text = new StringBuilder();
		if (ended.failed() > 0) {
			text.append(", ").append(HumanFormat.number(ended.failed())).append(" failed");
			if (progress.status() != RunStatus.FAILED) {
				text.append((ended.failed() > 1) ? ", the last one" : "")
					.append(failure(progress.outcomes().lastFailure()));
			}
		}
		if (ended.interrupted() > 0) {
			text.append(", ").append(HumanFormat.number(ended.interrupted())).append(" interrupted");
		}
		return text.toString();
	}

	private static String headline(JobProgress progress) {
		RecordCounts records = progress.records();
		StringBuilder line = new StringBuilder(end(progress));
		if (records.processed() > 0 || records.expected() != null) {
			line.append(", ").append(HumanFormat.records(records));
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
		TextTable table = new TextTable();
		for (StageProgress stage : progress.stages()) {
			RecordCounts records = stage.records();
			table.add(List.of(SafeText.of(stage.name()), HumanFormat.records(records),
					(records.skipped() > 0) ? HumanFormat.number(records.skipped()) + " skipped" : "",
					HumanFormat.duration(stage.duration()),
					HumanFormat.averageRate(records, stage.duration()).orElse(""),
					share(stage.duration(), progress.duration())));
		}
		return table.lines();
	}

	private static String share(Duration part, Duration whole) {
		return whole.isZero() ? "" : HumanFormat.percent(part.toNanos(), whole.toNanos()) + " of the time";
	}

}
