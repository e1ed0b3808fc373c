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

package io.github.progresstracker.report;

import java.time.Duration;

import io.github.progresstracker.JobProgress;
import io.github.progresstracker.internal.text.ReporterName;

/**
 * Delivers reports to one place. Each bean of this type is given the reports of all jobs.
 * <p>
 * A reporter has a daemon thread of its own and is called by no other, for one report at
 * a time: it may do I/O and block. While it does, newer reports of a job replace those
 * that wait; only the newest one is delivered next (see {@link #live()} for an
 * exception). An exception means that the report was not delivered: it is logged and,
 * unless there is a newer report by then, tried again.
 * <p>
 * When the application ends, the thread of a reporter that takes too long is interrupted:
 * while other reports wait, after half of the time that there is for all of them, and
 * once more when that time is over.
 */
public interface ProgressReporter {

	/**
	 * Delivers a report. The snapshot of a run that ended is delivered at least once; the
	 * ones before it as far as there is time.
	 * @param progress the newest snapshot of a job
	 * @throws Exception if the report could not be delivered
	 */
	void report(JobProgress progress) throws Exception;

	/**
	 * Delivers a report while the application ends. The call should not take longer than
	 * it is given.
	 * @param progress the newest snapshot of a job
	 * @param patience the time that is left
	 * @throws Exception if the report could not be delivered
	 */
	default void report(JobProgress progress, Duration patience) throws Exception {
		report(progress);
	}

	/**
	 * The shortest time between the begins of two deliveries for the same job. Reports
	 * that come sooner wait, and replace one another. The first report of a run that is
	 * still going on and the last ones of an application are exempt.
	 * @return the time; zero for no such limit
	 */
	default Duration minInterval() {
		return Duration.ZERO;
	}

	/**
	 * The shortest time between the begins of two deliveries for a job that runs every
	 * few seconds or more often and always ends alike. A run that takes longer, an end
	 * that differs from the one that was delivered before, and the last report of an
	 * application do not wait for it. It is shorter for a job of which a success is
	 * expected more often than that.
	 * @return the time; zero for no such limit
	 */
	default Duration routineInterval() {
		return Duration.ZERO;
	}

	/**
	 * Whether the reporter shows runs to people while they go on. Such a reporter is
	 * given a snapshot of each open run about once a second while it moves, also when no
	 * report is due (see {@link #showsTime()} for one that does not move). It is given
	 * each end that differs from the one before it, at once and also when the next run
	 * has ended by then: the first failure, one with another reason, the first success
	 * after it, an interruption. After five of them within ten seconds, further ones are
	 * like other reports.
	 * @return whether people watch what the reporter shows
	 */
	default boolean live() {
		return false;
	}

	/**
	 * Whether what a live reporter shows changes with the time alone, as bars with a
	 * clock do. Then it is given a snapshot about once a second also while nothing is
	 * counted; otherwise more and more rarely, but at least every five seconds. Asked
	 * again and again, by another thread than the reporter's own; must not block.
	 * @return whether the time that passes is shown
	 */
	default boolean showsTime() {
		return true;
	}

	/**
	 * Where to the reports are delivered, to be read after "to": no credentials, on one
	 * line.
	 * @return the place
	 */
	default String destination() {
		return ReporterName.of(getClass());
	}

}
