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
import io.github.progresstracker.internal.text.SafeText;
import io.github.progresstracker.spi.ProgressSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides when a report of a run is due. Turning points are noted by the jobs' threads,
 * which never wait here; one other thread looks at the runs.
 */
final class ReportSchedule {

	private static final Logger logger = LoggerFactory.getLogger(Reporting.class);

	/** What nobody waits for. */
	static final long NEVER = Long.MAX_VALUE;

	/**
	 * A run that ends sooner is reported once, so that a job of milliseconds does not
	 * draw a 0 before each value.
	 */
	private static final long START_DELAY = Duration.ofSeconds(1).toNanos();

	/** How often the counts of an open run are looked at while they move. */
	private static final long LOOK_INTERVAL = Duration.ofSeconds(1).toNanos();

	/**
	 * The same while nothing moves, which wakes a processor for nothing. No longer than
	 * records that are counted after hours may go unnoticed.
	 */
	private static final long QUIET_LOOK_INTERVAL = Duration.ofSeconds(5).toNanos();

	/** A run is quiet for so many times as long as the pause between two looks. */
	private static final int QUIET_FACTOR = 4;

	/**
	 * Reports for the sake of stages are no closer than this: a job may have a million of
	 * them.
	 */
	private static final long STAGE_INTERVAL = Duration.ofMillis(100).toNanos();

	private final long heartbeat;

	private final Map<ProgressSource, ScheduledRun> runs = new ConcurrentHashMap<>();

	private final AtomicLong noted = new AtomicLong();

	ReportSchedule(Duration heartbeat) {
		this.heartbeat = heartbeat.toNanos();
	}

	/**
	 * Notes that a run began.
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
	 * @return whether somebody should look before the next time for it
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

	private ScheduledRun find(ProgressSource run, long now) {
		return this.runs.computeIfAbsent(run, (unknown) -> new ScheduledRun(now, this.noted.getAndIncrement()));
	}

	/**
	 * Takes a snapshot of each run that is to be looked at.
	 * @param now the monotonic time
	 * @return what was seen, runs in the order of their begin: of those of one job the
	 * newest must win
	 */
	List<Look> look(long now) {
		List<Look> looks = new ArrayList<>();
		this.runs.entrySet()
			.stream()
			.filter((entry) -> isToBeLookedAt(entry.getValue(), now))
			.sorted(Comparator.comparingLong((entry) -> entry.getValue().number))
			.forEach((entry) -> tryToLook(entry.getKey(), entry.getValue(), now, looks));
		return looks;
	}

	private static boolean isToBeLookedAt(ScheduledRun run, long now) {
		return run.ended || now - run.startedNanos >= START_DELAY;
	}

	/** A source that fails must keep no other run from being reported. */
	private void tryToLook(ProgressSource source, ScheduledRun run, long now, List<Look> looks) {
		try {
			look(source, run, now, looks);
		}
		catch (Throwable ex) {
			if (run.ended) {
				this.runs.remove(source);
			}
			if (run.ended || !run.failed) {
				logger.warn("No snapshot could be taken of a run: {}", SafeText.of(ex.toString()));
			}
			if (logger.isDebugEnabled()) {
				logger.debug("A snapshot failed", SafeText.of(ex));
			}
			run.failed = true;
			run.reported = true;
			run.reportedNanos = now;
		}
	}

	/**
	 * Takes a last snapshot of each run that is left, whatever is due, as nobody will
	 * look again.
	 * @param now the monotonic time
	 * @return the snapshots, in the order of {@link #look(long)}
	 */
	List<Look> takeAll(long now) {
		for (ScheduledRun run : this.runs.values()) {
			run.ended = true;
		}
		return look(now);
	}

	private void look(ProgressSource source, ScheduledRun run, long now, List<Look> looks) {
		boolean ended = run.ended;
		boolean stageChanged = run.stageChanged && untilStageReport(run, now) == 0;
		if (stageChanged) {
			run.stageChanged = false;
			run.movedNanos = now;
		}
		JobProgress progress = source.sample();
		if (ended) {
			this.runs.remove(source);
		}
		else if (progress.status().isEnd()) {
			awaitEnd(source, run, now);
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
	 * The run ended, and nobody said so: its end is about to be noted by another thread,
	 * or was reported before its start was noted. The next look tells.
	 */
	private void awaitEnd(ProgressSource source, ScheduledRun run, long now) {
		if (run.endAwaited) {
			this.runs.remove(source);
		}
		run.endAwaited = true;
		run.movedNanos = now;
	}

	/**
	 * When to look again. The longer nothing moves, the later, unless the time that
	 * passes is shown to people.
	 * @param now the monotonic time
	 * @param timeIsShown whether it is
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
			else if ((run.stageChanged || !run.reported) && !run.endAwaited) {
				wait = Math.min(wait, untilStageReport(run, now));
			}
			else {
				long interval = timeIsShown ? LOOK_INTERVAL : lookInterval(run, now);
				wait = Math.min(wait, Math.min(interval, untilHeartbeat(run, now)));
			}
		}
		return wait;
	}

	private static long lookInterval(ScheduledRun run, long now) {
		long quiet = now - run.movedNanos;
		return Math.max(LOOK_INTERVAL, Math.min(quiet / QUIET_FACTOR, QUIET_LOOK_INTERVAL));
	}

	private static long untilStageReport(ScheduledRun run, long now) {
		return run.reported ? Math.max(0, run.reportedNanos + STAGE_INTERVAL - now) : 0;
	}

	private long untilHeartbeat(ScheduledRun run, long now) {
		return run.reported ? Math.max(0, run.reportedNanos + this.heartbeat - now) : LOOK_INTERVAL;
	}

	/**
	 * What was seen of a run.
	 *
	 * @param progress the snapshot
	 * @param due whether a report is due
	 */
	record Look(JobProgress progress, boolean due) {
	}

	/**
	 * What is remembered of a run. The volatile fields are written by any thread, the
	 * others by the one that looks.
	 */
	private static final class ScheduledRun {

		private final long startedNanos;

		private final long number;

		private volatile boolean stageChanged;

		private volatile boolean ended;

		private boolean endAwaited;

		private boolean failed;

		private boolean reported;

		private long reportedNanos;

		private long reportedRecords;

		private long seenRecords;

		/** When something was seen to move for the last time. */
		private long movedNanos;

		private ScheduledRun(long startedNanos, long number) {
			this.startedNanos = startedNanos;
			this.movedNanos = startedNanos;
			this.number = number;
		}

	}

}
