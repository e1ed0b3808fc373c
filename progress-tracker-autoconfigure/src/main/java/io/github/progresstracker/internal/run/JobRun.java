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
import java.util.Objects;
import java.util.stream.Stream;

import io.github.progresstracker.EndedRuns;
import io.github.progresstracker.JobDefinition;
import io.github.progresstracker.JobFailure;
import io.github.progresstracker.JobProgress;
import io.github.progresstracker.JobSuccess;
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

	private final RunListeners listeners;

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

	/** Whether the run has been reported, so that it cannot vanish any more. */
	private boolean reported;

	/** Whether another run of the job was open when this one began. */
	private boolean overlapping;

	/** Whether the work asked for a lock that it has not acquired. */
	private volatile boolean lockMissing;

	private boolean lockAcquired;

	/** The total that the job expects of the whole run, in all of its stages. */
	private volatile @Nullable Long expectedTotal;

	/** The opening that the next {@link #startStage(String)} ends. */
	private @Nullable StageHandle started;

	JobRun(JobRuns jobs, JobDefinition job, JobHistory history, RunListeners listeners, TimeSource time, int maxStages,
			LiveStages liveStages) {
		this.jobs = jobs;
		this.job = job;
		this.warnings = new RunWarnings(job.identity());
		this.history = history;
		this.listeners = listeners;
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
		this.listeners.stageChanged(this);
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
			this.listeners.stageChanged(this);
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
		if (this.state == State.PREPARED) {
			beginAt(null);
		}
	}

	@Override
	public void begin(Instant startedAt) {
		beginAt(startedAt);
	}

	private void beginAt(@Nullable Instant startedAt) {
		synchronized (this.lock) {
			if (this.state != State.PREPARED) {
				return;
			}
			this.clock.start(startedAt);
			this.outside.open();
			this.state = State.OPEN;
			this.overlapping = this.history.begun(this);
		}
		this.listeners.runStarted(this);
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
	public void resumeClock() {
		synchronized (this.lock) {
			if (this.state == State.OPEN) {
				this.clock.resume();
			}
		}
	}

	@Override
	public void complete() {
		begin();
		resumeClock();
		// Whatever the locks say, the job knows better.
		lockAcquired();
		if (!end(RunStatus.COMPLETED, null)) {
			warnOfLateness("complete() was called");
		}
	}

	@Override
	public void fail(@Nullable Throwable cause) {
		begin();
		resumeClock();
		FailureReason reason = FailureReason.of(cause);
		if (!end(RunStatus.FAILED, reason.exception(), reason.message())) {
			warnOfLateness("a failure (" + SafeText.of(reason.exception()) + ") was reported");
		}
	}

	@Override
	public void discard() {
		if (!end(RunStatus.DISCARDED, null) && this.status != RunStatus.DISCARDED) {
			warnOfLateness("discard() was called");
		}
	}

	@Override
	public void lockRequested() {
		synchronized (this.lock) {
			this.lockMissing = !this.lockAcquired;
		}
	}

	@Override
	public void lockAcquired() {
		synchronized (this.lock) {
			this.lockAcquired = true;
			this.lockMissing = false;
		}
	}

	@Override
	public boolean isTentative() {
		if (!this.lockMissing) {
			return false;
		}
		List<StageProgress> live = this.frameworkStages.read();
		synchronized (this.lock) {
			return this.state == State.OPEN && !this.reported && isSkipped(live);
		}
	}

	/** With the lock. */
	private boolean isSkipped(List<StageProgress> live) {
		if (!this.lockMissing) {
			return false;
		}
		JobProgress done = snapshot(live);
		return done.stages().isEmpty() && done.records().processed() == 0;
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
			return end == RunStatus.DISCARDED && neverBegin();
		}
		FrameworkStages.EndedStages lastStages = this.frameworkStages.readLast(end);
		// Its class is not loaded for a success.
		String shownMessage = (message != null) ? FailureMessage.of(message) : null;
		RunStatus actual;
		JobRun previous = null;
		synchronized (this.lock) {
			if (this.state != State.OPEN) {
				return false;
			}
			Instant finished = this.clock.stop();
			Long execution = this.frameworkStages.execution();
			this.frameworkStages.end(lastStages);
			actual = actual(end, lastStages);
			String stage = currentStage();
			JobFailure failure = (actual == RunStatus.FAILED)
					? new JobFailure(this.clock.now(), (reason != null) ? reason : "unknown", stage, shownMessage)
					: null;
			switch (actual) {
				case COMPLETED -> {
					// Below, once all counts are final.
				}
				case FAILED -> this.history.failed(Objects.requireNonNull(failure));
				case DISCARDED -> previous = this.history.discarded(this, this.clock.startedAt());
				default -> this.history.interrupted(this.clock.now());
			}
			this.stages.endAll(this.clock.nanos(), actual, stage);
			this.outside.close();
			if (actual == RunStatus.COMPLETED) {
				this.history.completed(success(finished));
			}
			this.endedRuns = this.history.endedRuns();
			this.status = actual;
			this.state = State.ENDED;
			try {
				if (actual != RunStatus.DISCARDED && this.jobs.keptRuns() > 0) {
					this.history.keep(execution, snapshot(List.of()), (failure != null) ? failure.at() : finished,
							failure, this.jobs.keptRuns());
				}
			}
			catch (OutOfMemoryError ex) {
				// Better no history of an end than an end that nobody hears of
			}
		}
		if (actual == RunStatus.DISCARDED) {
			this.listeners.runDiscarded(this, previous);
			return true;
		}
		if (end == RunStatus.DISCARDED) {
			this.warnings.discardedTooLate();
		}
		warnIfOverlapping();
		this.frameworkStages.warnIfTooMany();
		this.listeners.runEnded(this);
		return true;
	}

	private JobSuccess success(Instant at) {
		try {
			return this.frameworkStages.success(at, snapshot(List.of()));
		}
		catch (OutOfMemoryError ex) {
			// Better a success of which little is known than a run that never ends
			return JobSuccess.at(at);
		}
	}

	/** The id that a framework has for the run while it is open. */
	@Nullable Long execution() {
		return this.frameworkStages.execution();
	}

	private boolean neverBegin() {
		synchronized (this.lock) {
			if (this.state != State.PREPARED) {
				return false;
			}
			this.status = RunStatus.DISCARDED;
			this.state = State.ENDED;
			return true;
		}
	}

	/** With the lock. What was reported cannot be taken back. */
	private RunStatus actual(RunStatus end, FrameworkStages.EndedStages lastStages) {
		boolean discarded = end == RunStatus.DISCARDED || (end != RunStatus.FAILED && isSkipped(lastStages.progress()));
		if (!discarded) {
			return end;
		}
		return this.reported ? RunStatus.INTERRUPTED : RunStatus.DISCARDED;
	}

	/** Without the lock. Not before it is certain that this run takes place. */
	private void warnIfOverlapping() {
		boolean warn;
		synchronized (this.lock) {
			warn = this.overlapping;
			this.overlapping = false;
		}
		if (warn) {
			this.warnings.overlapping();
		}
	}

	private @Nullable String currentStage() {
		String current = this.frameworkStages.current();
		return (current != null) ? current : this.stages.current();
	}

	@Override
	public void liveStagesChanged() {
		if (this.state == State.OPEN) {
			this.listeners.stageChanged(this);
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
		JobProgress snapshot;
		boolean open;
		synchronized (this.lock) {
			snapshot = snapshot(live);
			open = this.state == State.OPEN;
			if (open) {
				this.reported = true;
				this.stages.sample(this.clock.nanos());
				this.frameworkStages.sample(live);
				this.throughput.update(snapshot.duration(), snapshot.records().processed());
			}
		}
		if (open) {
			warnIfOverlapping();
		}
		return snapshot;
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
				(this.endedRuns != null) ? this.endedRuns : this.history.endedRuns(),
				this.frameworkStages.doneBefore(stages));
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
