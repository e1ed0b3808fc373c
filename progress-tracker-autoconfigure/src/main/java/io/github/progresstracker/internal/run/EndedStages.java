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

package io.github.progresstracker.internal.run;

import java.util.List;

import io.github.progresstracker.StageProgress;
import io.github.progresstracker.spi.LiveStages;
import org.jspecify.annotations.Nullable;

/**
 * What is left of live stages when their run has ended. Lets go of the framework's
 * objects, which may be large, and does not change when those do.
 *
 * @param progress the stages
 * @param current the stage that was worked on last
 */
record EndedStages(List<StageProgress> progress, @Nullable String current) implements LiveStages {

	static EndedStages of(LiveStages stages) {
		return new EndedStages(List.copyOf(stages.progress()), stages.current());
	}

}
