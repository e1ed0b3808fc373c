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
 * @param percent the fraction as a percentage
 * @param count the number of records, and how many are expected
 * @param rate the current rate, or how long the stage has been stalled
 * @param elapsed the time so far
 * @param left the time left
 * @param stalled whether nothing has been counted for a long time
 */
record BarContent(String name, @Nullable Double fraction, String percent, String count, String rate, String elapsed,
		String left, boolean stalled) {

	static BarContent open(String name, StageProgress stage) {
		Throughput throughput = stage.throughput();
		String left = (throughput.timeLeft() != null && !throughput.timeLeft().isZero())
				? HumanFormat.estimate(throughput.timeLeft()) + " left" : "";
		return of(name, stage, rate(throughput), left, throughput.stalledFor() != null);
	}

	static BarContent ended(String name, StageProgress stage) {
		return of(name, stage, HumanFormat.averageRate(stage.records(), stage.duration()).orElse(""), "", false);
	}

	private static BarContent of(String name, StageProgress stage, String rate, String left, boolean stalled) {
		RecordCounts records = stage.records();
		Long expected = records.expected();
		Double fraction = records.fraction();
		String count = HumanFormat.number(records.processed())
				+ ((expected != null) ? "/" + HumanFormat.number(expected) : "");
		String percent = (expected != null && fraction != null) ? HumanFormat.percent(records.processed(), expected)
				: "";
		return new BarContent(SafeText.of(name), fraction, percent, count, rate, HumanFormat.duration(stage.duration()),
				left, stalled);
	}

	private static String rate(Throughput throughput) {
		if (throughput.stalledFor() != null) {
			return "stalled " + HumanFormat.estimate(throughput.stalledFor());
		}
		return (throughput.recordsPerSecond() != null) ? HumanFormat.rate(throughput.recordsPerSecond()) : "";
	}

}
