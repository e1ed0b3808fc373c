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

package io.github.progresstracker.internal.delivery;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

import io.github.progresstracker.JobProgress;
import io.github.progresstracker.report.ProgressReporter;
import io.github.progresstracker.report.ReporterState;
import io.github.progresstracker.spi.ManagedRuns;
import io.github.progresstracker.spi.ProgressSource;
import io.github.progresstracker.spi.RunListener;
import io.github.progresstracker.spi.TimeSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Passes the reports of all runs to all reporters. One daemon thread, started with the
 * first run, decides which reports are due; each reporter delivers on a thread of its
 * own. The jobs' threads only note what has happened.
 */
public final class Reporting implements RunListener, AutoCloseable {

	private static final Logger logger = LoggerFactory.getLogger(Reporting.class);

	private final ReportingSettings settings;

	private final List<ProgressReporter> reporters;

	private final TimeSource time;

	private final ReportSchedule schedule;

	private final List<DeliveryWorker> workers;

	private final AtomicReference<@Nullable Thread> thread = new AtomicReference<>();

	/** Set before the first run begins. */
	private volatile @Nullable ManagedRuns runs;

	private @Nullable LastSuccessLookup lookup;

	private final AtomicBoolean closed = new AtomicBoolean();

	/**
	 * Creates the reporting to the given reporters.
	 * @param reporters the reporters
	 * @param settings when reports are due, and how long the last ones may take
	 * @param time the clocks
	 */
	public Reporting(List<ProgressReporter> reporters, ReportingSettings settings, TimeSource time) {
		this.settings = settings;
		this.time = time;
		this.reporters = List.copyOf(reporters);
		this.schedule = new ReportSchedule(settings.heartbeat());
		this.workers = new ArrayList<>(reporters.size());
		for (ProgressReporter reporter : reporters) {
			this.workers.add(new DeliveryWorker(reporter, time));
		}
	}

	/**
	 * Lets the reporters find out about last successes, for runs that cannot be judged
	 * otherwise.
	 * @param runs is told about them
	 */
	public void lookUpLastSuccesses(ManagedRuns runs) {
		this.runs = runs;
	}

	/**
	 * Lets all reporters that deliver to somewhere else prepare themselves, as a job is
	 * about to run. Returns at once.
	 */
	public void prepare() {
		for (DeliveryWorker worker : this.workers) {
			if (!worker.isInteractive()) {
				worker.prepare();
			}
		}
	}

	@Override
	public void runStarted(ProgressSource run) {
		if (mayReport()) {
			this.schedule.started(run, this.time.nanoTime());
			look();
		}
	}

	@Override
	public void stageChanged(ProgressSource run) {
		if (mayReport() && this.schedule.stageChanged(run, this.time.nanoTime())) {
			look();
		}
	}

	@Override
	public void runEnded(ProgressSource run) {
		if (mayReport()) {
			this.schedule.ended(run, this.time.nanoTime());
			look();
		}
		else if (this.closed.get()) {
			logger.warn("A run of job {} ended after the application had shut down, so its end is not reported",
					run.progress().identity());
		}
	}

	@Override
	public void runDiscarded(ProgressSource run, @Nullable ProgressSource previous) {
		this.schedule.discarded(run);
	}

	private boolean mayReport() {
		return !this.closed.get();
	}

	private void look() {
		Thread looking = this.thread.get();
		if (looking == null) {
			Thread created = new Thread(null, this::lookUntilClosed, "progress-reporting", 0, false);
			created.setDaemon(true);
			if (this.thread.compareAndSet(null, created)) {
				start(created);
			}
			looking = this.thread.get();
		}
		LockSupport.unpark(looking);
	}

	private void start(Thread created) {
		boolean started = false;
		try {
			created.start();
			started = true;
		}
		finally {
			if (!started) {
				// The system is out of threads, perhaps not for long.
				this.thread.set(null);
			}
		}
	}

	private void lookUntilClosed() {
		try {
			while (!this.closed.get()) {
				putDue();
				LockSupport.parkNanos(this, this.schedule.untilNextLook(this.time.nanoTime(), askWhetherTimeIsShown()));
			}
		}
		finally {
			// If this thread died, of an OutOfMemoryError for example, allow a new one.
			this.thread.set(null);
		}
	}

	private boolean askWhetherTimeIsShown() {
		boolean shown = false;
		for (DeliveryWorker worker : this.workers) {
			shown |= worker.askForPolicy().showsElapsedTime();
		}
		return shown;
	}

	/**
	 * Passes on what is due now. One thread at a time, as the report of a job that is put
	 * last replaces the others.
	 */
	private synchronized void putDue() {
		put(this.schedule.look(this.time.nanoTime()));
	}

	private synchronized void putAll() {
		put(this.schedule.takeAll(this.time.nanoTime()));
	}

	private void put(List<ReportSchedule.Look> looks) {
		for (ReportSchedule.Look look : looks) {
			for (DeliveryWorker worker : this.workers) {
				if (look.due() || worker.isInteractive()) {
					worker.put(look.progress());
				}
			}
			lookUpLastSuccess(look.progress());
		}
	}

	private void lookUpLastSuccess(JobProgress progress) {
		ManagedRuns runs = this.runs;
		if (runs == null) {
			return;
		}
		LastSuccessLookup lookup = this.lookup;
		if (lookup == null) {
			lookup = new LastSuccessLookup(this.reporters, runs);
			this.lookup = lookup;
		}
		lookup.look(progress);
	}

	/**
	 * The state of each reporter. Any thread may ask; the answer never waits for a
	 * delivery.
	 * @return the states, in the order of the reporters
	 */
	public List<ReporterState> reporters() {
		return this.workers.stream().map(DeliveryWorker::state).toList();
	}

	/**
	 * Delivers what is due without waiting for the reporters' intervals, now and from now
	 * on, as the application is about to end. Returns at once.
	 */
	public void flush() {
		for (DeliveryWorker worker : this.workers) {
			worker.flush();
		}
		if (this.thread.get() != null) {
			look();
		}
	}

	/**
	 * Delivers the newest reports, but not for longer than the final timeout, and stops
	 * all threads. A report that was not delivered in time is logged. Only the first call
	 * has an effect.
	 */
	@Override
	public void close() {
		if (!this.closed.compareAndSet(false, true)) {
			return;
		}
		putAll();
		LockSupport.unpark(this.thread.get());
		long now = this.time.nanoTime();
		long timeout = this.settings.finalTimeout().toNanos();
		for (DeliveryWorker worker : this.workers) {
			worker.beginClose(now + timeout);
		}
		for (DeliveryWorker worker : this.workers) {
			worker.awaitOrInterrupt(now + timeout / 2);
		}
		for (DeliveryWorker worker : this.workers) {
			worker.close();
		}
	}

}
