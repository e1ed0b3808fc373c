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

import io.github.progresstracker.JobProgress;

/**
 * Something that you can take snapshots of a run from: a tracker that a job counts on, or
 * the live execution of a framework.
 * <p>
 * Implementations must be thread-safe. All methods are called several times a second,
 * even after the run has ended, so they must neither block nor do I/O. An exception is
 * logged, and the run is looked at again later.
 */
public interface ProgressSource {

	/**
	 * Takes a snapshot. Any thread may call this at any rate: a snapshot has no side
	 * effects.
	 * @return all that is known about the run now
	 */
	JobProgress progress();

	/**
	 * Tells whether nobody knows yet if the run takes place: it asks for a lock, for
	 * example, that another process may hold. Until then it is not reported.
	 * @return whether that is unknown
	 */
	default boolean isTentative() {
		return false;
	}

	/**
	 * Takes a snapshot that is also a sample: later snapshots estimate the throughput
	 * from it. Only the thread that looks at all runs at regular intervals calls this, to
	 * report what it sees: from then on the run is known elsewhere and cannot be
	 * discarded without a trace.
	 * @return all that is known about the run now
	 */
	default JobProgress sample() {
		return progress();
	}

}
