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
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;

import io.github.progresstracker.EndedRuns;
import io.github.progresstracker.JobDefinition;
import io.github.progresstracker.JobFailure;
import io.github.progresstracker.JobIdentity;
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
import io.github.progresstracker.internal.text.Names;
import io.github.progresstracker.internal.text.SafeText;
import io.github.progresstracker.spi.LiveStages;
import io.github.progresstracker.spi.ManagedRun;
import io.github.progresstracker.spi.TimeSource;
import org.jspecify.annotations.Nullable;

/**
 * One run of a job, from before its begin to after its end. Counting goes straight to a
 * {@link RecordCounter}; everything that happens rarely (stages, ends, snapshots) is
 * guarded by one lock, which is held for a few instructions and never during a call to
 * the outside.
 */
public final class JobRun implements ManagedRun, CountedRun {

	private final JobRuns jobs;

	private final JobDefinition job;

	private final JobHistory history;

	private final Object lock = new Object();

	private final RunClock clock;

	private final RunStages stages;

	private final int maxStages;

	/**
	 * Those that a framework keeps, behind those that are counted here. They are somebody
	 * else's code, which must not be called with the lock; in the end they are a copy.
	 */
	private volatile LiveStages liveStages;

	private final RunThroughput paces = new RunThroughput();

	/** Counts what is processed outside of all stages. */
	private final RecordCounter outside = new RecordCounter(this);

	/** Counts for {@link #inc()}. */
	private volatile RecordCounter current = this.outside;

	private volatile State state = State.PREPARED;

	private volatile RunStatus status = RunStatus.RUNNING;

	/** Including this one, once it has ended. */
	private @Nullable EndedRuns endedRuns;

	/** What the job expects of the whole run, however many stages it has. */
	private volatile @Nullable Long expectedInAll;

	/** The opening that the next {@link #startStage(String)} takes back. */
	private @Nullable StageHandle started;

	private final RunWarnings warnings;

	JobRun(JobRuns jobs, JobDefinition job, JobHistory history, TimeSource time, int maxStages, LiveStages liveStages) {
		this.jobs = jobs;
		this.job = job;
		this.warnings = new RunWarnings(job.identity());
		this.history = history;
		this.clock = new RunClock(time);
		this.stages = new RunStages(this, maxStages);
		this.maxStages = maxStages;
		this.liveStages = liveStages;
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
		else if (accepts("a number of records was expected")) {
			this.expectedInAll = records;
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
	public void startClock() {
		synchronized (this.lock) {
			this.clock.start();
		}
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
		String reason = FailureReason.of(cause);
		if (!end(RunStatus.FAILED, reason)) {
			warnOfLateness("a failure (" + SafeText.of(reason) + ") came");
		}
	}

	@Override
	public void close() {
		end(RunStatus.INTERRUPTED, null);
	}

	@Override
	public boolean end(RunStatus end, @Nullable String reason) {
		if (!end.isEnd()) {
			throw new IllegalArgumentException(end + " is no end");
		}
		if (this.state != State.OPEN) {
			return false;
		}
		LiveStages lastStages = lastStages();
		synchronized (this.lock) {
			if (this.state != State.OPEN) {
				return false;
			}
			Instant finished = this.clock.stop();
			this.liveStages = lastStages;
			switch (end) {
				case COMPLETED -> this.history.completed(finished);
				case FAILED -> this.history
					.failed(new JobFailure(this.clock.now(), (reason != null) ? reason : "unknown", currentStage()));
				default -> this.history.interrupted(this.clock.now());
			}
			this.endedRuns = this.history.endedRuns();
			this.stages.endAll(this.clock.nanos());
			this.outside.close();
			this.status = end;
			this.state = State.ENDED;
		}
		warnOfTooManyLiveStages();
		this.jobs.listeners().runEnded(this);
		return true;
	}

	/** The end of a run is worth more than its stages. */
	private LiveStages lastStages() {
		try {
			return EndedStages.of(this.liveStages);
		}
		catch (Throwable ex) {
			this.warnings.unreadableStages(ex);
			return LiveStages.NONE;
		}
	}

	private @Nullable String currentStage() {
		String current = this.liveStages.current();
		return (current != null) ? Names.shorten(current) : this.stages.current();
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
		LiveStages source = this.liveStages;
		List<StageProgress> live = source.progress();
		synchronized (this.lock) {
			if (this.liveStages != source) {
				// The run ended meanwhile, with newer counts.
				live = this.liveStages.progress();
			}
			List<StageProgress> stages = new ArrayList<>(this.stages.progress(this.clock.nanos()));
			stages.addAll(StageLimit.apply(live, this.maxStages));
			RecordCounts outside = this.outside.counts();
			long processed = outside.processed();
			long skipped = outside.skipped();
			for (StageProgress stage : stages) {
				processed = RecordCounts.sum(processed, stage.records().processed());
				skipped = RecordCounts.sum(skipped, stage.records().skipped());
			}
			Long expected = this.expectedInAll;
			if (expected == null && stages.isEmpty()) {
				expected = outside.expected();
			}
			Duration duration = Duration.ofNanos(this.clock.elapsed());
			RecordCounts records = new RecordCounts(processed, skipped, expected);
			return new JobProgress(this.job, this.status, this.clock.startedAt(), duration, records,
					this.paces.ofStages(stages), this.history.outcomes(),
					hasEnded() ? Throughput.UNKNOWN : this.paces.ofRun(duration, records),
					(this.endedRuns != null) ? this.endedRuns : this.history.endedRuns());
		}
	}

	JobIdentity identity() {
		return this.job.identity();
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

	private void warnOfTooManyLiveStages() {
		List<StageProgress> stages = this.liveStages.progress();
		if (stages.size() > this.maxStages) {
			this.warnings.tooManyStages(stages.get(this.maxStages).name(), StageLimit.OTHER);
		}
	}

	void warnOfLateness(String what) {
		this.warnings.late(what, this.status);
	}

	private enum State {

		PREPARED, OPEN, ENDED

	}

}
