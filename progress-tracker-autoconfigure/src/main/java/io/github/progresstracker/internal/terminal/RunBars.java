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
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.github.progresstracker.JobProgress;
import io.github.progresstracker.StageProgress;
import org.jspecify.annotations.Nullable;

/**
 * The bars of one run.
 */
final class RunBars {

	/** A stage that is resumed and ended again and again must not fill the screen. */
	private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(5);

	private final Map<String, Duration> ended = new HashMap<>();

	private JobProgress newest;

	RunBars(JobProgress progress) {
		this.newest = progress;
	}

	/**
	 * Takes in a newer snapshot.
	 * @param progress the snapshot
	 * @param job whether to name the job in front of each stage
	 * @return a bar for each stage that has ended since the one before: it is not shown
	 * again
	 */
	List<BarContent> update(JobProgress progress, boolean job) {
		this.newest = progress;
		List<BarContent> bars = new ArrayList<>();
		for (StageProgress stage : progress.stages()) {
			if (!stage.open() && isNews(stage)) {
				this.ended.put(stage.name(), stage.duration());
				bars.add(BarContent.ended(name(progress.identity().job(), stage.name(), job), stage));
			}
		}
		return bars;
	}

	private boolean isNews(StageProgress stage) {
		Duration shown = this.ended.get(stage.name());
		if (shown == null) {
			return true;
		}
		boolean last = this.newest.status().isEnd();
		return stage.duration().compareTo(shown.plus(last ? Duration.ZERO : SHORTEST_PAUSE)) > 0;
	}

	/**
	 * The bars of what is open: each stage, and the run itself if it has none, or if its
	 * own total is known.
	 * @param job whether to name the job in front of each stage
	 * @return the bars
	 */
	List<BarContent> open(boolean job) {
		List<BarContent> bars = new ArrayList<>();
		String name = this.newest.identity().job();
		for (StageProgress stage : RunLog.parts(this.newest)) {
			if (stage.open()) {
				bars.add(BarContent.open(name(name, stage.name(), job), stage));
			}
		}
		StageProgress whole = whole();
		if (whole != null) {
			bars.add(BarContent.open(name, whole));
		}
		return bars;
	}

	private @Nullable StageProgress whole() {
		if (this.newest.stages().isEmpty() || this.newest.records().expected() == null) {
			return null;
		}
		return new StageProgress(StageLine.NO_NAME, true, this.newest.duration(), this.newest.records(),
				this.newest.throughput());
	}

	private static String name(String job, String stage, boolean both) {
		if (stage.equals(StageLine.NO_NAME)) {
			return job;
		}
		return both ? job + ": " + stage : stage;
	}

}
