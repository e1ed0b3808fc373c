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

package io.github.progresstracker.internal.history;

import java.time.Duration;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

import io.github.progresstracker.WorkDone;

/**
 * What several runs did together that each did a part of the same work: those that
 * failed, and the restarts that left out what was done. Immutable.
 *
 * @param work what the runs did, without the time between them
 * @param stages what their stages did, by name, in the order in which they first started
 * @param completed the names of the stages that were done: a run that has such a stage
 * all the same does all of it again
 */
public record JoinedWork(WorkDone work, Map<String, WorkDone> stages, Set<String> completed) {

	/** The work of no run. */
	public static final JoinedWork NONE = new JoinedWork(new WorkDone(Duration.ZERO, 0), Map.of(), Set.of());

	public JoinedWork {
		stages = Collections.unmodifiableMap(new LinkedHashMap<>(stages));
		completed = Set.copyOf(completed);
	}

	/**
	 * Adds a run. What it did again is not counted twice.
	 * @param run what the run did
	 * @param itsStages what its stages did, by name
	 * @param itsCompleted the names of those that were done in the end
	 * @return the work of all of them
	 */
	public JoinedWork plus(WorkDone run, Map<String, WorkDone> itsStages, Set<String> itsCompleted) {
		Map<String, WorkDone> sums = new LinkedHashMap<>(this.stages);
		Set<String> done = new HashSet<>(this.completed);
		Duration duration = this.work.duration();
		long processed = this.work.processed();
		for (Map.Entry<String, WorkDone> stage : itsStages.entrySet()) {
			WorkDone before = done.remove(stage.getKey()) ? sums.put(stage.getKey(), stage.getValue()) : null;
			if (before != null) {
				duration = duration.minus(before.duration());
				processed -= before.processed();
			}
			else {
				sums.merge(stage.getKey(), stage.getValue(), WorkDone::plus);
			}
		}
		done.addAll(itsCompleted);
		// Stages that overlap take longer together than their run
		WorkDone rest = new WorkDone(duration.isNegative() ? Duration.ZERO : duration, Math.max(0, processed));
		return new JoinedWork(rest.plus(run), sums, done);
	}

}
