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

/**
 * Told about the turning points of runs. Each method is called on the thread that caused
 * the turn, which is the job's: it must return at once, without I/O and without waiting.
 * An exception in it is logged and goes no further.
 * <p>
 * Threads that use one run at the same time may call at the same time, and in another
 * order than the turns had: a run may be told to have started after it ended. The
 * snapshot shows where the run stands.
 */
public interface RunListener {

	/**
	 * A run began.
	 * @param run the run
	 */
	default void runStarted(ProgressSource run) {
	}

	/**
	 * A stage of a run was opened, or ended while the run goes on.
	 * @param run the run
	 */
	default void stageChanged(ProgressSource run) {
	}

	/**
	 * A run ended. Its snapshot shows the end already. Called once for each run.
	 * @param run the run
	 */
	default void runEnded(ProgressSource run) {
	}

}
