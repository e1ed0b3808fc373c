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

package io.github.progresstracker.spi;

import io.github.progresstracker.JobDefinition;
import io.github.progresstracker.JobSuccess;
import org.jspecify.annotations.Nullable;

/**
 * Prepares runs for a framework that decides when jobs begin and end. Inject this to
 * track the jobs of such a framework. Thread-safe.
 */
public interface ManagedRuns {

	/**
	 * Prepares a run that begins when it is first used.
	 * @param job the job
	 * @return the run, which does nothing if the job is not tracked
	 */
	ManagedRun prepare(JobDefinition job);

	/**
	 * Prepares a run whose stages the framework counts itself.
	 * @param job the job
	 * @param stages the stages, which are no longer referenced once the run has ended
	 * @return the run, which does nothing if the job is not tracked
	 */
	ManagedRun prepare(JobDefinition job, LiveStages stages);

	/**
	 * Returns the run that the calling thread works on.
	 * @return the run, or {@code null} if there is none
	 * @see ManagedRun#bind()
	 */
	@Nullable ManagedRun currentRun();

	/**
	 * Restores a success from before this process started, so that the next run reports
	 * it, however that run ends, and can be judged by it. This is ignored if a success is
	 * already known, unless only its end is.
	 * @param job the job
	 * @param success the success
	 */
	void restoreLastSuccess(JobDefinition job, JobSuccess success);

}
