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
 * The terminal's window, which people resize. Thread-safe.
 */
interface TerminalWindow {

	/** What is taken for the size where none can be found out. */
	Size USUAL = new Size(80, 24);

	/**
	 * Its size at present.
	 * @return the size
	 */
	Size size();

	/**
	 * Lets something be done each time that the size changed, by a thread of its own.
	 * @param action what to do
	 * @return what ends that
	 */
	Runnable onResize(Runnable action);

	/**
	 * A size in cells.
	 *
	 * @param columns the length of a line
	 * @param rows the number of lines
	 */
	record Size(int columns, int rows) {
	}

}
