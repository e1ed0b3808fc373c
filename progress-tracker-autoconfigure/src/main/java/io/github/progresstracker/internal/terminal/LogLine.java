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
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

import io.github.progresstracker.EndedRuns;
import io.github.progresstracker.Estimate;
import io.github.progresstracker.JobFailure;
import io.github.progresstracker.JobProgress;
import io.github.progresstracker.RecordCounts;
import io.github.progresstracker.RunStatus;
import io.github.progresstracker.StageProgress;
import io.github.progresstracker.Throughput;
import io.github.progresstracker.internal.text.FailureMessage;
import io.github.progresstracker.internal.text.SafeText;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * A line of the log: a text for people, and the same values as fields for structured
 * logging. Unknown values have no field. Names are made safe in both, because some
 * formats do not escape them.
 *
 * @param level the level to log at
 * @param text the text; {@link #about} puts the name of the job before it
 * @param fields the fields by name; their values are texts and numbers
 */
record LogLine(Level level, String text, Map<String, Object> fields) {

	private static final String FIELD_PREFIX = "progress.";

	/**
	 * Creates a line about a run.
	 * @param level the level to log at
	 * @param run the run
	 * @param text the text without the name of the job
	 * @param ended the ended runs that the line stands for
	 * @return the line
	 */
	static LogLine of(Level level, JobProgress run, String text, EndedRuns ended) {
		LogLine line = of(level, run, text);
		if (ended.total() > 1 || !run.status().isEnd()) {
			line.put("runs.ended", ended.total());
			line.put("runs.failed", ended.failed());
			line.put("runs.interrupted", ended.interrupted());
		}
		line.put(run.records(), run.duration(), run.throughput());
		line.put(run.estimate());
		JobFailure failure = run.outcomes().lastFailure();
		if (run.status() == RunStatus.FAILED && failure != null) {
			line.put("failure.exception", SafeText.of(failure.exception()));
			line.put("failure.stage", (failure.stage() != null) ? SafeText.of(failure.stage()) : null);
			line.put("failure.message", FailureMessage.of(failure.message()));
		}
		return line;
	}

	/**
	 * Creates a line about a stage.
	 * @param level the level to log at
	 * @param run the run that the stage belongs to
	 * @param text the text without the name of the job
	 * @param stage the stage
	 * @return the line
	 */
	static LogLine of(Level level, JobProgress run, String text, StageProgress stage) {
		LogLine line = of(level, run, text);
		if (!stage.name().equals(RunLog.NO_STAGE)) {
			line.put("stage", SafeText.of(stage.name()));
		}
		line.put(stage.records(), stage.duration(), stage.throughput());
		boolean wholeRun = stage.name().equals(RunLog.NO_STAGE);
		line.put(wholeRun ? run.estimate() : run.estimate(stage));
		line.put("share", RunSummary.share(stage, run));
		return line;
	}

	private static LogLine of(Level level, JobProgress run, String text) {
		String job = SafeText.of(run.identity().job());
		LogLine line = new LogLine(level, text, new LinkedHashMap<>());
		line.put("job", job);
		run.identity().asLabels().forEach((name, value) -> {
			if (!name.equals("job")) {
				line.put("labels." + name, SafeText.of(value));
			}
		});
		line.put("status", run.status().name().toLowerCase(Locale.ROOT));
		return line;
	}

	private void put(RecordCounts records, Duration duration, Throughput pace) {
		put("records.processed", records.processed());
		put("records.expected", records.expected());
		put("records.skipped", records.skipped());
		put("duration_seconds", seconds(duration));
		put("records_per_second", (pace.recordsPerSecond() != null) ? pace.recordsPerSecond()
				: HumanFormat.averagePerSecond(records, duration).orElse(null));
		put("time_left_seconds", seconds(pace.timeLeft()));
		put("stalled_seconds", seconds(pace.stalledFor()));
	}

	/** Only what is judged by the last run: the rest can be told by the total. */
	private void put(Estimate estimate) {
		if (estimate.asLastTime()) {
			put("estimate.percent", estimate.percent());
			put("estimate.time_left_seconds", seconds(estimate.timeLeft()));
		}
	}

	private void put(String name, @Nullable Object value) {
		if (value != null) {
			this.fields.put(FIELD_PREFIX + name, value);
		}
	}

	private static @Nullable Double seconds(@Nullable Duration duration) {
		return (duration != null) ? duration.toMillis() / 1e3 : null;
	}

	/**
	 * Puts the name of the job before the text.
	 * @param job the name as shown to people
	 * @return the complete line
	 */
	LogLine about(String job) {
		return new LogLine(this.level, job + ": " + this.text, this.fields);
	}

	void logTo(Logger logger) {
		LoggingEventBuilder event = logger.atLevel(this.level);
		for (Map.Entry<String, Object> field : this.fields.entrySet()) {
			event = event.addKeyValue(field.getKey(), field.getValue());
		}
		event.log(this.text);
	}

}
