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

package io.github.progresstracker.internal.terminal;

/**
 * The window that the terminal is shown in; its user may resize it. Thread-safe.
 */
interface TerminalWindow {

	/** The assumed size if the real one is unknown. */
	Size DEFAULT_SIZE = new Size(80, 24);

	/**
	 * Returns the current size.
	 * @return the size
	 */
	Size size();

	/**
	 * Runs an action on another thread each time the size changes.
	 * @param action the action
	 * @return ends the subscription when run
	 */
	Runnable onResize(Runnable action);

	/**
	 * A size in cells.
	 *
	 * @param columns the number of columns
	 * @param rows the number of rows
	 */
	record Size(int columns, int rows) {
	}

}
