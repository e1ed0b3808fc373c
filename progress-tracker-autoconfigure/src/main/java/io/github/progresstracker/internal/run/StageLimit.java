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

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.github.progresstracker.RecordCounts;
import io.github.progresstracker.StageProgress;
import io.github.progresstracker.internal.text.Names;

/**
 * Keeps the number of stages that a framework has within bounds, as each is a series in
 * every store behind.
 */
final class StageLimit {

	/** Where the records of stages go that are one too many. */
	static final String OTHER = "_other";

	private StageLimit() {
	}

	/**
	 * Folds what is too much into one stage, and cuts names that are too long.
	 * @param stages all stages
	 * @param maxStages how many are told apart
	 * @return the stages to report
	 */
	static List<StageProgress> apply(List<StageProgress> stages, int maxStages) {
		List<StageProgress> reported = new ArrayList<>();
		for (StageProgress stage : stages.subList(0, Math.min(stages.size(), maxStages))) {
			reported
				.add(new StageProgress(Names.shorten(stage.name()), stage.open(), stage.duration(), stage.records()));
		}
		if (stages.size() > maxStages) {
			reported.add(fold(stages.subList(maxStages, stages.size())));
		}
		return reported;
	}

	private static StageProgress fold(List<StageProgress> stages) {
		boolean open = false;
		Duration duration = Duration.ZERO;
		long processed = 0;
		long skipped = 0;
		for (StageProgress stage : stages) {
			open |= stage.open();
			duration = duration.plus(stage.duration());
			processed = RecordCounts.sum(processed, stage.records().processed());
			skipped = RecordCounts.sum(skipped, stage.records().skipped());
		}
		return new StageProgress(OTHER, open, duration, new RecordCounts(processed, skipped, null));
	}

}
