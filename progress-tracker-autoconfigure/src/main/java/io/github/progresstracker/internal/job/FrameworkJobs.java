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

package io.github.progresstracker.internal.job;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.github.progresstracker.JobDefinition;
import io.github.progresstracker.JobIdentity;
import io.github.progresstracker.internal.history.PastRuns;

/**
 * Jobs that a framework runs and that are tracked without any code of the user. If there
 * are any, they do the work, and the application's own run stays silent until it is used.
 */
public interface FrameworkJobs {

	/**
	 * Whether there are any such jobs. Creates no beans.
	 * @return whether the framework has something to run
	 */
	boolean exist();

	/**
	 * Whether the framework only runs parts of jobs here that belong to other processes
	 * and are reported by them. Creates no beans.
	 * @return {@code true} if there are parts of jobs, but no job
	 */
	default boolean areElsewhere() {
		return false;
	}

	/**
	 * Finds the jobs that are known before they run. Call this once all beans exist.
	 * @return their definitions, by the name that the framework uses for them
	 */
	Map<String, JobDefinition> definitions();

	/**
	 * Finds the jobs that the start of the application was to run. Creates no beans, and
	 * needs none: the context may have failed to start.
	 * @param start the start
	 * @return their definitions; none if they are unknown, or if the framework runs its
	 * jobs later
	 */
	default Collection<JobDefinition> ofStart(Start start) {
		return List.of();
	}

	/**
	 * Finds what keeps such jobs from being tracked correctly. Call this once all beans
	 * exist.
	 * @return warnings, as sentences without a full stop
	 */
	default List<String> warnings() {
		return List.of();
	}

	/**
	 * Finds the last runs of a job that the framework remembers, those of this process
	 * and of others. Waits a short time for them, so do not call this on a thread of a
	 * job.
	 * @param job the job
	 * @param limit how many runs to find
	 * @return its runs; empty if the framework remembers none, or the job is not one of
	 * its
	 */
	default Optional<PastRuns> pastRuns(JobIdentity job, int limit) {
		return Optional.empty();
	}

	/**
	 * A start of the application that failed.
	 *
	 * @param web whether the application listens on a port, so that its own runners are
	 * no jobs
	 * @param defined whether all beans were defined; if not, some of them are unknown
	 * @param runners whether there are runners
	 * @param reachedRunners whether all beans were created
	 */
	record Start(boolean web, boolean defined, boolean runners, boolean reachedRunners) {
	}

}
