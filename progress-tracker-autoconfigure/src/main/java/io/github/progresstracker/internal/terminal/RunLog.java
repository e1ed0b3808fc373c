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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import io.github.progresstracker.Estimate;
import io.github.progresstracker.JobProgress;
import io.github.progresstracker.JobSuccess;
import io.github.progresstracker.RecordCounts;
import io.github.progresstracker.StageProgress;
import io.github.progresstracker.Throughput;
import io.github.progresstracker.internal.text.SafeText;
import org.slf4j.event.Level;

/**
 * Writes the lines about an open run. The first line about a stage comes soon, the others
 * come at growing intervals. The first end of a stage always has a line; a stage that is
 * resumed and ended again and again has to wait until one is due.
 */
final class RunLog {

	/** The stage name of a run that has no stages. */
	static final String NO_STAGE = "";

	/** The summary is enough for a shorter run. */
	private static final Duration MIN_RUN_DURATION = Duration.ofSeconds(1);

	private static final Duration MIN_STAGE_DURATION = Duration.ofMillis(500);

	/** Reports come about once a second, so every third one has a line. */
	private static final Duration MIN_PAUSE = Duration.ofMillis(2500);

	private static final Duration MAX_PAUSE = Duration.ofMinutes(1);

	private final Map<String, Duration> nextLines = new HashMap<>();

	private final Set<String> ended = new HashSet<>();

	List<LogLine> lines(JobProgress progress) {
		List<LogLine> lines = new ArrayList<>();
		if (progress.duration().compareTo(MIN_RUN_DURATION) < 0) {
			return lines;
		}
		for (StageProgress stage : stages(progress)) {
			boolean firstEnd = !stage.open() && this.ended.add(stage.name());
			if (firstEnd || isDue(stage)) {
				this.nextLines.put(stage.name(), stage.duration().plus(pauseAfter(stage.duration())));
				String text = stage.open() ? open(stage, estimate(progress, stage), time(progress)) : ended(stage);
				lines.add(LogLine.of(Level.INFO, progress, text, stage));
			}
		}
		StageProgress run = wholeRun(progress);
		if (!progress.stages().isEmpty() && hasEstimate(progress) && isDue(run)) {
			this.nextLines.put(NO_STAGE, run.duration().plus(pauseAfter(run.duration())));
			lines.add(LogLine.of(Level.INFO, progress, wholeRun(progress.estimate(), time(progress)), run));
		}
		return lines;
	}

	private boolean isDue(StageProgress stage) {
		return stage.duration().compareTo(this.nextLines.getOrDefault(stage.name(), MIN_STAGE_DURATION)) >= 0;
	}

	private static Duration pauseAfter(Duration duration) {
		Duration half = duration.dividedBy(2);
		if (half.compareTo(MIN_PAUSE) < 0) {
			return MIN_PAUSE;
		}
		return (half.compareTo(MAX_PAUSE) > 0) ? MAX_PAUSE : half;
	}

	private static String open(StageProgress stage, Estimate estimate, Instant now) {
		List<String> parts = new ArrayList<>();
		parts.add(nameAndCount(stage, estimate));
		Throughput pace = stage.throughput();
		if (pace.stalledFor() != null) {
			parts.add("nothing counted for the last " + HumanFormat.estimate(pace.stalledFor()));
		}
		else if (pace.recordsPerSecond() != null) {
			parts.add(HumanFormat.rate(pace.recordsPerSecond()));
		}
		parts.add(HumanFormat.duration(stage.duration()) + " so far");
		addTimeLeft(parts, estimate, now);
		return String.join(", ", parts);
	}

	private static String wholeRun(Estimate estimate, Instant now) {
		List<String> parts = new ArrayList<>();
		if (estimate.fraction() != null) {
			parts.add(HumanFormat.approximately(HumanFormat.percent(estimate.fraction())) + " of the run");
		}
		addTimeLeft(parts, estimate, now);
		return String.join(", ", parts);
	}

	private static void addTimeLeft(List<String> parts, Estimate estimate, Instant now) {
		Duration left = estimate.timeLeft();
		if (left != null && !left.isZero()) {
			String time = HumanFormat.estimate(left) + " left";
			parts.add(estimate.asLastTime() ? "about " + time + " if it goes like last time" : time);
			HumanFormat.finish(now, left, ZoneId.systemDefault()).ifPresent(parts::add);
		}
	}

	private static String ended(StageProgress stage) {
		RecordCounts records = stage.records();
		Long expected = records.expected();
		String endedEarly = (expected != null && expected > records.processed())
				? " at " + HumanFormat.percent(records.processed(), expected) : "";
		String rate = HumanFormat.averageRate(records, stage.duration()).map((average) -> ", " + average).orElse("");
		return SafeText.of(stage.name()) + " ended" + endedEarly + ": " + HumanFormat.records(records)
				+ skipped(records) + " in " + HumanFormat.duration(stage.duration()) + rate;
	}

	private static String nameAndCount(StageProgress stage, Estimate estimate) {
		List<String> parts = new ArrayList<>();
		if (estimate.asLastTime() && estimate.fraction() != null) {
			parts.add(HumanFormat.approximately(HumanFormat.percent(estimate.fraction())));
		}
		RecordCounts records = stage.records();
		if (records.processed() > 0 || records.expected() != null) {
			parts.add(count(records));
		}
		String name = SafeText.of(stage.name());
		return (name.isEmpty() || parts.isEmpty()) ? name + String.join(", ", parts)
				: name + " " + String.join(", ", parts);
	}

	/** Pads percentages and counts, which aligns them from one line to the next. */
	private static String count(RecordCounts records) {
		Long expected = records.expected();
		if (expected == null || records.fraction() == null) {
			return HumanFormat.records(records) + skipped(records);
		}
		String total = HumanFormat.number(expected);
		return String.format(Locale.ROOT, "%5s, %" + total.length() + "s of %s records%s",
				HumanFormat.percent(records.processed(), expected), HumanFormat.number(records.processed()), total,
				skipped(records));
	}

	private static String skipped(RecordCounts records) {
		return (records.skipped() > 0) ? " (" + HumanFormat.number(records.skipped()) + " skipped)" : "";
	}

	/** The stages, or the run itself if it counts records without having stages. */
	static List<StageProgress> stages(JobProgress progress) {
		if (!progress.stages().isEmpty()) {
			return progress.stages();
		}
		if (progress.records().processed() == 0 && progress.records().expected() == null) {
			return List.of();
		}
		return List.of(wholeRun(progress));
	}

	/** Of a stage, or of the run if it has none. */
	static Estimate estimate(JobProgress progress, StageProgress stage) {
		return stage.name().equals(NO_STAGE) ? progress.estimate() : progress.estimate(stage);
	}

	/**
	 * Whether the last run tells how long the rest of one takes that has several stages.
	 * @param progress the run
	 * @return whether there is an estimate that is not that of its only stage
	 */
	static boolean hasEstimate(JobProgress progress) {
		JobSuccess last = progress.outcomes().lastSuccess();
		boolean several = progress.stages().size() > 1 || (last != null && last.stages().size() > 1);
		return several && progress.estimate().asLastTime();
	}

	/** When the snapshot was taken. */
	static Instant time(JobProgress progress) {
		return progress.startedAt().plus(progress.duration());
	}

	static StageProgress wholeRun(JobProgress progress) {
		return new StageProgress(NO_STAGE, true, progress.duration(), progress.records(), progress.throughput());
	}

}
