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

import java.util.ArrayList;
import java.util.List;

import io.github.progresstracker.EndedRuns;
import io.github.progresstracker.JobFailure;
import io.github.progresstracker.JobProgress;
import io.github.progresstracker.RecordCounts;
import io.github.progresstracker.RunStatus;
import io.github.progresstracker.StageProgress;
import io.github.progresstracker.internal.text.FailureMessage;
import io.github.progresstracker.internal.text.SafeText;
import io.github.progresstracker.internal.text.Values;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;

/**
 * Sums up a run that has ended: one line about the run, and one for each stage, aligned
 * in columns.
 */
final class RunSummary {

	/** A framework's clock may differ a little from ours. */
	private static final double MAX_SHARE = 1.02;

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
		String message = FailureMessage.of(failure.message());
		return stage + " with " + SafeText.of(failure.exception()) + ((message != null) ? ": \"" + message + "\"" : "");
	}

	private static List<String> rows(JobProgress progress) {
		TextTable table = new TextTable();
		for (StageProgress stage : progress.stages()) {
			RecordCounts records = stage.records();
			table.add(List.of(SafeText.of(stage.name()), HumanFormat.records(records),
					(records.skipped() > 0) ? HumanFormat.number(records.skipped()) + " skipped" : "",
					HumanFormat.duration(stage.duration()),
					HumanFormat.averageRate(records, stage.duration()).orElse(""), shareText(stage, progress),
					end(stage)));
		}
		return table.lines();
	}

	/**
	 * Stages that overlap are each open for a part of the time, and it adds up to more.
	 */
	private static String shareText(StageProgress stage, JobProgress progress) {
		Double share = share(stage, progress);
		if (share == null) {
			return "";
		}
		double sum = 0;
		for (StageProgress each : progress.stages()) {
			sum += ratio(each, progress);
		}
		return ((sum > MAX_SHARE) ? "open " : "") + (long) (share * 100) + " % of the time";
	}

	/**
	 * The share of the run's time during which a stage was open.
	 * @param stage the stage
	 * @param progress the run
	 * @return a number from 0 to 1, or {@code null} if there is no such share: the run
	 * goes on, took no time, or the stage is several that were open at once
	 */
	static @Nullable Double share(StageProgress stage, JobProgress progress) {
		if (!progress.status().isEnd() || progress.duration().isZero()) {
			return null;
		}
		double ratio = ratio(stage, progress);
		return (ratio > MAX_SHARE) ? null : Math.min(1, ratio);
	}

	private static double ratio(StageProgress stage, JobProgress progress) {
		return Values.seconds(stage.duration()) / Values.seconds(progress.duration());
	}

	private static String end(StageProgress stage) {
		return switch (stage.status()) {
			case FAILED -> "failed";
			case INTERRUPTED -> "interrupted";
			default -> "";
		};
	}

}
