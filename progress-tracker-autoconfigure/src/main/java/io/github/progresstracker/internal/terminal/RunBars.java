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
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.github.progresstracker.JobProgress;
import io.github.progresstracker.StageProgress;

/**
 * The bars of one run.
 */
final class RunBars {

	/**
	 * Keeps a stage that is resumed and ended again and again from filling the screen.
	 */
	private static final Duration MIN_PAUSE = Duration.ofSeconds(5);

	private final Map<String, StageProgress> ended = new HashMap<>();

	private JobProgress newest;

	RunBars(JobProgress progress) {
		this.newest = progress;
	}

	JobProgress newest() {
		return this.newest;
	}

	/**
	 * Takes a newer snapshot.
	 * @param progress the snapshot
	 * @param job the name of the job
	 * @param withJob whether to put it before the name of each stage
	 * @return a final bar for each stage that has ended since the previous snapshot
	 */
	List<BarContent> update(JobProgress progress, String job, boolean withJob) {
		this.newest = progress;
		List<BarContent> bars = new ArrayList<>();
		for (StageProgress stage : progress.stages()) {
			if (!stage.open() && isNewEnd(stage)) {
				this.ended.put(stage.name(), stage);
				bars.add(BarContent.ended(name(job, stage.name(), withJob), stage));
			}
		}
		return bars;
	}

	private boolean isNewEnd(StageProgress stage) {
		StageProgress shown = this.ended.get(stage.name());
		if (shown == null || stage.status() != shown.status()) {
			return true;
		}
		boolean runEnded = this.newest.status().isEnd();
		return stage.duration().compareTo(shown.duration().plus(runEnded ? Duration.ZERO : MIN_PAUSE)) > 0;
	}

	/**
	 * Returns a bar for each open stage, and one for the run itself if it has no stages,
	 * its own total is known, or it can be judged by the last one.
	 * @param job the name of the job
	 * @param withJob whether to put it before the name of each stage
	 * @return the bars
	 */
	List<BarContent> open(String job, boolean withJob) {
		List<BarContent> bars = new ArrayList<>();
		Instant now = RunLog.time(this.newest);
		for (StageProgress stage : RunLog.stages(this.newest)) {
			if (stage.open()) {
				bars.add(BarContent.open(name(job, stage.name(), withJob), stage, RunLog.estimate(this.newest, stage),
						now));
			}
		}
		if (!this.newest.stages().isEmpty()
				&& (this.newest.records().expected() != null || RunLog.hasEstimate(this.newest))) {
			bars.add(BarContent.open(job, RunLog.wholeRun(this.newest), this.newest.estimate(), now));
		}
		return bars;
	}

	private static String name(String job, String stage, boolean withJob) {
		if (stage.equals(RunLog.NO_STAGE)) {
			return job;
		}
		return withJob ? job + ": " + stage : stage;
	}

}
