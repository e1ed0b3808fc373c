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

import io.github.progresstracker.JobProgress;
import io.github.progresstracker.ProgressTracker;
import io.github.progresstracker.ProgressTrackers;
import io.github.progresstracker.internal.text.Names;
import org.jspecify.annotations.Nullable;

/**
 * Runs work without tracking it.
 */
public final class NoOpTrackers implements ProgressTrackers {

	/** A tracker that does nothing and passes tracked elements through. */
	public static final ProgressTracker TRACKER = new NoOpRun();

	@Override
	public ProgressTracker start(String job) {
		Names.check(job, "job");
		return TRACKER;
	}

	@Override
	public <T extends @Nullable Object, X extends Throwable> T callChecked(String job, CheckedCall<T, X> work)
			throws X {
		Names.check(job, "job");
		return work.call(TRACKER);
	}

	@Override
	public ProgressTracker current() {
		return TRACKER;
	}

	@Override
	public List<JobProgress> progress() {
		return List.of();
	}

	@Override
	public void close() {
	}

}
