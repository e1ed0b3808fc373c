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

package io.github.progresstracker.internal.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.progresstracker.RunStatus;
import io.github.progresstracker.StageProgress;
import io.github.progresstracker.internal.count.RecordCounter;
import org.jspecify.annotations.Nullable;

/**
 * The stages that a run counts, in the order in which they first started. Not
 * thread-safe: the run's lock guards it.
 */
final class RunStages {

	/** The stage that stands for all stages beyond the limit. */
	static final String OTHER = "_other";

	private final JobRun run;

	private final int maxStages;

	private final Map<String, RunStage> stages = new LinkedHashMap<>();

	/** The open stages, the most recently opened one last. */
	private final List<RunStage> open = new ArrayList<>();

	private @Nullable RunStage endedLast;

	RunStages(JobRun run, int maxStages) {
		this.run = run;
		this.maxStages = maxStages;
	}

	/**
	 * Opens a stage. The first thread to open it owns its counter.
	 * @param name the name of the stage
	 * @param now the monotonic time
	 * @return the stage, which is {@link #OTHER} if there are too many
	 */
	RunStage open(String name, long now) {
		RunStage stage = find(name);
		stage.open(now);
		this.open.remove(stage);
		this.open.add(stage);
		return stage;
	}

	private RunStage find(String name) {
		RunStage stage = this.stages.get(name);
		if (stage != null) {
			return stage;
		}
		if (this.stages.size() < this.maxStages || name.equals(OTHER)) {
			return create(name);
		}
		RunStage other = this.stages.get(OTHER);
		return (other != null) ? other : create(OTHER);
	}

	private RunStage create(String name) {
		RecordCounter counter = new RecordCounter(this.run);
		counter.open();
		RunStage stage = new RunStage(name, counter);
		this.stages.put(name, stage);
		return stage;
	}

	/**
	 * Ends one opening of a stage.
	 * @param stage the stage
	 * @param now the monotonic time
	 * @return whether that ended the stage
	 */
	boolean end(RunStage stage, long now) {
		if (!stage.end(now)) {
			return false;
		}
		this.open.remove(stage);
		this.endedLast = stage;
		return true;
	}

	/**
	 * Ends all stages with their run.
	 * @param now the monotonic time
	 * @param end how the run ended
	 * @param current the stage that was being worked on, or {@code null}
	 */
	void endAll(long now, RunStatus end, @Nullable String current) {
		for (RunStage stage : this.open) {
			stage.endAll(now, (end == RunStatus.COMPLETED) ? end : RunStatus.INTERRUPTED);
		}
		this.open.clear();
		RunStage failed = (end == RunStatus.FAILED && current != null) ? this.stages.get(current) : null;
		if (failed != null) {
			failed.fail();
		}
		for (RunStage stage : this.stages.values()) {
			stage.counter().close();
		}
	}

	/**
	 * The stage that is being worked on: the most recently opened one that is still open.
	 * If none is open, the one that ended last, since an exception ends stages on its way
	 * out, unless that one was done.
	 * @return the name of the stage, or {@code null} if there is none
	 */
	@Nullable String current() {
		if (!this.open.isEmpty()) {
			return this.open.get(this.open.size() - 1).name();
		}
		RunStage ended = this.endedLast;
		return (ended != null && !ended.isDone()) ? ended.name() : null;
	}

	void sample(long now) {
		for (RunStage stage : this.open) {
			stage.sample(now);
		}
	}

	List<StageProgress> progress(long now) {
		List<StageProgress> progress = new ArrayList<>(this.stages.size());
		for (RunStage stage : this.stages.values()) {
			progress.add(stage.progress(now));
		}
		return progress;
	}

}
