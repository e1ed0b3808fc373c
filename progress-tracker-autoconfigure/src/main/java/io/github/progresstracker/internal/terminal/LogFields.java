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
import io.github.progresstracker.JobFailure;
import io.github.progresstracker.JobProgress;
import io.github.progresstracker.RecordCounts;
import io.github.progresstracker.RunStatus;
import io.github.progresstracker.StageProgress;
import io.github.progresstracker.Throughput;
import io.github.progresstracker.internal.text.SafeText;
import org.jspecify.annotations.Nullable;

/**
 * What structured logging gets to know of a run, or of a stage of it. What is unknown is
 * absent. Texts are made printable, as some formats write them as they are.
 */
final class LogFields {

	private static final String PREFIX = "progress.";

	private final Map<String, Object> fields = new LinkedHashMap<>();

	private LogFields(JobProgress run) {
		put("job", SafeText.of(run.identity().job()));
		run.identity().asLabels().forEach((name, value) -> {
			if (!name.equals("job")) {
				put("labels." + name, SafeText.of(value));
			}
		});
		put("status", run.status().name().toLowerCase(Locale.ROOT));
	}

	static Map<String, Object> of(JobProgress run, EndedRuns ended) {
		LogFields fields = new LogFields(run);
		if (ended.total() > 1 || !run.status().isEnd()) {
			fields.put("runs.ended", ended.total());
			fields.put("runs.failed", ended.failed());
			fields.put("runs.interrupted", ended.interrupted());
		}
		fields.add(run.records(), run.duration(), run.throughput());
		JobFailure failure = run.outcomes().lastFailure();
		if (run.status() == RunStatus.FAILED && failure != null) {
			fields.put("failure.exception", SafeText.of(failure.exception()));
			fields.put("failure.stage", (failure.stage() != null) ? SafeText.of(failure.stage()) : null);
		}
		return fields.fields;
	}

	static Map<String, Object> of(JobProgress run, StageProgress stage) {
		LogFields fields = new LogFields(run);
		if (!stage.name().equals(StageLine.NO_NAME)) {
			fields.put("stage", SafeText.of(stage.name()));
		}
		fields.add(stage.records(), stage.duration(), stage.throughput());
		if (run.status().isEnd() && !run.duration().isZero()) {
			fields.put("share", (double) stage.duration().toNanos() / run.duration().toNanos());
		}
		return fields.fields;
	}

	private void add(RecordCounts records, Duration duration, Throughput throughput) {
		put("records.processed", records.processed());
		put("records.expected", records.expected());
		put("records.skipped", records.skipped());
		put("duration_seconds", seconds(duration));
		put("records_per_second", (throughput.recordsPerSecond() != null) ? throughput.recordsPerSecond()
				: HumanFormat.averagePerSecond(records, duration).orElse(null));
		put("time_left_seconds", seconds(throughput.timeLeft()));
		put("stalled_seconds", seconds(throughput.stalledFor()));
	}

	private void put(String name, @Nullable Object value) {
		if (value != null) {
			this.fields.put(PREFIX + name, value);
		}
	}

	private static @Nullable Double seconds(@Nullable Duration duration) {
		return (duration != null) ? duration.toMillis() / 1e3 : null;
	}

}
