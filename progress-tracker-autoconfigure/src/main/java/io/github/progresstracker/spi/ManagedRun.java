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

import io.github.progresstracker.ProgressTracker;
import io.github.progresstracker.ProgressTrackers;
import io.github.progresstracker.RunStatus;
import org.jspecify.annotations.Nullable;

/**
 * A run whose life is decided by a framework that calls the job, not by the job itself.
 * For integrations; a job author sees its {@link ProgressTracker} side only. Thread-safe.
 */
public interface ManagedRun extends ProgressTracker, ProgressSource {

	/**
	 * Begins the run, unless it began before. Counting, stages and ends begin it too.
	 */
	void begin();

	/**
	 * Whether the run began, and may have ended since.
	 * @return whether there is a run to speak of
	 */
	boolean hasBegun();

	/**
	 * Starts the clock of a run that will begin later, or never. A run that begins dates
	 * back to this moment.
	 */
	void startClock();

	/**
	 * Stops the clocks of the run and of its stages: the work is done, though how it
	 * ended will be known only later. A success is dated back to this moment.
	 */
	void stopClock();

	/**
	 * Tells that one of the run's {@link LiveStages} was opened or ended.
	 */
	void liveStagesChanged();

	/**
	 * Ends the run, unless it never began or ended before.
	 * @param end how it ended
	 * @param reason what made it fail, shown in place of an exception's name; used with
	 * {@link RunStatus#FAILED} only
	 * @return whether this call ended the run
	 */
	boolean end(RunStatus end, @Nullable String reason);

	/**
	 * Makes this run {@link ProgressTrackers#current()} on the calling thread.
	 * @return what takes that back, on the same thread
	 */
	Binding bind();

	/**
	 * A run that is current on a thread, until closed.
	 */
	interface Binding extends AutoCloseable {

		/**
		 * Makes current again what was current before.
		 */
		@Override
		void close();

	}

}
