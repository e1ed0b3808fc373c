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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

import io.github.progresstracker.JobFailure;
import io.github.progresstracker.JobOutcomes;
import io.github.progresstracker.JobProgress;
import io.github.progresstracker.JobSuccess;
import io.github.progresstracker.RunStatus;
import io.github.progresstracker.StageProgress;
import io.github.progresstracker.SuccessInterval;
import io.github.progresstracker.WorkDone;
import io.github.progresstracker.internal.metrics.MetricFamily.Sample;
import io.github.progresstracker.internal.text.Values;
import org.jspecify.annotations.Nullable;

/**
 * The metrics of a snapshot in Prometheus.
 * <p>
 * A push to a Pushgateway replaces the metrics that it contains and leaves all others
 * unchanged. So a value that may be unknown in a later run is 0 rather than absent, and a
 * metric that must outlive the run, such as the last success, is absent while this
 * process does not know it.
 */
public final class ProgressMetrics {

	static final String LAST_SUCCESS = "job_last_success";

	static final String LAST_SUCCESS_DURATION = "job_last_success_duration_seconds";

	static final String LAST_SUCCESS_RECORDS = "job_last_success_records_processed";

	static final String LAST_FAILURE = "job_last_failure";

	static final String LAST_FAILURE_INFO = "job_last_failure_info";

	static final String LAST_INTERRUPTION = "job_last_interruption";

	static final String NEXT_START = "job_expected_next_start";

	static final String FAILURE_TOLERANCE = "job_failure_tolerance";

	static final String STAGE = "stage";

	static final String EXCEPTION = "exception";

	static final String MESSAGE = "message";

	/** All names, whether or not a snapshot contains the metric. */
	public static final Set<String> NAMES = Set.of("job_records_processed", "job_records_expected",
			"job_records_skipped", "job_duration_seconds", "job_last_start", "job_running", LAST_SUCCESS,
			LAST_SUCCESS_DURATION, LAST_SUCCESS_RECORDS, LAST_FAILURE, LAST_FAILURE_INFO, LAST_INTERRUPTION,
			"job_expected_success_interval", "job_expected_max_duration_seconds", NEXT_START, FAILURE_TOLERANCE);

	/** The metrics that say how runs ended. */
	public static final Set<String> ENDS = Set.of(LAST_SUCCESS, LAST_FAILURE, LAST_INTERRUPTION);

	/**
	 * The metrics that tell whether a job is all right. If a destination does not accept
	 * everything, these come first.
	 */
	public static final Set<String> VITAL = Set.of(LAST_SUCCESS, LAST_FAILURE, LAST_FAILURE_INFO, LAST_INTERRUPTION,
			"job_last_start", "job_running", "job_expected_success_interval", NEXT_START);

	private ProgressMetrics() {
	}

	/**
	 * The metrics of a snapshot.
	 * @param progress the snapshot
	 * @param failureMessage whether the message of a failure becomes a label
	 * @return the metrics that are known, each with all of its series
	 */
	static List<MetricFamily> of(JobProgress progress, boolean failureMessage) {
		List<MetricFamily> families = new ArrayList<>();
		List<LabeledStage> stages = stages(progress);
		addRun(families, progress, stages);
		addOutcomes(families, progress.outcomes(), failureMessage, stages);
		addExpectations(families, progress);
		return families;
	}

	/**
	 * The metrics of outcomes alone, regardless of the run, with all labels.
	 * @param outcomes the outcomes
	 * @return the metrics of those that are known
	 */
	static List<MetricFamily> of(JobOutcomes outcomes) {
		List<MetricFamily> families = new ArrayList<>();
		addOutcomes(families, outcomes, true, List.of());
		return families;
	}

	private static void addRun(List<MetricFamily> families, JobProgress progress, List<LabeledStage> stages) {
		Long expected = progress.records().expected();
		families.add(perStage("job_records_processed",
				"Records processed by the newest run or by one of its stages, skipped ones included",
				progress.records().processed(), stages, (stage) -> stage.records().processed()));
		families.add(perStage("job_records_expected",
				"Records that the newest run or one of its stages will have processed in the end, 0 if unknown",
				(expected != null) ? expected : 0, stages, (stage) -> stage.records().expected()));
		families.add(perStage("job_records_skipped",
				"Records among the processed ones that the newest run or one of its stages skipped",
				progress.records().skipped(), stages,
				(stage) -> (stage.records().skipped() > 0) ? stage.records().skipped() : null));
		families.add(perStage("job_duration_seconds",
				"Time that the newest run or one of its stages has taken so far or took in the end, in seconds",
				Values.seconds(progress.duration()), stages, (stage) -> Values.seconds(stage.duration())));
		families.add(single("job_last_start", "Start of the newest run, as Unix time in seconds",
				unixTime(progress.startedAt())));
		families.add(single("job_running", "Whether the newest run is still going on: 1 if so, 0 if it ended",
				(progress.status() == RunStatus.RUNNING) ? 1 : 0));
	}

	private static void addOutcomes(List<MetricFamily> families, JobOutcomes outcomes, boolean failureMessage,
			List<LabeledStage> stages) {
		JobSuccess success = outcomes.lastSuccess();
		if (success != null) {
			families.add(single(LAST_SUCCESS, "Last successful end of a run, as Unix time in seconds",
					unixTime(success.at())));
			addWork(families, success, stages);
		}
		JobFailure failure = outcomes.lastFailure();
		if (failure != null) {
			families
				.add(single(LAST_FAILURE, "Last failed end of a run, as Unix time in seconds", unixTime(failure.at())));
			families.add(new MetricFamily(LAST_FAILURE_INFO,
					"What made the last failed run fail, and in which stage; always 1",
					List.of(new Sample(labels(failure, failureMessage), 1))));
		}
		if (outcomes.lastInterruption() != null) {
			families.add(single(LAST_INTERRUPTION, "Last interrupted end of a run, as Unix time in seconds",
					unixTime(outcomes.lastInterruption())));
		}
	}

	private static void addWork(List<MetricFamily> families, JobSuccess success, List<LabeledStage> stages) {
		WorkDone ofRun = success.work();
		if (ofRun == null) {
			return;
		}
		Map<Map<String, String>, WorkDone> ofStages = labeled(success, stages);
		List<Sample> durations = new ArrayList<>(ofStages.size() + 1);
		List<Sample> records = new ArrayList<>(ofStages.size() + 1);
		durations.add(new Sample(Map.of(), Values.seconds(ofRun.duration())));
		records.add(new Sample(Map.of(), ofRun.processed()));
		for (Map.Entry<Map<String, String>, WorkDone> stage : ofStages.entrySet()) {
			durations.add(new Sample(stage.getKey(), Values.seconds(stage.getValue().duration())));
			records.add(new Sample(stage.getKey(), stage.getValue().processed()));
		}
		families.add(new MetricFamily(LAST_SUCCESS_DURATION,
				"Time that the last successful run or one of its stages took, in seconds", durations));
		families.add(new MetricFamily(LAST_SUCCESS_RECORDS,
				"Records processed by the last successful run or by one of its stages, skipped ones included",
				records));
	}

	/**
	 * What the stages of a success did, by their labels. Those of the newest run are used
	 * where they are the same, because the same object is written sooner.
	 */
	private static Map<Map<String, String>, WorkDone> labeled(JobSuccess success, List<LabeledStage> stages) {
		Map<String, Map<String, String>> known = new HashMap<>();
		for (LabeledStage stage : stages) {
			known.put(stage.labels().get(STAGE), stage.labels());
		}
		Map<Map<String, String>, WorkDone> labeled = new LinkedHashMap<>();
		for (Map.Entry<String, WorkDone> stage : success.stages().entrySet()) {
			String name = LabelValue.of(stage.getKey());
			Map<String, String> labels = known.get(name);
			if (labels == null) {
				labels = Map.of(STAGE, name);
			}
			WorkDone same = labeled.get(labels);
			labeled.put(labels, (same != null) ? same.plus(stage.getValue()) : stage.getValue());
		}
		return labeled;
	}

	/**
	 * The tolerance belongs to the last failure. Outcomes alone come without it, because
	 * it is a setting of the job, which is not known there.
	 */
	private static void addExpectations(List<MetricFamily> families, JobProgress progress) {
		Instant nextStart = progress.expectedNextStart();
		families
			.add(single(NEXT_START, "Time by which the next run has to begin, 0 if unknown, as Unix time in seconds",
					(nextStart != null) ? unixTime(nextStart) : 0));
		if (progress.outcomes().lastFailure() != null) {
			families.add(single(FAILURE_TOLERANCE, "Failed runs in a row that are tolerated",
					progress.job().failureTolerance()));
		}
		SuccessInterval interval = progress.successInterval();
		if (interval != null) {
			families.add(single("job_expected_success_interval",
					"Longest time expected between two successful ends, infinite if none is expected, in seconds",
					interval.seconds()));
		}
		Duration maxDuration = progress.job().maxDuration();
		if (maxDuration != null) {
			families.add(single("job_expected_max_duration_seconds",
					"Longest time that a run is expected to take, in seconds", Values.seconds(maxDuration)));
		}
	}

	/**
	 * The stages with their labels. Several stages may have the same name once it is
	 * written, and no series may appear twice.
	 */
	private static List<LabeledStage> stages(JobProgress progress) {
		Map<String, StageProgress> byName = new LinkedHashMap<>();
		for (StageProgress stage : progress.stages()) {
			String name = LabelValue.of(stage.name());
			StageProgress same = byName.putIfAbsent(name, stage);
			if (same != null) {
				byName.put(name, same.plus(stage));
			}
		}
		List<LabeledStage> stages = new ArrayList<>(byName.size());
		for (Map.Entry<String, StageProgress> stage : byName.entrySet()) {
			stages.add(new LabeledStage(Map.of(STAGE, stage.getKey()), stage.getValue()));
		}
		return stages;
	}

	private static MetricFamily perStage(String name, String help, Number ofRun, List<LabeledStage> stages,
			Function<StageProgress, @Nullable Number> ofStage) {
		List<Sample> samples = new ArrayList<>(stages.size() + 1);
		samples.add(new Sample(Map.of(), ofRun.doubleValue()));
		for (LabeledStage stage : stages) {
			Number value = ofStage.apply(stage.progress());
			if (value != null) {
				samples.add(new Sample(stage.labels(), value.doubleValue()));
			}
		}
		return new MetricFamily(name, help, samples);
	}

	private static MetricFamily single(String name, String help, double value) {
		return new MetricFamily(name, help, List.of(new Sample(Map.of(), value)));
	}

	private static Map<String, String> labels(JobFailure failure, boolean withMessage) {
		Map<String, String> labels = new HashMap<>();
		labels.put(EXCEPTION, LabelValue.of(failure.exception()));
		putIfKnown(labels, STAGE, failure.stage());
		if (withMessage) {
			putIfKnown(labels, MESSAGE, failure.message());
		}
		return labels;
	}

	private static void putIfKnown(Map<String, String> labels, String name, @Nullable String value) {
		if (value != null && !value.isEmpty()) {
			labels.put(name, LabelValue.of(value));
		}
	}

	private static double unixTime(Instant instant) {
		return instant.toEpochMilli() / 1e3;
	}

	/**
	 * A stage and the labels of all of its series.
	 *
	 * @param labels the labels
	 * @param progress the stage
	 */
	private record LabeledStage(Map<String, String> labels, StageProgress progress) {
	}

}
