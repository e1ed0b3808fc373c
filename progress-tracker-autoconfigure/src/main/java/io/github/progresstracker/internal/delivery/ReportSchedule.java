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
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

import io.github.progresstracker.JobProgress;
import io.github.progresstracker.RunStatus;
import io.github.progresstracker.internal.execution.Guard;
import io.github.progresstracker.spi.ProgressSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides when a report of a run is due. The jobs' threads note turning points and never
 * wait here; one other thread looks at the runs.
 */
final class ReportSchedule {

	private static final Logger logger = LoggerFactory.getLogger(Reporting.class);

	/** How long to wait if there is nothing to wait for. */
	static final long NEVER = Long.MAX_VALUE;

	/**
	 * A run that ends sooner is reported once, so that a job of milliseconds does not
	 * draw a 0 before each value.
	 */
	private static final long START_DELAY = Duration.ofSeconds(1).toNanos();

	/** The time between two looks at an open run while its counts move. */
	private static final long MIN_LOOK_INTERVAL = Duration.ofSeconds(1).toNanos();

	/**
	 * The same once nothing has moved for a while, so that looks rarely wake a processor.
	 * Records that are counted after hours must not go unnoticed for longer than this.
	 */
	private static final long MAX_LOOK_INTERVAL = Duration.ofSeconds(5).toNanos();

	/** A run has been quiet for this many times the pause between two looks. */
	private static final int QUIET_FACTOR = 4;

	/** The shortest time between two reports of stages: a job may have a million. */
	private static final long MIN_STAGE_INTERVAL = Duration.ofMillis(100).toNanos();

	private final long heartbeat;

	private final Map<RunKey, ScheduledRun> runs = new ConcurrentHashMap<>();

	private final AtomicLong count = new AtomicLong();

	ReportSchedule(Duration heartbeat) {
		this.heartbeat = heartbeat.toNanos();
	}

	/**
	 * Notes that a run started.
	 * @param run the run
	 * @param now the monotonic time
	 */
	void started(ProgressSource run, long now) {
		find(run, now);
	}

	/**
	 * Notes that a stage of a run was opened or ended.
	 * @param run the run
	 * @param now the monotonic time
	 * @return whether to look sooner than planned
	 */
	boolean stageChanged(ProgressSource run, long now) {
		ScheduledRun scheduled = find(run, now);
		boolean first = !scheduled.stageChanged;
		scheduled.stageChanged = true;
		return first && now - scheduled.startedNanos >= START_DELAY;
	}

	/**
	 * Notes that a run ended.
	 * @param run the run
	 * @param now the monotonic time
	 */
	void ended(ProgressSource run, long now) {
		find(run, now).ended = true;
	}

	/**
	 * Forgets a run that did not take place.
	 * @param run the run
	 */
	void discarded(ProgressSource run) {
		this.runs.remove(new RunKey(run));
	}

	private ScheduledRun find(ProgressSource run, long now) {
		return this.runs.computeIfAbsent(new RunKey(run),
				(unknown) -> new ScheduledRun(now, this.count.getAndIncrement()));
	}

	/**
	 * Takes a snapshot of each run whose time has come.
	 * @param now the monotonic time
	 * @return the snapshots, in the order in which the runs started, as the newest run of
	 * a job has to win
	 */
	List<Look> look(long now) {
		List<Look> looks = new ArrayList<>();
		this.runs.entrySet()
			.stream()
			.filter((entry) -> mayBeReported(entry.getValue(), now))
			.sorted(Comparator.comparingLong((entry) -> entry.getValue().number))
			.forEach((entry) -> tryToLook(entry.getKey(), entry.getValue(), now, looks));
		return looks;
	}

	private static boolean mayBeReported(ScheduledRun run, long now) {
		return run.ended || now - run.startedNanos >= START_DELAY;
	}

	/** A run whose snapshot fails must not keep the others from being reported. */
	private void tryToLook(RunKey key, ScheduledRun run, long now, List<Look> looks) {
		try {
			look(key, run, now, looks);
		}
		catch (Throwable ex) {
			if (run.ended) {
				this.runs.remove(key);
				// Its last report is missing, which is a warning of its own.
				run.guard.recovered();
			}
			run.guard.failed(ex);
			run.reported = true;
			run.reportedNanos = now;
		}
	}

	/**
	 * Takes a last snapshot of each run that is left, due or not, as there will be no
	 * other look.
	 * @param now the monotonic time
	 * @return the snapshots, in the order of {@link #look(long)}
	 */
	List<Look> takeAll(long now) {
		for (ScheduledRun run : this.runs.values()) {
			run.ended = true;
		}
		return look(now);
	}

	private void look(RunKey key, ScheduledRun run, long now, List<Look> looks) {
		boolean ended = run.ended;
		run.tentative = !ended && !run.reported && key.run().isTentative();
		if (run.tentative) {
			run.movedNanos = now;
			return;
		}
		boolean stageChanged = run.stageChanged && untilStageReport(run, now) == 0;
		if (stageChanged) {
			run.stageChanged = false;
			run.movedNanos = now;
		}
		JobProgress progress = key.run().sample();
		if (progress.status() == RunStatus.DISCARDED) {
			this.runs.remove(key);
			return;
		}
		if (ended) {
			this.runs.remove(key);
		}
		else if (progress.status().isEnd()) {
			awaitEnd(key, run, now);
			return;
		}
		long processed = progress.records().processed();
		if (processed != run.seenRecords) {
			run.seenRecords = processed;
			run.movedNanos = now;
		}
		boolean due = ended || stageChanged || !run.reported || now - run.reportedNanos >= this.heartbeat
				|| processed - run.reportedRecords >= progress.job().reportInterval();
		if (due) {
			run.reported = true;
			run.reportedNanos = now;
			run.reportedRecords = processed;
		}
		looks.add(new Look(progress, due));
	}

	/**
	 * The run has ended, but its end was not noted: either another thread is about to do
	 * so, or the end was noted and reported before the start. The next look will show
	 * which.
	 */
	private void awaitEnd(RunKey key, ScheduledRun run, long now) {
		if (run.endAwaited) {
			this.runs.remove(key);
		}
		run.endAwaited = true;
		run.movedNanos = now;
	}

	/**
	 * When to look again: the longer nothing moves, the later, unless people are shown
	 * the elapsed time.
	 * @param now the monotonic time
	 * @param timeIsShown whether they are
	 * @return nanoseconds from now; {@link #NEVER} if no run is open
	 */
	long untilNextLook(long now, boolean timeIsShown) {
		long wait = NEVER;
		for (ScheduledRun run : this.runs.values()) {
			long age = now - run.startedNanos;
			if (run.ended) {
				return 0;
			}
			if (age < START_DELAY) {
				wait = Math.min(wait, START_DELAY - age);
			}
			else if ((run.stageChanged || !run.reported) && !run.endAwaited && !run.tentative) {
				wait = Math.min(wait, untilStageReport(run, now));
			}
			else {
				long interval = timeIsShown ? MIN_LOOK_INTERVAL : lookInterval(run, now);
				wait = Math.min(wait, Math.min(interval, untilHeartbeat(run, now)));
			}
		}
		return wait;
	}

	private static long lookInterval(ScheduledRun run, long now) {
		long quiet = now - run.movedNanos;
		return Math.max(MIN_LOOK_INTERVAL, Math.min(quiet / QUIET_FACTOR, MAX_LOOK_INTERVAL));
	}

	private static long untilStageReport(ScheduledRun run, long now) {
		return run.reported ? Math.max(0, run.reportedNanos + MIN_STAGE_INTERVAL - now) : 0;
	}

	private long untilHeartbeat(ScheduledRun run, long now) {
		return run.reported ? Math.max(0, run.reportedNanos + this.heartbeat - now) : MIN_LOOK_INTERVAL;
	}

	/**
	 * A look at a run.
	 *
	 * @param progress the snapshot
	 * @param due whether a report is due
	 */
	record Look(JobProgress progress, boolean due) {
	}

	/**
	 * Identifies a run by its instance. Users implement {@link ProgressSource}, so its
	 * {@code equals} and {@code hashCode} may do anything.
	 */
	private record RunKey(ProgressSource run) {

		@Override
		public boolean equals(@Nullable Object other) {
			return other instanceof RunKey key && key.run == this.run;
		}

		@Override
		public int hashCode() {
			return System.identityHashCode(this.run);
		}

	}

	/**
	 * What is known about a run. Any thread writes the volatile fields, the thread that
	 * looks writes the others.
	 */
	private static final class ScheduledRun {

		private final long startedNanos;

		private final long number;

		private final Guard guard = new Guard(logger, "A snapshot of a run could not be taken",
				"Other runs are still reported");

		private volatile boolean stageChanged;

		private volatile boolean ended;

		private boolean endAwaited;

		/** Whether it was unknown at the last look if the run takes place. */
		private boolean tentative;

		private boolean reported;

		private long reportedNanos;

		private long reportedRecords;

		private long seenRecords;

		/** When a change was last seen. */
		private long movedNanos;

		private ScheduledRun(long startedNanos, long number) {
			this.startedNanos = startedNanos;
			this.movedNanos = startedNanos;
			this.number = number;
		}

	}

}
