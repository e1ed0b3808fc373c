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
import java.time.Instant;
import java.time.ZoneId;

import io.github.progresstracker.Estimate;
import io.github.progresstracker.RecordCounts;
import io.github.progresstracker.StageProgress;
import io.github.progresstracker.Throughput;
import io.github.progresstracker.internal.text.SafeText;
import org.jspecify.annotations.Nullable;

/**
 * What a bar shows. A text is empty where its value is unknown.
 *
 * @param name the name of the stage or the job
 * @param fraction how much is done, from 0 to 1; {@code null} if unknown
 * @param step how many seconds it has moved, so that it is seen to move although the
 * fraction is unknown; {@code null} if it has ended
 * @param percent the fraction as a percentage
 * @param count the number of records, and how many are expected
 * @param rate the current rate, or how long the stage has been stalled
 * @param elapsed the time so far
 * @param left the time left or, once the stage has ended, how it did
 * @param finish the time of day at which it will be done
 * @param severity whether the bar is colored as a warning or an error
 */
record BarContent(String name, @Nullable Double fraction, @Nullable Long step, String percent, String count,
		String rate, String elapsed, String left, String finish, Severity severity) {

	static BarContent open(String name, StageProgress stage, Estimate estimate, Instant now) {
		Throughput throughput = stage.throughput();
		Duration timeLeft = estimate.timeLeft();
		String left = "";
		if (timeLeft != null && !timeLeft.isZero()) {
			String time = HumanFormat.estimate(timeLeft) + " left";
			left = estimate.asLastTime() ? HumanFormat.approximately(time) : time;
		}
		String finish = HumanFormat.finish(now, timeLeft, ZoneId.systemDefault()).orElse("");
		return of(name, stage, estimate, rate(throughput), left, finish,
				(throughput.stalledFor() != null) ? Severity.WARNING : Severity.NONE);
	}

	static BarContent ended(String name, StageProgress stage) {
		Severity severity = switch (stage.status()) {
			case FAILED -> Severity.ERROR;
			case INTERRUPTED -> Severity.WARNING;
			default -> Severity.NONE;
		};
		return of(name, stage, new Estimate(stage.records().fraction(), null, false),
				HumanFormat.averageRate(stage.records(), stage.duration()).orElse(""), end(stage), "", severity);
	}

	/** A full bar says by itself that it is done. */
	private static String end(StageProgress stage) {
		Double fraction = stage.records().fraction();
		return switch (stage.status()) {
			case FAILED -> "failed";
			case INTERRUPTED -> "interrupted";
			default -> (fraction == null || fraction < 1) ? "done" : "";
		};
	}

	private static BarContent of(String name, StageProgress stage, Estimate estimate, String rate, String left,
			String finish, Severity severity) {
		RecordCounts records = stage.records();
		Long expected = records.expected();
		Double fraction = estimate.fraction();
		String count = HumanFormat.number(records.processed())
				+ ((expected != null) ? "/" + HumanFormat.number(expected) : "");
		String percent = "";
		if (fraction != null) {
			percent = (expected != null) ? HumanFormat.percent(records.processed(), expected)
					: HumanFormat.approximately(HumanFormat.percent(fraction));
		}
		return new BarContent(SafeText.of(name), fraction, stage.open() ? step(stage) : null, percent, count, rate,
				HumanFormat.duration(stage.duration()), left, finish, severity);
	}

	private static long step(StageProgress stage) {
		Duration stalled = stage.throughput().stalledFor();
		return stage.duration().minus((stalled != null) ? stalled : Duration.ZERO).toSeconds();
	}

	private static String rate(Throughput throughput) {
		if (throughput.stalledFor() != null) {
			return "stalled " + HumanFormat.estimate(throughput.stalledFor());
		}
		return (throughput.recordsPerSecond() != null) ? HumanFormat.rate(throughput.recordsPerSecond()) : "";
	}

	/**
	 * What the color of a bar says. Its texts say the same without color.
	 */
	enum Severity {

		/** It moves, or is done. */
		NONE,

		/** It is stalled, or was interrupted. */
		WARNING,

		/** It failed. */
		ERROR

	}

}
