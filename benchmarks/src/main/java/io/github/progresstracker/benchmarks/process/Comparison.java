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

package io.github.progresstracker.benchmarks.process;

import java.io.IOException;
import java.util.List;

/**
 * A question that is answered by running several variants side by side.
 */
interface Comparison {

	/** One word, which is typed to run it and names its results. */
	String name();

	/** What is compared, as a heading. */
	String title();

	/** How many rounds it takes, unless asked for another number. */
	int rounds();

	/**
	 * The variants, in groups that are compared within themselves. Groups take turns,
	 * too.
	 * @param setting where they run
	 * @return the groups
	 * @throws IOException if something that they need can not be started
	 */
	List<Group> groups(Setting setting) throws IOException, InterruptedException;

}
