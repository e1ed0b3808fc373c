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

/**
 * How a {@link ProgressReporter} wants to be given its reports. Immutable. Start with
 * {@link #DEFAULT} and change what differs:
 *
 * <pre class="code">
 * ReporterPolicy.DEFAULT.withMinInterval(Duration.ofSeconds(5))
 * </pre>
 *
 * @param minInterval the shortest time between the starts of two deliveries for the same
 * job. A report that comes sooner waits, and a newer one replaces it. The first report of
 * a run that is still open and the last reports of an application do not wait. Zero for
 * no such limit
 * @param routineInterval the shortest time between the starts of two deliveries for a job
 * that runs every few seconds or more often and always ends the same way. It does not
 * apply to a run that takes longer, to an end that differs from the one delivered before,
 * or to the last reports of an application. It is shorter for a job that is expected to
 * succeed more often than that. Zero for no such limit
 * @param interactive whether people watch what the reporter shows while a job runs. Such
 * a reporter is given a snapshot of each open run about once a second while records are
 * counted, even if no report is due. It is also given each end that differs from the one
 * before it, at once, even if the next run has already ended: the first failure, a
 * failure for another reason, the first success after it, an interruption. After five
 * such ends within ten seconds, further ones are treated like other reports
 * @param showsElapsedTime whether what an interactive reporter shows changes as time
 * passes, as a bar with a clock does. If so, it is given a snapshot about once a second
 * even while nothing is counted. Otherwise the snapshots become rarer then, down to one
 * every five seconds
 * @param eachRun whether the reporter is told of each single run, as one that sends
 * messages needs it: it is given the first report of the run, the report of its end, and
 * none between them. If the run has ended before its first report was delivered, or takes
 * less than a second, it is given the end only. The reports of a job come in the order in
 * which its runs begin and end. If more than twenty of them wait, the oldest are left
 * out, with a warning
 */
public record ReporterPolicy(Duration minInterval, Duration routineInterval, boolean interactive,
		boolean showsElapsedTime, boolean eachRun) {

	/**
	 * Each report is delivered as soon as it is due, and the reporter is not interactive.
	 */
	public static final ReporterPolicy DEFAULT = new ReporterPolicy(Duration.ZERO, Duration.ZERO, false, false);

	/**
	 * Creates a policy.
	 * @throws IllegalArgumentException if an interval is negative, if a reporter that is
	 * not interactive shows elapsed time, or if an interactive one is told of each run
	 */
	public ReporterPolicy {
		if (minInterval.isNegative()) {
			throw new IllegalArgumentException("The minimum interval must not be negative, but was " + minInterval);
		}
		if (routineInterval.isNegative()) {
			throw new IllegalArgumentException("The routine interval must not be negative, but was " + routineInterval);
		}
		if (showsElapsedTime && !interactive) {
			throw new IllegalArgumentException("Only an interactive reporter can show elapsed time");
		}
		if (eachRun && interactive) {
			throw new IllegalArgumentException("An interactive reporter cannot receive every run");
		}
	}

	/**
	 * Creates the policy of a reporter that is given the newest report of each job.
	 * @param minInterval the shortest time between two deliveries for the same job
	 * @param routineInterval the same for a job that runs often and always ends the same
	 * way
	 * @param interactive whether people watch what the reporter shows
	 * @param showsElapsedTime whether what they see changes as time passes
	 * @throws IllegalArgumentException if an interval is negative, or if a reporter that
	 * is not interactive shows elapsed time
	 */
	public ReporterPolicy(Duration minInterval, Duration routineInterval, boolean interactive,
			boolean showsElapsedTime) {
		this(minInterval, routineInterval, interactive, showsElapsedTime, false);
	}

	/**
	 * Changes the shortest time between two deliveries for the same job.
	 * @param minInterval the time; zero for no such limit
	 * @return the changed policy
	 */
	public ReporterPolicy withMinInterval(Duration minInterval) {
		return new ReporterPolicy(minInterval, this.routineInterval, this.interactive, this.showsElapsedTime,
				this.eachRun);
	}

	/**
	 * Changes the shortest time between two deliveries for a job that runs often and
	 * always ends the same way.
	 * @param routineInterval the time; zero for no such limit
	 * @return the changed policy
	 */
	public ReporterPolicy withRoutineInterval(Duration routineInterval) {
		return new ReporterPolicy(this.minInterval, routineInterval, this.interactive, this.showsElapsedTime,
				this.eachRun);
	}

	/**
	 * Makes the reporter one that people watch while a job runs.
	 * @param showsElapsedTime whether what they see changes as time passes
	 * @return the changed policy
	 * @throws IllegalArgumentException if the reporter is told of each run
	 */
	public ReporterPolicy asInteractive(boolean showsElapsedTime) {
		return new ReporterPolicy(this.minInterval, this.routineInterval, true, showsElapsedTime, this.eachRun);
	}

	/**
	 * Makes the reporter one that is told of the begin and the end of each run, and of
	 * nothing else.
	 * @return the changed policy
	 * @throws IllegalArgumentException if the reporter is interactive
	 */
	public ReporterPolicy forEachRun() {
		return new ReporterPolicy(this.minInterval, this.routineInterval, this.interactive, this.showsElapsedTime,
				true);
	}

}
