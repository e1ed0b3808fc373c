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

package io.github.progresstracker.testing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

import io.github.progresstracker.JobDefinition;
import io.github.progresstracker.JobProgress;
import io.github.progresstracker.JobSuccess;
import io.github.progresstracker.ProgressTracker;
import io.github.progresstracker.ProgressTrackers;
import io.github.progresstracker.internal.run.JobRuns;
import io.github.progresstracker.internal.run.JobTrackers;
import io.github.progresstracker.internal.run.RunLimits;
import io.github.progresstracker.spi.LiveStages;
import io.github.progresstracker.spi.ManagedRun;
import io.github.progresstracker.spi.ManagedRuns;
import io.github.progresstracker.spi.ProgressSource;
import io.github.progresstracker.spi.RunListener;
import io.github.progresstracker.spi.TimeSource;
import org.jspecify.annotations.Nullable;

/**
 * The trackers and runs of one application, without Spring.
 */
public final class TestTrackers implements ProgressTrackers, ManagedRuns {

	private final JobRuns runs;

	private final ProgressTrackers trackers;

	private final List<ProgressSource> open = new CopyOnWriteArrayList<>();

	public TestTrackers(TimeSource time, RunListener... listeners) {
		this(JobDefinition::of, time, RunLimits.DEFAULT, listeners);
	}

	public TestTrackers(Function<String, JobDefinition> definitions, TimeSource time, RunLimits limits,
			RunListener... listeners) {
		List<RunListener> all = new ArrayList<>(List.of(listeners));
		all.add(new RunListener() {

			@Override
			public void runStarted(ProgressSource run) {
				TestTrackers.this.open.add(run);
			}

			@Override
			public void runEnded(ProgressSource run) {
				TestTrackers.this.open.remove(run);
			}

			@Override
			public void runDiscarded(ProgressSource run, @Nullable ProgressSource previous) {
				TestTrackers.this.open.remove(run);
			}

		});
		this.runs = new JobRuns(all, time, limits);
		this.trackers = new JobTrackers(this.runs, definitions);
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

	/**
	 * Samples each open run, as the thread that looks at the runs does.
	 */
	public void sample() {
		this.open.forEach(ProgressSource::sample);
	}

	@Override
	public List<JobProgress> progress() {
		return this.trackers.progress();
	}

	@Override
	public ManagedRun prepare(JobDefinition job) {
		return this.runs.prepare(job);
	}

	@Override
	public ManagedRun prepare(JobDefinition job, LiveStages stages) {
		return this.runs.prepare(job, stages);
	}

	@Override
	public @Nullable ManagedRun currentRun() {
		return this.runs.currentRun();
	}

	@Override
	public void restoreLastSuccess(JobDefinition job, JobSuccess success) {
		this.runs.restoreLastSuccess(job, success);
	}

	@Override
	public void close() {
		this.trackers.close();
	}

}
