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

import io.github.progresstracker.JobIdentity;
import io.github.progresstracker.JobProgress;
import io.github.progresstracker.JobSuccess;
import io.github.progresstracker.internal.text.ReporterName;
import org.jspecify.annotations.Nullable;

/**
 * Delivers reports to one place. Each bean of this type is given the reports of all jobs.
 * <p>
 * Each reporter has its own daemon thread, which delivers one report at a time, so
 * {@link #report(JobProgress)} may do I/O and block. Meanwhile, newer reports of a job
 * replace those that wait, and only the newest one is delivered next (see
 * {@link ReporterPolicy#interactive()} for an exception). An exception means that the
 * report was not delivered: it is logged, and the report is tried again unless there is a
 * newer one by then.
 * <p>
 * When the application ends, the thread of a reporter that takes too long is interrupted:
 * if other reports wait, after half of the time allowed for all of them, and in any case
 * when that time is over.
 */
public interface ProgressReporter {

	/**
	 * Delivers a report. The snapshot of a run that ended is delivered at least once,
	 * earlier ones as time permits.
	 * @param progress the newest snapshot of a job
	 * @throws RejectedReportException if the report was refused and trying it again is of
	 * no use
	 * @throws Exception if the report could not be delivered
	 */
	void report(JobProgress progress) throws Exception;

	/**
	 * Delivers a report while the application ends. The call should not take longer than
	 * the time given.
	 * @param progress the newest snapshot of a job
	 * @param timeLeft the time that is left
	 * @throws RejectedReportException if the report was refused and trying it again is of
	 * no use
	 * @throws Exception if the report could not be delivered
	 */
	default void report(JobProgress progress, Duration timeLeft) throws Exception {
		report(progress);
	}

	/**
	 * Loads what the first report needs, without delivering anything. A short job is over
	 * before its first report, so this saves time at its end. Called at most once for
	 * each thread that delivers, on that thread and before its first report, while the
	 * application starts. It is not called in every application. An exception has no
	 * effect.
	 */
	default void prepare() {
	}

	/**
	 * Finds out what is known about the last success of a job where the reports are
	 * delivered, so that a run can be judged by it. Called once for each job, when a run
	 * takes longer than ten seconds, its total is not known, and neither is what the last
	 * successful run did. It is called on a thread of its own, while other methods may be
	 * called, and may take some seconds.
	 * @param identity the job
	 * @return the last success, or {@code null} if nothing is known about it
	 * @throws Exception if that cannot be found out; this has no effect
	 */
	default @Nullable JobSuccess lastSuccess(JobIdentity identity) throws Exception {
		return null;
	}

	/**
	 * How this reporter wants to be given its reports. The answer may change: this method
	 * is called when reporting is set up and then after each look at the runs, at most
	 * every few moments, and the newest answer applies. It is not called on the
	 * reporter's own thread, and must not block. If it throws, the last answer applies.
	 * @return the policy
	 */
	default ReporterPolicy policy() {
		return ReporterPolicy.DEFAULT;
	}

	/**
	 * Where reports are delivered, as it is shown after "to" in log lines: without
	 * credentials, on one line.
	 * @return the place
	 */
	default String destination() {
		return ReporterName.of(getClass());
	}

}
