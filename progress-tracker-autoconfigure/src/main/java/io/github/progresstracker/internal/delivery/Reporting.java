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

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

import io.github.progresstracker.report.ProgressReporter;
import io.github.progresstracker.report.ReporterState;
import io.github.progresstracker.spi.ProgressSource;
import io.github.progresstracker.spi.RunListener;
import io.github.progresstracker.spi.TimeSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the reports of all runs to all reporters. One daemon thread, started with the
 * first run, decides which reports are due; each reporter delivers on a thread of its
 * own. The jobs' threads only leave a note.
 */
public final class Reporting implements RunListener, AutoCloseable {

	private static final Logger logger = LoggerFactory.getLogger(Reporting.class);

	private final ReportingSettings settings;

	private final TimeSource time;

	private final ReportSchedule schedule;

	private final List<Delivery> deliveries;

	private final AtomicReference<@Nullable Thread> thread = new AtomicReference<>();

	private volatile boolean closed;

	/**
	 * Creates what reports to the given reporters.
	 * @param reporters the reporters
	 * @param settings how reports are made
	 * @param time the clocks
	 */
	public Reporting(List<ProgressReporter> reporters, ReportingSettings settings, TimeSource time) {
		this.settings = settings;
		this.time = time;
		this.schedule = new ReportSchedule(settings.heartbeat());
		this.deliveries = reporters.stream().map((reporter) -> new Delivery(reporter, time)).toList();
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
		else if (this.closed) {
			logger.warn("A run of job {} ended after the application did: its end is not reported",
					run.progress().identity());
		}
	}

	private boolean mayReport() {
		return !this.closed;
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
				// The system is out of threads, perhaps not for ever.
				this.thread.set(null);
			}
		}
	}

	private void lookUntilClosed() {
		try {
			while (!this.closed) {
				putDue();
				boolean timeIsShown = this.deliveries.stream().anyMatch(Delivery::showsTime);
				LockSupport.parkNanos(this, this.schedule.untilNextLook(this.time.nanoTime(), timeIsShown));
			}
		}
		finally {
			// Who dies because a job took all memory must not be the last one.
			this.thread.set(null);
		}
	}

	/**
	 * Lets go what is due now. One thread at a time, as of the reports of one job the one
	 * that is put last wins.
	 */
	private synchronized void putDue() {
		put(this.schedule.look(this.time.nanoTime()));
	}

	private synchronized void putAll() {
		put(this.schedule.takeAll(this.time.nanoTime()));
	}

	private void put(List<ReportSchedule.Look> looks) {
		for (ReportSchedule.Look look : looks) {
			for (Delivery delivery : this.deliveries) {
				if (look.due() || delivery.isLive()) {
					delivery.put(look.progress());
				}
			}
		}
	}

	/**
	 * How the reporters fare, for people to look at. May be asked by any thread, and
	 * never waits for a delivery.
	 * @return the state of each reporter, in their order
	 */
	public List<ReporterState> reporters() {
		return this.deliveries.stream().map(Delivery::state).toList();
	}

	/**
	 * Tells that the application is about to end: what is due is delivered without
	 * waiting for the minimal interval of its reporter. Returns at once.
	 */
	public void hurry() {
		for (Delivery delivery : this.deliveries) {
			delivery.hurry();
		}
		if (this.thread.get() != null) {
			look();
		}
	}

	/**
	 * Waits until the newest reports are delivered, at most the final timeout, and stops
	 * all threads. A report that could not be delivered in time is logged.
	 */
	@Override
	public void close() {
		if (this.closed) {
			return;
		}
		this.closed = true;
		putAll();
		Thread looking = this.thread.get();
		if (looking != null) {
			LockSupport.unpark(looking);
		}
		long now = this.time.nanoTime();
		long patience = this.settings.finalTimeout().toNanos();
		for (Delivery delivery : this.deliveries) {
			delivery.closeBy(now + patience);
		}
		awaitDelivered(now + patience / 2);
		for (Delivery delivery : this.deliveries) {
			delivery.makeRoom();
		}
		awaitDelivered(now + patience);
		for (Delivery delivery : this.deliveries) {
			delivery.close();
		}
	}

	private void awaitDelivered(long limit) {
		for (Delivery delivery : this.deliveries) {
			delivery.awaitDelivered(limit);
		}
	}

}
