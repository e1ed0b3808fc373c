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

package io.github.progresstracker.internal.history;

import org.jspecify.annotations.Nullable;

/**
 * Belongs to a run that its framework may remember as well: the id tells that both mean
 * the same run. The framework may also remember earlier runs that this one goes on with.
 */
public interface RememberedExecution {

	/**
	 * Returns the id. Any thread may call this, and it does no I/O.
	 * @return the id that the framework has for the run
	 */
	long executionId();

	/**
	 * Returns what earlier runs did, if this run is a restart. Any thread may call this,
	 * and it does no I/O.
	 * @return their work; {@code null} if there are none, or that is not known yet
	 */
	@Nullable JoinedWork earlier();

}
