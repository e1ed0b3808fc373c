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
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.github.progresstracker.JobProgress;
import io.github.progresstracker.JobSuccess;
import io.github.progresstracker.RecordCounts;
import io.github.progresstracker.RunStatus;
import io.github.progresstracker.StageProgress;
import io.github.progresstracker.Throughput;
import io.github.progresstracker.WorkDone;
import io.github.progresstracker.internal.history.JoinedWork;
import io.github.progresstracker.internal.history.RememberedExecution;
import io.github.progresstracker.internal.text.Names;
import io.github.progresstracker.spi.LiveStages;
import org.jspecify.annotations.Nullable;

/**
 * The stages that a framework keeps for a run. While the run is open they are read from
 * the framework; its end leaves a copy, so that the framework's objects, which may be
 * large, can be collected.
 * <p>
 * The framework is foreign code, so the methods that call it must be called without the
 * run's lock. All others must be called with it.
 */
final class FrameworkStages {

	private static final ThroughputEstimator NOT_SAMPLED = new ThroughputEstimator();

	private final int maxStages;

	private final RunWarnings warnings;

	/** An {@link EndedStages} once the run has ended. */
	private volatile LiveStages source;

	private final Map<String, ThroughputEstimator> throughputs = new HashMap<>();

	FrameworkStages(LiveStages source, int maxStages, RunWarnings warnings) {
		this.source = source;
		this.maxStages = maxStages;
		this.warnings = warnings;
	}

	/**
	 * Asks the framework for its stages. Call this without the lock.
	 * @return the stages, for {@link #progress} and {@link #sample}
	 */
	List<StageProgress> read() {
		return this.source.progress();
	}

	/**
	 * Asks the framework for a last time. Call this without the lock. A framework that
	 * fails here must not keep the end of the run from being recorded, so its stages are
	 * left out then.
	 * @param end how the run ends, and with it the stages that are open
	 * @return the stages, for {@link #end}
	 */
	EndedStages readLast(RunStatus end) {
		try {
			LiveStages last = this.source;
			String current = last.current();
			List<StageProgress> stages = new ArrayList<>();
			for (StageProgress stage : last.progress()) {
				stages.add(ended(stage, end, current));
			}
			return new EndedStages(List.copyOf(stages), current, earlier(last));
		}
		catch (Throwable ex) {
			this.warnings.unreadableStages(ex);
			return new EndedStages(List.of(), null, null);
		}
	}

	private static StageProgress ended(StageProgress stage, RunStatus end, @Nullable String current) {
		if (end == RunStatus.FAILED && stage.name().equals(current)) {
			return stage.withStatus(RunStatus.FAILED);
		}
		if (stage.open()) {
			return stage.withStatus((end == RunStatus.COMPLETED) ? end : RunStatus.INTERRUPTED);
		}
		return stage;
	}

	/**
	 * The id that the framework has for the run, until {@link #end}.
	 * @return the id, or {@code null} if there is none
	 */
	@Nullable Long execution() {
		LiveStages source = this.source;
		// Most runs have no framework that remembers them, and do not need that class.
		return (source != LiveStages.NONE && source instanceof RememberedExecution remembered)
				? remembered.executionId() : null;
	}

	private static @Nullable JoinedWork earlier(LiveStages source) {
		return (source != LiveStages.NONE && source instanceof RememberedExecution remembered) ? remembered.earlier()
				: null;
	}

	void end(EndedStages last) {
		this.source = last;
	}

	/**
	 * The stage that is being worked on. Call this after {@link #end}.
	 * @return the name of the stage, or {@code null} if there is none
	 */
	@Nullable String current() {
		String current = this.source.current();
		return (current != null) ? Names.shorten(current) : null;
	}

	/**
	 * The success of a run that has ended. If the run is a restart, the work of the runs
	 * before it is part of that: the next run will not be like the rest that it did. Call
	 * this after {@link #end}.
	 * @param at when the run completed
	 * @param done the last snapshot of the run
	 * @return the success
	 */
	JobSuccess success(Instant at, JobProgress done) {
		WorkDone work = new WorkDone(done.duration(), done.records().processed());
		Map<String, WorkDone> stages = new LinkedHashMap<>();
		for (StageProgress stage : done.stages()) {
			stages.put(stage.name(), new WorkDone(stage.duration(), stage.records().processed()));
		}
		JoinedWork earlier = (this.source instanceof EndedStages last) ? last.earlier() : null;
		if (earlier == null) {
			return new JobSuccess(at, work, stages, true);
		}
		JoinedWork all = new JoinedWork(earlier.work(), named(earlier.stages()), named(earlier.completed())).plus(work,
				stages, Set.of());
		return new JobSuccess(at, all.work(), all.stages(), true);
	}

	/**
	 * What was done of the stages before this run, if it is a restart. A stage that was
	 * complete, and has begun all the same, does all of it again.
	 * @param begun the stages that have begun
	 * @return what was done, by the name of the stage
	 */
	Map<String, WorkDone> doneBefore(List<StageProgress> begun) {
		JoinedWork earlier = (this.source instanceof EndedStages last) ? last.earlier() : earlier(this.source);
		if (earlier == null) {
			return Map.of();
		}
		Map<String, WorkDone> done = named(earlier.stages());
		Set<String> completed = named(earlier.completed());
		for (StageProgress stage : begun) {
			if (completed.contains(stage.name())) {
				done.remove(stage.name());
			}
		}
		return done;
	}

	/** The stages of earlier runs under the names that they are reported with. */
	private Map<String, WorkDone> named(Map<String, WorkDone> stages) {
		Map<String, WorkDone> named = new LinkedHashMap<>();
		stages.forEach((stage, work) -> {
			String name = Names.shorten(stage);
			boolean fits = named.size() < this.maxStages || named.containsKey(name);
			named.merge(fits ? name : RunStages.OTHER, work, WorkDone::plus);
		});
		return named;
	}

	private static Set<String> named(Set<String> stages) {
		Set<String> named = new HashSet<>();
		for (String stage : stages) {
			named.add(Names.shorten(stage));
		}
		return named;
	}

	/**
	 * Takes the counts in, so that later snapshots can tell how fast they move.
	 * @param read what the framework said
	 */
	void sample(List<StageProgress> read) {
		for (StageProgress stage : progress(read)) {
			if (stage.open()) {
				this.throughputs.computeIfAbsent(stage.name(), (name) -> new ThroughputEstimator())
					.update(stage.duration(), stage.records().processed());
			}
		}
	}

	/**
	 * The stages as they are reported: each is a series in every store, so those beyond
	 * the limit are folded into one.
	 * @param read what the framework said; outdated if the run has ended since
	 * @return the stages
	 */
	List<StageProgress> progress(List<StageProgress> read) {
		List<StageProgress> stages = (this.source instanceof EndedStages last) ? last.progress() : read;
		List<StageProgress> reported = new ArrayList<>();
		StageProgress others = null;
		for (StageProgress stage : stages) {
			if (reported.size() < this.maxStages) {
				reported.add(reported(Names.shorten(stage.name()), stage, stage.records()));
			}
			else {
				others = (others != null) ? others.plus(stage) : stage;
			}
		}
		if (others != null) {
			// A sum over only those stages that know their totals would be misleading.
			RecordCounts records = new RecordCounts(others.records().processed(), others.records().skipped(), null);
			reported.add(reported(RunStages.OTHER, others, records));
		}
		return reported;
	}

	private StageProgress reported(String name, StageProgress stage, RecordCounts records) {
		Throughput throughput = stage.open()
				? this.throughputs.getOrDefault(name, NOT_SAMPLED).at(stage.duration(), records) : Throughput.UNKNOWN;
		return new StageProgress(name, stage.status(), stage.duration(), records, throughput);
	}

	/**
	 * Joins a stage that the job counts with the framework's stage of the same name.
	 * Usually the first is open within the second, so their durations do not add up.
	 * @param counted the stage that the job counts
	 * @param live the stage of the framework
	 * @return one stage
	 */
	static StageProgress joined(StageProgress counted, StageProgress live) {
		StageProgress sum = counted.plus(live);
		Duration longer = (counted.duration().compareTo(live.duration()) > 0) ? counted.duration() : live.duration();
		Throughput throughput = Throughput.UNKNOWN;
		if (counted.records().processed() == 0 || live.records().processed() == 0) {
			throughput = (live.records().processed() == 0) ? counted.throughput() : live.throughput();
		}
		return new StageProgress(sum.name(), sum.status(), longer, sum.records(), throughput);
	}

	/**
	 * Warns if stages were folded into one. Call this without the lock, after
	 * {@link #end}.
	 */
	void warnIfTooMany() {
		List<StageProgress> stages = this.source.progress();
		if (stages.size() > this.maxStages) {
			this.warnings.tooManyStages(stages.get(this.maxStages).name(), RunStages.OTHER);
		}
	}

	/**
	 * What is left of the stages when their run has ended.
	 *
	 * @param progress the stages
	 * @param current the stage that was worked on last, or {@code null} if there was none
	 * @param earlier what the runs did that this one went on with, or {@code null} if
	 * there were none
	 */
	record EndedStages(List<StageProgress> progress, @Nullable String current,
			@Nullable JoinedWork earlier) implements LiveStages {
	}

}
