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

import io.github.progresstracker.RunStatus;
import org.jspecify.annotations.Nullable;

/**
 * Listens to the events of runs. Each method is called on the thread that caused the
 * event, which is usually the job's own, so it must return at once, without I/O and
 * without waiting. No lock is held meanwhile. If a listener throws anything, the job goes
 * on and the other listeners are still called; the first failure of a listener is logged
 * as a warning, further ones at level DEBUG.
 * <p>
 * If several threads use a run, these methods may be called concurrently, and in another
 * order than the events occurred: a listener may hear of the start of a run after its
 * end. The snapshot of the run shows its current status.
 */
public interface RunListener {

	/**
	 * A run began. Called once for each run, on the thread that used it first. A run that
	 * was prepared but is never used does not begin.
	 * @param run the run
	 */
	default void runStarted(ProgressSource run) {
	}

	/**
	 * A stage of an open run was opened or ended. Called for each opening, even if the
	 * stage was open already, and when the last opening ends. Not called for stages that
	 * end with their run.
	 * @param run the run
	 */
	default void stageChanged(ProgressSource run) {
	}

	/**
	 * A run ended, and its snapshot is final. Called once for each run that has begun, on
	 * the thread that ended it, unless the run was discarded.
	 * @param run the run
	 */
	default void runEnded(ProgressSource run) {
	}

	/**
	 * A run was discarded: it did not take place, so whatever was shown of it must
	 * vanish. Called instead of {@link #runEnded}.
	 * @param run the run, whose status is {@link RunStatus#DISCARDED}
	 * @param previous the run of this job to show in its place: the newest one that is
	 * open, otherwise the newest one that has ended; {@code null} if there is none
	 */
	default void runDiscarded(ProgressSource run, @Nullable ProgressSource previous) {
	}

}
