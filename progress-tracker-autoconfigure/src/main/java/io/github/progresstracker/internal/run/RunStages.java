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

import io.github.progresstracker.StageProgress;
import io.github.progresstracker.internal.count.RecordCounter;
import org.jspecify.annotations.Nullable;

/**
 * The stages of a run, in the order of their first start. Not thread-safe: the run's lock
 * guards it.
 */
public final class RunStages {

	private final JobRun run;

	private final int maxStages;

	private final Map<String, RunStage> stages = new LinkedHashMap<>();

	/** Those that are open, the one opened last at the end. */
	private final List<RunStage> open = new ArrayList<>();

	private @Nullable RunStage endedLast;

	RunStages(JobRun run, int maxStages) {
		this.run = run;
		this.maxStages = maxStages;
	}

	/**
	 * Opens a stage, which the calling thread owns if it is the first to do so.
	 * @param name the name of the stage
	 * @param now the monotonic time
	 * @return the stage, which has another name if there are too many
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
		if (this.stages.size() < this.maxStages || name.equals(StageLimit.OTHER)) {
			return create(name);
		}
		RunStage other = this.stages.get(StageLimit.OTHER);
		return (other != null) ? other : create(StageLimit.OTHER);
	}

	private RunStage create(String name) {
		RecordCounter counter = new RecordCounter(this.run);
		counter.open();
		RunStage stage = new RunStage(name, counter);
		this.stages.put(name, stage);
		return stage;
	}

	/**
	 * Takes one opening of a stage back.
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

	void endAll(long now) {
		for (RunStage stage : this.open) {
			stage.endAll(now);
		}
		this.open.clear();
		for (RunStage stage : this.stages.values()) {
			stage.counter().close();
		}
	}

	/**
	 * The stage that is worked on: of the open ones that was opened last. A stage that
	 * was ended by an exception on its way out stands in if there is none.
	 * @return the name of the stage, or {@code null} if there was no stage at all
	 */
	@Nullable String current() {
		RunStage current = this.open.isEmpty() ? this.endedLast : this.open.get(this.open.size() - 1);
		return (current != null) ? current.name() : null;
	}

	List<StageProgress> progress(long now) {
		List<StageProgress> progress = new ArrayList<>(this.stages.size());
		for (RunStage stage : this.stages.values()) {
			progress.add(stage.progress(now));
		}
		return progress;
	}

}
