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

import java.time.Instant;

import io.github.progresstracker.ProgressTracker;
import io.github.progresstracker.ProgressTrackers;
import io.github.progresstracker.RunStatus;
import org.jspecify.annotations.Nullable;

/**
 * A run that is begun and ended by a framework instead of the job itself. Use this to
 * integrate a framework; the job only sees the {@link ProgressTracker}. Thread-safe.
 */
public interface ManagedRun extends ProgressTracker, ProgressSource {

	/**
	 * Begins the run, unless it has begun. Counting, starting a stage, completing and
	 * failing begin it as well.
	 */
	void begin();

	/**
	 * Begins a run that, as is known only now, started earlier. Does nothing if the run
	 * has begun.
	 * @param startedAt when it started
	 */
	void begin(Instant startedAt);

	/**
	 * Tells whether the run has begun, even if it has ended since.
	 * @return whether it has
	 */
	boolean hasBegun();

	/**
	 * Stops the clocks of the run and of its stages: the work is done, but its outcome
	 * will only be known later. A success is dated back to this moment.
	 */
	void stopClock();

	/**
	 * Undoes {@link #stopClock()}, because the work turns out to go on.
	 */
	void resumeClock();

	/**
	 * Announces that one of the {@link LiveStages} of the run was opened or ended.
	 */
	void liveStagesChanged();

	/**
	 * Notes that the work asks for a lock, which another process may hold. Unless it is
	 * {@link #lockAcquired() acquired}, a record is counted or a stage is started, the
	 * run does not take place: it is not reported from now on, and it is
	 * {@link #discard() discarded} however it ends, except if it fails.
	 */
	void lockRequested();

	/**
	 * Notes that work is done under a lock, so that the run takes place.
	 */
	void lockAcquired();

	/**
	 * Ends the run, unless it has not begun or has ended.
	 * @param end how it ended. {@link RunStatus#DISCARDED} has the effect of
	 * {@link #discard()}.
	 * @param reason what made it fail, as shown to people: the simple name of an
	 * exception or another short text. Only used with {@link RunStatus#FAILED}.
	 * @return whether this call ended the run
	 * @throws IllegalArgumentException if the status is {@link RunStatus#RUNNING}
	 */
	default boolean end(RunStatus end, @Nullable String reason) {
		return end(end, reason, null);
	}

	/**
	 * Ends the run, unless it has not begun or has ended.
	 * @param end how it ended
	 * @param reason what made it fail, as shown to people: the simple name of an
	 * exception or another short text. Only used with {@link RunStatus#FAILED}.
	 * @param message what that exception says, or {@code null}. Before it is reported, it
	 * is reduced to one line of at most 200 characters, without control characters and
	 * what looks like a secret.
	 * @return whether this call ended the run
	 * @throws IllegalArgumentException if the status is {@link RunStatus#RUNNING}
	 */
	boolean end(RunStatus end, @Nullable String reason, @Nullable String message);

	/**
	 * Makes this run {@link ProgressTrackers#current()} on the calling thread.
	 * @return the binding, which must be closed on the same thread
	 */
	Binding bind();

	/**
	 * Keeps a run current on a thread until it is closed.
	 */
	interface Binding extends AutoCloseable {

		/**
		 * Restores the run that was current before.
		 */
		@Override
		void close();

	}

}
