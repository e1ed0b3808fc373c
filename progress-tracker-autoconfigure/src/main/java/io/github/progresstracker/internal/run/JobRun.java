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
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;

import io.github.progresstracker.EndedRuns;
import io.github.progresstracker.JobDefinition;
import io.github.progresstracker.JobFailure;
import io.github.progresstracker.JobProgress;
import io.github.progresstracker.RecordCounts;
import io.github.progresstracker.RunStatus;
import io.github.progresstracker.Stage;
import io.github.progresstracker.StageProgress;
import io.github.progresstracker.Throughput;
import io.github.progresstracker.internal.count.CountedRun;
import io.github.progresstracker.internal.count.Counting;
import io.github.progresstracker.internal.count.RecordCounter;
import io.github.progresstracker.internal.execution.FailureReason;
import io.github.progresstracker.internal.text.FailureMessage;
import io.github.progresstracker.internal.text.Names;
import io.github.progresstracker.internal.text.SafeText;
import io.github.progresstracker.spi.LiveStages;
import io.github.progresstracker.spi.ManagedRun;
import io.github.progresstracker.spi.TimeSource;
import org.jspecify.annotations.Nullable;

/**
 * One run of a job, from before its start to after its end. Counting goes straight to a
 * {@link RecordCounter}. Everything that happens rarely (stages, ends, snapshots) is
 * guarded by one lock, which is held for a few instructions and never while foreign code
 * is called.
 */
final class JobRun implements ManagedRun, CountedRun {

	private final JobRuns jobs;

	private final JobDefinition job;

	private final JobHistory history;

	private final RunWarnings warnings;

	private final Object lock = new Object();

	private final RunClock clock;

	private final RunStages stages;

	private final FrameworkStages frameworkStages;

	private final ThroughputEstimator throughput = new ThroughputEstimator();

	/** Counts the records that belong to no stage. */
	private final RecordCounter outside = new RecordCounter(this);

	/** The counter that {@link #inc()} counts on. */
	private volatile RecordCounter current = this.outside;

	private volatile State state = State.PREPARED;

	private volatile RunStatus status = RunStatus.RUNNING;

	/** The job's ended runs including this one; {@code null} until this one has ended. */
	private @Nullable EndedRuns endedRuns;

	/** The total that the job expects of the whole run, in all of its stages. */
	private volatile @Nullable Long expectedTotal;

	/** The opening that the next {@link #startStage(String)} ends. */
	private @Nullable StageHandle started;

	JobRun(JobRuns jobs, JobDefinition job, JobHistory history, TimeSource time, int maxStages, LiveStages liveStages) {
		this.jobs = jobs;
		this.job = job;
		this.warnings = new RunWarnings(job.identity());
		this.history = history;
		this.clock = new RunClock(time);
		this.stages = new RunStages(this, maxStages);
		this.frameworkStages = new FrameworkStages(liveStages, maxStages, this.warnings);
	}

	@Override
	public void inc() {
		this.current.inc();
	}

	@Override
	public void inc(long records) {
		this.current.inc(records);
	}

	@Override
	public void markSkipped(long records) {
		this.current.markSkipped(records);
	}

	@Override
	public void expect(long records) {
		begin();
		RecordCounter counter = this.current;
		if (counter != this.outside) {
			counter.expect(records);
		}
		else if (records < 0) {
			ignoreNegative("expected number of records", records);
		}
		else if (accepts("expect() was called")) {
			this.expectedTotal = records;
		}
	}

	@Override
	public Stage startStage(String name) {
		return enter(name, null, true);
	}

	@Override
	public Stage startStage(String name, long expected) {
		return enter(name, expected, true);
	}

	@Override
	public Stage openStage(String name) {
		return enter(name, null, false);
	}

	@Override
	public Stage openStage(String name, long expected) {
		return enter(name, expected, false);
	}

	private Stage enter(String name, @Nullable Long expected, boolean inTurn) {
		Names.check(name, "stage");
		begin();
		String reported = Names.shorten(name);
		StageHandle handle;
		synchronized (this.lock) {
			if (hasEnded()) {
				handle = new StageHandle(this, new RunStage(reported, new RecordCounter(this)));
			}
			else {
				handle = new StageHandle(this, this.stages.open(reported, this.clock.nanos()));
				if (inTurn) {
					follow(handle);
				}
			}
		}
		if (hasEnded()) {
			warnOfLateness("stage '" + SafeText.of(name) + "' was started");
			return handle;
		}
		if (!handle.stage().name().equals(reported)) {
			this.warnings.tooManyStages(reported, handle.stage().name());
		}
		if (expected != null) {
			handle.expect(expected);
		}
		this.jobs.listeners().stageChanged(this);
		return handle;
	}

	private void follow(StageHandle handle) {
		StageHandle previous = this.started;
		this.started = handle;
		this.current = handle.stage().counter();
		if (previous != null && previous.markEnded()) {
			this.stages.end(previous.stage(), this.clock.nanos());
		}
	}

	void endStage(RunStage stage) {
		boolean changed;
		synchronized (this.lock) {
			changed = !hasEnded() && this.stages.end(stage, this.clock.nanos());
		}
		if (changed) {
			this.jobs.listeners().stageChanged(this);
		}
	}

	@Override
	public <T> Iterable<T> track(Iterable<T> elements) {
		begin();
		return Counting.of(elements, this.current);
	}

	@Override
	public <T> Iterator<T> track(Iterator<T> elements) {
		begin();
		return Counting.of(elements, this.current);
	}

	@Override
	public <T> Stream<T> track(Stream<T> elements) {
		begin();
		return Counting.of(elements, this.current);
	}

	@Override
	public void begin() {
		if (this.state != State.PREPARED) {
			return;
		}
		boolean overlapping;
		synchronized (this.lock) {
			if (this.state != State.PREPARED) {
				return;
			}
			this.clock.start();
			this.outside.open();
			this.state = State.OPEN;
			overlapping = this.history.begun(this);
		}
		if (overlapping) {
			this.warnings.overlapping();
		}
		this.jobs.listeners().runStarted(this);
	}

	@Override
	public boolean hasBegun() {
		return this.state != State.PREPARED;
	}

	@Override
	public boolean hasEnded() {
		return this.state == State.ENDED;
	}

	@Override
	public void stopClock() {
		synchronized (this.lock) {
			if (this.state == State.OPEN) {
				this.clock.stop();
			}
		}
	}

	@Override
	public void complete() {
		begin();
		if (!end(RunStatus.COMPLETED, null)) {
			warnOfLateness("complete() was called");
		}
	}

	@Override
	public void fail(@Nullable Throwable cause) {
		begin();
		FailureReason reason = FailureReason.of(cause);
		if (!end(RunStatus.FAILED, reason.exception(), reason.message())) {
			warnOfLateness("a failure (" + SafeText.of(reason.exception()) + ") was reported");
		}
	}

	@Override
	public void close() {
		end(RunStatus.INTERRUPTED, null);
	}

	@Override
	public boolean end(RunStatus end, @Nullable String reason, @Nullable String message) {
		if (!end.isEnd()) {
			throw new IllegalArgumentException(end + " is not the end of a run");
		}
		if (this.state != State.OPEN) {
			return false;
		}
		FrameworkStages.EndedStages lastStages = this.frameworkStages.readLast(end);
		// Its class is not loaded for a success.
		String shownMessage = (message != null) ? FailureMessage.of(message) : null;
		synchronized (this.lock) {
			if (this.state != State.OPEN) {
				return false;
			}
			Instant finished = this.clock.stop();
			this.frameworkStages.end(lastStages);
			String stage = currentStage();
			switch (end) {
				case COMPLETED -> this.history.completed(finished);
				case FAILED -> this.history.failed(
						new JobFailure(this.clock.now(), (reason != null) ? reason : "unknown", stage, shownMessage));
				default -> this.history.interrupted(this.clock.now());
			}
			this.endedRuns = this.history.endedRuns();
			this.stages.endAll(this.clock.nanos(), end, stage);
			this.outside.close();
			this.status = end;
			this.state = State.ENDED;
		}
		this.frameworkStages.warnIfTooMany();
		this.jobs.listeners().runEnded(this);
		return true;
	}

	private @Nullable String currentStage() {
		String current = this.frameworkStages.current();
		return (current != null) ? current : this.stages.current();
	}

	@Override
	public void liveStagesChanged() {
		if (this.state == State.OPEN) {
			this.jobs.listeners().stageChanged(this);
		}
	}

	@Override
	public Binding bind() {
		return this.jobs.bind(this);
	}

	@Override
	public JobProgress progress() {
		List<StageProgress> live = this.frameworkStages.read();
		synchronized (this.lock) {
			return snapshot(live);
		}
	}

	@Override
	public JobProgress sample() {
		List<StageProgress> live = this.frameworkStages.read();
		synchronized (this.lock) {
			JobProgress snapshot = snapshot(live);
			if (this.state == State.OPEN) {
				this.stages.sample(this.clock.nanos());
				this.frameworkStages.sample(live);
				this.throughput.update(snapshot.duration(), snapshot.records().processed());
			}
			return snapshot;
		}
	}

	private JobProgress snapshot(List<StageProgress> live) {
		List<StageProgress> stages = this.stages.progress(this.clock.nanos());
		for (StageProgress stage : this.frameworkStages.progress(live)) {
			addTo(stages, stage);
		}
		RecordCounts outside = this.outside.counts();
		RecordCounts sum = outside;
		for (StageProgress stage : stages) {
			sum = sum.plus(stage.records());
		}
		Long expected = this.expectedTotal;
		if (expected == null && stages.isEmpty()) {
			expected = outside.expected();
		}
		RecordCounts records = new RecordCounts(sum.processed(), sum.skipped(), expected);
		Duration duration = Duration.ofNanos(this.clock.elapsed());
		return new JobProgress(this.job, this.status, this.clock.startedAt(), duration, records, stages,
				this.history.outcomes(), hasEnded() ? Throughput.UNKNOWN : this.throughput.at(duration, records),
				(this.endedRuns != null) ? this.endedRuns : this.history.endedRuns());
	}

	@Override
	public boolean accepts(String what) {
		if (this.state == State.OPEN) {
			return true;
		}
		begin();
		if (hasEnded()) {
			warnOfLateness(what);
			return false;
		}
		return true;
	}

	@Override
	public void ignoreNegative(String what, long number) {
		this.warnings.negative(what, number);
	}

	/** A job may count a stage that has the name of one of its framework's. */
	private static void addTo(List<StageProgress> stages, StageProgress live) {
		for (int i = 0; i < stages.size(); i++) {
			if (stages.get(i).name().equals(live.name())) {
				stages.set(i, FrameworkStages.joined(stages.get(i), live));
				return;
			}
		}
		stages.add(live);
	}

	private void warnOfLateness(String what) {
		this.warnings.late(what, this.status);
	}

	private enum State {

		PREPARED, OPEN, ENDED

	}

}
