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
 * The stages of a run that a framework counts itself. They are read whenever a snapshot
 * is taken. Implementations must be thread-safe.
 */
public interface LiveStages {

	/** No stages except those that the tracker of the run counts. */
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
	 * Reads the stages. Any thread may call this, several times a second and a last time
	 * when the run ends, so it must neither block nor do I/O. If it throws anything when
	 * the run ends, the end is reported without these stages.
	 * @return the stages in the order in which they first started, with distinct names;
	 * their throughput is ignored
	 */
	List<StageProgress> progress();

	/**
	 * Returns the stage that is being worked on, or that made the run fail.
	 * @return the name of the stage, or {@code null} if there is none
	 */
	@Nullable String current();

}
