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

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.github.progresstracker.JobProgress;
import io.github.progresstracker.StageProgress;
import io.github.progresstracker.internal.text.SafeText;
import org.slf4j.event.Level;

/**
 * Decides which lines are written about a run that is going on.
 */
final class RunLog {

	/** A run that ends sooner needs no more than its summary. */
	private static final Duration SOONEST_LINE = Duration.ofSeconds(1);

	private final Map<String, StageLog> stages = new HashMap<>();

	List<LogLine> lines(JobProgress progress) {
		boolean quiet = progress.duration().compareTo(SOONEST_LINE) < 0;
		List<LogLine> lines = new ArrayList<>();
		for (StageProgress stage : parts(progress)) {
			StageLog log = this.stages.computeIfAbsent(stage.name(), (unknown) -> new StageLog());
			if (!quiet && log.isDue(stage)) {
				String text = SafeText.of(progress.identity().job()) + ": " + log.line(stage);
				lines.add(new LogLine(Level.INFO, text, LogFields.of(progress, stage)));
			}
		}
		return lines;
	}

	/** The stages, or the run itself if it has none and counts all the same. */
	static List<StageProgress> parts(JobProgress progress) {
		if (!progress.stages().isEmpty()) {
			return progress.stages();
		}
		if (progress.records().processed() == 0 && progress.records().expected() == null) {
			return List.of();
		}
		return List.of(new StageProgress(StageLine.NO_NAME, true, progress.duration(), progress.records(),
				progress.throughput()));
	}

}
