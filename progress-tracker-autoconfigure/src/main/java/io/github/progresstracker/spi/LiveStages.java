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

import java.util.List;

import io.github.progresstracker.StageProgress;
import org.jspecify.annotations.Nullable;

/**
 * The stages of a run as a framework keeps them itself: nobody counts, they are read
 * whenever a snapshot is wanted. For integrations.
 */
public interface LiveStages {

	/** No stages but those that the run's tracker counts. */
	LiveStages NONE = new LiveStages() {

		@Override
		public List<StageProgress> progress() {
			return List.of();
		}

		@Override
		public @Nullable String current() {
			return null;
		}

	};

	/**
	 * Reads the stages. Called by any thread, several times a second, and a last time
	 * when the run ends; must neither block nor do I/O.
	 * @return the stages in the order of their first start, each name once
	 */
	List<StageProgress> progress();

	/**
	 * The stage that is worked on, or that made the run fail.
	 * @return its name, or {@code null} if there is none
	 */
	@Nullable String current();

}
