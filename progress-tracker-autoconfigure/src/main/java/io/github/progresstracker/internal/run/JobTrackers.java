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

import java.util.List;
import java.util.function.Function;

import io.github.progresstracker.JobDefinition;
import io.github.progresstracker.JobProgress;
import io.github.progresstracker.ProgressTracker;
import io.github.progresstracker.ProgressTrackers;
import io.github.progresstracker.RunStatus;
import io.github.progresstracker.internal.execution.FailureReason;
import io.github.progresstracker.internal.text.Names;
import io.github.progresstracker.internal.text.SafeText;
import io.github.progresstracker.spi.ManagedRun;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tracks runs that a job begins itself, by its name.
 */
public final class JobTrackers implements ProgressTrackers {

	private static final Logger logger = LoggerFactory.getLogger(ProgressTrackers.class);

	private final JobRuns runs;

	private final Function<String, JobDefinition> definitions;

	/**
	 * Creates trackers.
	 * @param runs the runs of the application
	 * @param definitions finds the definition of a job by its name
	 */
	public JobTrackers(JobRuns runs, Function<String, JobDefinition> definitions) {
		this.runs = runs;
		this.definitions = definitions;
	}

	@Override
	public ProgressTracker start(String job) {
		return begin(job);
	}

	@Override
	public <T extends @Nullable Object, X extends Throwable> T callChecked(String job, CheckedCall<T, X> work)
			throws X {
		ManagedRun run = begin(job);
		ManagedRun.Binding binding = run.bind();
		T result;
		try {
			result = work.call(run);
		}
		catch (Throwable ex) {
			fail(run, job, ex);
			throw ex;
		}
		finally {
			binding.close();
		}
		run.end(RunStatus.COMPLETED, null);
		return result;
	}

	private static void fail(ManagedRun run, String job, Throwable cause) {
		try {
			FailureReason reason = FailureReason.of(cause);
			if (!run.end(RunStatus.FAILED, reason.exception(), reason.message())
					&& run.progress().status() != RunStatus.FAILED) {
				run.fail(cause);
			}
		}
		catch (Throwable ex) {
			// If the job ran out of memory, the caller must see that, and not this.
			logger.error("The failure of job '{}' could not be recorded", SafeText.of(job), ex);
		}
	}

	private ManagedRun begin(String job) {
		Names.check(job, "job");
		ManagedRun run = this.runs.prepare(this.definitions.apply(job));
		run.begin();
		return run;
	}

	@Override
	public ProgressTracker current() {
		ManagedRun run = this.runs.currentRun();
		if (run == null) {
			throw new IllegalStateException("No run is current on this thread. Call current() inside"
					+ " ProgressTrackers.run(…), or pass the tracker to the thread that needs it");
		}
		return run;
	}

	@Override
	public List<JobProgress> progress() {
		return this.runs.progress();
	}

	@Override
	public void close() {
		this.runs.close();
	}

}
