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

package io.github.progresstracker;

import java.time.Instant;
import java.util.List;

/**
 * Runs work, and tracks none of it.
 */
final class NoOpTrackers implements ProgressTrackers {

	@Override
	public ProgressTracker start(String job) {
		Names.check(job, "job");
		return ProgressTracker.NO_OP;
	}

	@Override
	public <X extends Throwable> void run(String job, Work<X> work) throws X {
		Names.check(job, "job");
		work.run(ProgressTracker.NO_OP);
	}

	@Override
	public ProgressTracker current() {
		return ProgressTracker.NO_OP;
	}

	@Override
	public List<JobProgress> progress() {
		return List.of();
	}

	@Override
	public RunControl prepare(JobDefinition job) {
		return new NoOpTracker();
	}

	@Override
	public RunControl prepare(JobDefinition job, LiveStages stages) {
		return prepare(job);
	}

	@Override
	public void standAside() {
	}

	@Override
	public void recallSuccess(JobDefinition job, Instant at) {
	}

	@Override
	public void close() {
	}

}
