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

package io.github.progresstracker.internal.metrics;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import io.github.progresstracker.JobFailure;
import io.github.progresstracker.JobIdentity;
import io.github.progresstracker.JobOutcomes;
import io.github.progresstracker.JobSuccess;
import io.github.progresstracker.WorkDone;
import org.jspecify.annotations.Nullable;

/**
 * Reads the outcomes of a job back from the text format.
 */
public final class OutcomeParser {

	private final Map<String, String> identity = new HashMap<>();

	private @Nullable Instant lastSuccess;

	private final Map<String, Double> durations = new LinkedHashMap<>();

	private final Map<String, Double> records = new HashMap<>();

	private @Nullable Instant lastFailure;

	private @Nullable Instant lastInterruption;

	private Map<String, String> reason = Map.of();

	private OutcomeParser(JobIdentity identity) {
		identity.asLabels().forEach((name, value) -> this.identity.put(name, LabelValue.of(value)));
	}

	/**
	 * Reads the outcomes of a job.
	 * @param lines metrics that were written with the labels of the job's identity on
	 * every series; other metrics are ignored
	 * @param identity the job
	 * @return the outcomes that are found
	 * @throws IllegalArgumentException if an outcome is malformed or belongs to another
	 * job
	 */
	public static JobOutcomes read(Stream<String> lines, JobIdentity identity) {
		OutcomeParser parser = new OutcomeParser(identity);
		for (Iterator<String> all = lines.iterator(); all.hasNext();) {
			parser.read(all.next());
		}
		return parser.outcomes();
	}

	/**
	 * Finds the outcomes of a job among the metrics of all jobs.
	 * @param lines metrics as a Pushgateway shows them; malformed lines are ignored
	 * @param identity the job
	 * @return the outcomes that are found; of a failure, only the time
	 */
	public static JobOutcomes find(Stream<String> lines, JobIdentity identity) {
		OutcomeParser parser = new OutcomeParser(identity);
		parser.reason = Map.of(ProgressMetrics.EXCEPTION, "unknown");
		lines.filter(parser::isOurs).forEach(parser::read);
		return parser.outcomes();
	}

	private boolean isOurs(String line) {
		if (!line.startsWith("job_last_") || line.startsWith(ProgressMetrics.LAST_FAILURE_INFO)) {
			return false;
		}
		try {
			Map<String, String> further = furtherLabels(SampleLine.parse(line));
			return further.isEmpty() || (isOfStages(line) && further.keySet().equals(Set.of(ProgressMetrics.STAGE)));
		}
		catch (IllegalArgumentException ex) {
			return false;
		}
	}

	private static boolean isOfStages(String line) {
		return line.startsWith(ProgressMetrics.LAST_SUCCESS_DURATION)
				|| line.startsWith(ProgressMetrics.LAST_SUCCESS_RECORDS);
	}

	private void read(String line) {
		switch (line.split("[{ ]", 2)[0]) {
			case ProgressMetrics.LAST_SUCCESS -> this.lastSuccess = instant(line);
			case ProgressMetrics.LAST_SUCCESS_DURATION -> put(line, this.durations);
			case ProgressMetrics.LAST_SUCCESS_RECORDS -> put(line, this.records);
			case ProgressMetrics.LAST_FAILURE -> this.lastFailure = instant(line);
			case ProgressMetrics.LAST_FAILURE_INFO -> this.reason = furtherLabels(SampleLine.parse(line));
			case ProgressMetrics.LAST_INTERRUPTION -> this.lastInterruption = instant(line);
			default -> {
			}
		}
	}

	/** Without a stage, the key is empty. */
	private void put(String line, Map<String, Double> values) {
		SampleLine series = SampleLine.parse(line);
		Map<String, String> further = furtherLabels(series);
		String stage = further.remove(ProgressMetrics.STAGE);
		if (!further.isEmpty()) {
			throw new IllegalArgumentException("'%s' has unexpected labels".formatted(line));
		}
		values.put((stage != null) ? stage : "", series.value());
	}

	private Instant instant(String line) {
		SampleLine series = SampleLine.parse(line);
		if (!furtherLabels(series).isEmpty()) {
			throw new IllegalArgumentException("'%s' has unexpected labels".formatted(line));
		}
		return Instant.ofEpochMilli(Math.round(series.value() * 1e3));
	}

	private Map<String, String> furtherLabels(SampleLine series) {
		Map<String, String> further = new HashMap<>(series.labels());
		// An empty label is the same as none, and a Pushgateway adds an empty one.
		further.values().removeIf(String::isEmpty);
		this.identity.forEach((name, value) -> {
			if (!further.remove(name, value)) {
				throw new IllegalArgumentException(
						"it belongs to another job: label %s is not '%s'".formatted(name, value));
			}
		});
		return further;
	}

	private JobOutcomes outcomes() {
		return new JobOutcomes(success(), failure(), this.lastInterruption);
	}

	private @Nullable JobSuccess success() {
		if (this.lastSuccess == null) {
			return null;
		}
		Map<String, WorkDone> stages = new LinkedHashMap<>();
		this.durations.forEach((stage, seconds) -> {
			Double records = this.records.get(stage);
			if (records != null && records >= 0 && seconds >= 0) {
				stages.put(stage, new WorkDone(Duration.ofMillis(Math.round(seconds * 1e3)), Math.round(records)));
			}
		});
		WorkDone work = stages.remove("");
		return (work != null) ? new JobSuccess(this.lastSuccess, work, stages, false) : JobSuccess.at(this.lastSuccess);
	}

	private @Nullable JobFailure failure() {
		if (this.lastFailure == null) {
			return null;
		}
		String exception = this.reason.get(ProgressMetrics.EXCEPTION);
		if (exception == null) {
			throw new IllegalArgumentException("a failure has no exception");
		}
		return new JobFailure(this.lastFailure, exception, this.reason.get(ProgressMetrics.STAGE),
				this.reason.get(ProgressMetrics.MESSAGE));
	}

}
