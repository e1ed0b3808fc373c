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

package io.github.progresstracker.report.terminal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.github.progresstracker.JobFailure;
import io.github.progresstracker.JobProgress;
import io.github.progresstracker.Printable;
import io.github.progresstracker.RecordCounts;
import io.github.progresstracker.RunStatus;
import io.github.progresstracker.StageProgress;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;

/**
 * Sums up a run that ended: one line about the run, and an aligned one for each stage.
 */
final class RunSummary {

	private RunSummary() {
	}

	static List<LogLine> of(JobProgress progress) {
		String prefix = Printable.of(progress.identity().job()) + ": ";
		Level level = level(progress.status());
		List<LogLine> lines = new ArrayList<>();
		lines.add(new LogLine(level, prefix + headline(progress), LogFields.of(progress)));
		List<String> rows = rows(progress);
		for (int i = 0; i < rows.size(); i++) {
			Map<String, Object> fields = LogFields.of(progress, progress.stages().get(i));
			lines.add(new LogLine(level, prefix + "  " + rows.get(i), fields));
		}
		return lines;
	}

	/**
	 * Who silences INFO still wants to know of work that is not done. Not an ERROR: the
	 * exception itself is logged as one by who threw or caught it, and would be counted
	 * twice.
	 */
	private static Level level(RunStatus status) {
		return (status == RunStatus.COMPLETED) ? Level.INFO : Level.WARN;
	}

	private static String headline(JobProgress progress) {
		RecordCounts records = progress.records();
		StringBuilder line = new StringBuilder(end(progress));
		if (records.processed() > 0 || records.expected() != null) {
			line.append(", ").append(Figures.recordsOf(records));
			Figures.averageRate(records, progress.duration())
				.filter((rate) -> progress.stages().isEmpty())
				.ifPresent((rate) -> line.append(", ").append(rate));
		}
		if (records.skipped() > 0) {
			line.append(", ").append(Figures.number(records.skipped())).append(" skipped");
		}
		return line.toString();
	}

	private static String end(JobProgress progress) {
		String duration = Figures.duration(progress.duration());
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
		String stage = (failure.stage() != null) ? " in stage " + Printable.of(failure.stage()) : "";
		return stage + " with " + Printable.of(failure.exception());
	}

	private static List<String> rows(JobProgress progress) {
		Columns columns = new Columns();
		for (StageProgress stage : progress.stages()) {
			RecordCounts records = stage.records();
			columns.add(List.of(Printable.of(stage.name()), Figures.recordsOf(records),
					(records.skipped() > 0) ? Figures.number(records.skipped()) + " skipped" : "",
					Figures.duration(stage.duration()), Figures.averageRate(records, stage.duration()).orElse(""),
					share(stage.duration(), progress.duration())));
		}
		return columns.lines();
	}

	private static String share(Duration part, Duration whole) {
		return whole.isZero() ? "" : Figures.percent(part.toNanos(), whole.toNanos()) + " of the time";
	}

}
