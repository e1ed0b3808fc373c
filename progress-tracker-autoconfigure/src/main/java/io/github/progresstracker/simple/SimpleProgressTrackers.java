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

package io.github.progresstracker.simple;

import java.util.List;

import io.github.progresstracker.JobDefinition;
import io.github.progresstracker.JobProgress;
import io.github.progresstracker.ProgressTracker;
import io.github.progresstracker.ProgressTrackers;
import io.github.progresstracker.internal.run.JobRuns;
import io.github.progresstracker.internal.run.JobTrackers;
import io.github.progresstracker.internal.run.RunLimits;
import io.github.progresstracker.spi.RunListener;
import io.github.progresstracker.spi.TimeSource;
import org.jspecify.annotations.Nullable;

/**
 * Trackers that count in memory and report nothing, for plain unit tests. The identity of
 * a job is just its name. Nothing samples the runs, so snapshots show average rates and
 * no time left. The limits are those of an application without configuration: 200 jobs,
 * and 100 stages of each run. Thread-safe.
 */
public final class SimpleProgressTrackers implements ProgressTrackers {

	private final ProgressTrackers trackers;

	/**
	 * Creates trackers.
	 * @param listeners the listeners, in the order in which they are called
	 */
	public SimpleProgressTrackers(RunListener... listeners) {
		this.trackers = new JobTrackers(new JobRuns(List.of(listeners), TimeSource.SYSTEM, RunLimits.DEFAULT),
				JobDefinition::of);
	}

	@Override
	public ProgressTracker start(String job) {
		return this.trackers.start(job);
	}

	@Override
	public <T extends @Nullable Object, X extends Throwable> T callChecked(String job, CheckedCall<T, X> work)
			throws X {
		return this.trackers.callChecked(job, work);
	}

	@Override
	public ProgressTracker current() {
		return this.trackers.current();
	}

	@Override
	public List<JobProgress> progress() {
		return this.trackers.progress();
	}

	@Override
	public void close() {
		this.trackers.close();
	}

}
