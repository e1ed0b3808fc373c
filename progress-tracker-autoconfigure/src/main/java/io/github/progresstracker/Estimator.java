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

package io.github.progresstracker;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.github.progresstracker.internal.text.Values;
import org.jspecify.annotations.Nullable;

/**
 * Estimates how far a run is. Where its total is not known, the job's last success stands
 * in for it: until more is seen than there was then, as an estimate that stays at 100 %
 * says nothing.
 */
final class Estimator {

	/** A clock is read a little later for a stage than for its run. */
	private static final Duration TOLERANCE = Duration.ofMillis(100);

	private final JobProgress progress;

	private final @Nullable JobSuccess last;

	Estimator(JobProgress progress) {
		this.progress = progress;
		this.last = progress.outcomes().lastSuccess();
	}

	/**
	 * Estimates a stage.
	 * @param stage a stage of the run
	 * @return the estimate
	 */
	Estimate stage(StageProgress stage) {
		WorkDone lastTime = (this.last != null) ? lastTime(this.last, stage.name()) : null;
		return stage.open() ? of(stage.records(), stage.duration(), stage.throughput(), lastTime) : Estimate.UNKNOWN;
	}

	/**
	 * What a stage did last time, without what earlier runs have done of it this time.
	 */
	private @Nullable WorkDone lastTime(JobSuccess last, String stage) {
		WorkDone all = last.stages().get(stage);
		WorkDone before = this.progress.doneBefore().get(stage);
		return (all != null && before != null) ? all.without(before) : all;
	}

	/**
	 * Estimates the whole run.
	 * @return the estimate
	 */
	Estimate run() {
		if (this.progress.status().isEnd()) {
			return Estimate.UNKNOWN;
		}
		WorkDone lastTime = (this.last != null) ? this.last.work() : null;
		if (this.progress.records().expected() != null || (this.last != null && this.last.stages().isEmpty())) {
			return of(this.progress.records(), this.progress.duration(), this.progress.throughput(), lastTime);
		}
		return (this.last != null && lastTime != null) ? sumOfStages(this.last, lastTime) : Estimate.UNKNOWN;
	}

	private static Estimate of(RecordCounts records, Duration duration, Throughput throughput,
			@Nullable WorkDone lastTime) {
		if (records.expected() != null) {
			return new Estimate(records.fraction(), throughput.timeLeft(), false);
		}
		if (lastTime == null) {
			return Estimate.UNKNOWN;
		}
		return (lastTime.processed() > 0) ? byRecords(records.processed(), duration, throughput, lastTime)
				: byTime(duration, lastTime.duration());
	}

	private static Estimate byRecords(long processed, Duration duration, Throughput throughput, WorkDone lastTime) {
		if (processed >= lastTime.processed()) {
			return Estimate.UNKNOWN;
		}
		double fraction = (double) processed / lastTime.processed();
		Double rate = throughput.recordsPerSecond();
		if (throughput.stalledFor() != null || (rate != null && rate <= 0)) {
			return new Estimate(fraction, null, true);
		}
		double seconds = (rate != null) ? (lastTime.processed() - processed) / rate
				: Math.max(0, Values.seconds(lastTime.duration()) - Values.seconds(duration));
		return new Estimate(fraction, duration(seconds), true);
	}

	private static Estimate byTime(Duration duration, Duration lastTime) {
		if (duration.compareTo(lastTime) >= 0) {
			return Estimate.UNKNOWN;
		}
		return new Estimate(Values.seconds(duration) / Values.seconds(lastTime), lastTime.minus(duration), true);
	}

	/**
	 * The stages that are open, and those that are still to come. Both may overlap, and
	 * there may be time between them, as there was in the last run.
	 */
	private Estimate sumOfStages(JobSuccess last, WorkDone lastTime) {
		Map<String, StageProgress> begun = new HashMap<>();
		double longest = 0;
		double left = 0;
		for (StageProgress stage : this.progress.stages()) {
			begun.put(stage.name(), stage);
			if (stage.open()) {
				Duration timeLeft = timeLeft(stage, lastTime(last, stage.name()));
				if (timeLeft == null) {
					return Estimate.UNKNOWN;
				}
				longest = Math.max(longest, Values.seconds(timeLeft));
				left += Values.seconds(timeLeft);
			}
		}
		for (WorkDone stage : toCome(last, begun)) {
			left += Values.seconds(stage.duration());
		}
		double ofAllStages = 0;
		for (WorkDone stage : last.stages().values()) {
			ofAllStages += Values.seconds(stage.duration());
		}
		if (ofAllStages > 0) {
			left = Math.max(longest, left * Values.seconds(lastTime.duration()) / ofAllStages);
		}
		Duration timeLeft = duration(left);
		double elapsed = Values.seconds(this.progress.duration());
		if (left <= 0 || timeLeft == null || timeLeft.compareTo(TOLERANCE) < 0) {
			return Estimate.UNKNOWN;
		}
		return new Estimate(elapsed / (elapsed + left), timeLeft, true);
	}

	private @Nullable Duration timeLeft(StageProgress stage, @Nullable WorkDone lastTime) {
		Duration timeLeft = stage(stage).timeLeft();
		if (timeLeft != null || lastTime == null) {
			return timeLeft;
		}
		if (stage.records().expected() == null) {
			return isAsFar(stage, lastTime) ? Duration.ZERO : null;
		}
		// With a total there is no rate at first, but there was one last time.
		boolean young = stage.throughput().equals(Throughput.UNKNOWN)
				&& stage.duration().compareTo(lastTime.duration()) < 0;
		return young ? lastTime.duration().minus(stage.duration()) : null;
	}

	/**
	 * Whether a stage has just done what it did last time, so that it will end now.
	 */
	private static boolean isAsFar(StageProgress stage, WorkDone lastTime) {
		return (lastTime.processed() > 0) ? stage.records().processed() == lastTime.processed()
				: stage.duration().equals(lastTime.duration());
	}

	/**
	 * The stages that followed the last one that has begun. Those before it that have not
	 * begun are left out this time: because the run is a restart, or takes another path.
	 * If their order is not known, all that have not begun are expected.
	 */
	private List<WorkDone> toCome(JobSuccess last, Map<String, StageProgress> begun) {
		List<WorkDone> toCome = new ArrayList<>();
		for (String stage : last.stages().keySet()) {
			WorkDone lastTime = lastTime(last, stage);
			if (lastTime != null && !begun.containsKey(stage)) {
				toCome.add(lastTime);
			}
			else if (last.inOrder()) {
				toCome.clear();
			}
		}
		return toCome;
	}

	private static @Nullable Duration duration(double seconds) {
		return (seconds <= Throughput.MAX_TIME_LEFT.toSeconds()) ? Duration.ofMillis(Math.round(seconds * 1000)) : null;
	}

}
