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

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import io.github.progresstracker.RecordCounts;
import io.github.progresstracker.StageProgress;
import io.github.progresstracker.Throughput;
import io.github.progresstracker.internal.text.SafeText;

/**
 * Words one line about a stage. Percentages and counts are padded, so that they stand
 * below one another from line to line.
 */
final class StageLine {

	/** Name of the part of a run that has no stages. */
	static final String NO_NAME = "";

	private StageLine() {
	}

	static String open(StageProgress stage) {
		List<String> parts = new ArrayList<>();
		parts.add(begin(stage));
		Throughput throughput = stage.throughput();
		if (throughput.stalledFor() != null) {
			parts.add("nothing counted for the last " + HumanFormat.roughly(throughput.stalledFor()));
		}
		else if (throughput.recordsPerSecond() != null) {
			parts.add(HumanFormat.rate(throughput.recordsPerSecond()));
		}
		parts.add(HumanFormat.duration(stage.duration()) + " so far");
		if (throughput.timeLeft() != null && !throughput.timeLeft().isZero()) {
			parts.add(HumanFormat.roughly(throughput.timeLeft()) + " left");
		}
		return String.join(", ", parts);
	}

	static String ended(StageProgress stage) {
		RecordCounts records = stage.records();
		Long expected = records.expected();
		String early = (expected != null && expected > records.processed())
				? " at " + HumanFormat.percent(records.processed(), expected) : "";
		String rate = HumanFormat.averageRate(records, stage.duration()).map((average) -> ", " + average).orElse("");
		return SafeText.of(stage.name()) + " ended" + early + ": " + HumanFormat.recordsOf(records) + skipped(records)
				+ " in " + HumanFormat.duration(stage.duration()) + rate;
	}

	private static String begin(StageProgress stage) {
		String name = SafeText.of(stage.name());
		RecordCounts records = stage.records();
		if (records.processed() == 0 && records.expected() == null) {
			return name;
		}
		return name.isEmpty() ? soFar(records) : name + " " + soFar(records);
	}

	private static String soFar(RecordCounts records) {
		Long expected = records.expected();
		if (expected == null || expected == 0 || expected < records.processed()) {
			return HumanFormat.recordsOf(records) + skipped(records);
		}
		String total = HumanFormat.number(expected);
		return String.format(Locale.ROOT, "%5s, %" + total.length() + "s of %s records%s",
				HumanFormat.percent(records.processed(), expected), HumanFormat.number(records.processed()), total,
				skipped(records));
	}

	private static String skipped(RecordCounts records) {
		return (records.skipped() > 0) ? " (" + HumanFormat.number(records.skipped()) + " skipped)" : "";
	}

}
