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
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.github.progresstracker.JobDefinition;
import io.github.progresstracker.JobIdentity;
import io.github.progresstracker.JobProgress;
import io.github.progresstracker.JobSuccess;
import io.github.progresstracker.RunStatus;
import io.github.progresstracker.StageProgress;
import io.github.progresstracker.internal.text.SafeText;
import io.github.progresstracker.report.ProgressReporter;
import io.github.progresstracker.spi.ManagedRuns;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the reporters what the last successful run of a job did, once for each job. Each
 * answer may take some seconds, and nothing waits for it.
 */
final class LastSuccessLookup {

	private static final Logger logger = LoggerFactory.getLogger(Reporting.class);

	private final List<ProgressReporter> reporters;

	private final ManagedRuns runs;

	private final Set<JobIdentity> asked = ConcurrentHashMap.newKeySet();

	LastSuccessLookup(List<ProgressReporter> reporters, ManagedRuns runs) {
		this.reporters = reporters;
		this.runs = runs;
	}

	/**
	 * Whether a run can only be judged by a success that is not known.
	 * @param progress the run
	 * @return whether to ask
	 */
	static boolean isNeeded(JobProgress progress) {
		JobSuccess last = progress.outcomes().lastSuccess();
		return progress.status() == RunStatus.RUNNING && (last == null || last.work() == null)
				&& !isTotalKnown(progress);
	}

	private static boolean isTotalKnown(JobProgress progress) {
		if (progress.records().expected() != null) {
			return true;
		}
		// Stages that are still to come are not known either.
		return progress.stages().size() == 1 && progress.stages().get(0).records().expected() != null;
	}

	/**
	 * Asks about a job, unless that was done before. Returns at once.
	 * @param job the job
	 */
	void start(JobDefinition job) {
		if (this.asked.add(job.identity())) {
			Thread thread = new Thread(null, () -> ask(job), "progress-last-success", 0, false);
			thread.setDaemon(true);
			try {
				thread.start();
			}
			catch (OutOfMemoryError ex) {
				// The system is out of threads, perhaps not for long. Reports come first.
				this.asked.remove(job.identity());
			}
		}
	}

	private void ask(JobDefinition job) {
		for (ProgressReporter reporter : this.reporters) {
			try {
				JobSuccess last = reporter.lastSuccess(job.identity());
				if (last != null && last.work() != null) {
					this.runs.restoreLastSuccess(job, last);
					return;
				}
			}
			catch (Throwable ex) {
				// Nothing is lost but an estimate.
				logger.debug("The last success of job {} could not be found out", job.identity(), SafeText.of(ex));
			}
		}
	}

}
