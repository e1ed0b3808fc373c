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

import io.github.progresstracker.StageProgress;

/**
 * The lines about one stage: the first one soon, then rarer and rarer. The first end of a
 * stage has a line in any case; a stage that is resumed and ended again and again waits
 * its turn.
 */
final class StageLog {

	private static final Duration FIRST = Duration.ofMillis(500);

	/** Reports come each second, more or less: every third one has a line. */
	private static final Duration SHORTEST_PAUSE = Duration.ofMillis(2500);

	private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

	private Duration next = FIRST;

	private boolean endShown;

	boolean isDue(StageProgress stage) {
		return stage.duration().compareTo(this.next) >= 0 || (!stage.open() && !this.endShown);
	}

	String line(StageProgress stage) {
		this.next = stage.duration().plus(pauseAfter(stage.duration()));
		if (stage.open()) {
			return StageLine.open(stage);
		}
		this.endShown = true;
		return StageLine.ended(stage);
	}

	private static Duration pauseAfter(Duration duration) {
		Duration half = duration.dividedBy(2);
		if (half.compareTo(SHORTEST_PAUSE) < 0) {
			return SHORTEST_PAUSE;
		}
		return (half.compareTo(LONGEST_PAUSE) > 0) ? LONGEST_PAUSE : half;
	}

}
