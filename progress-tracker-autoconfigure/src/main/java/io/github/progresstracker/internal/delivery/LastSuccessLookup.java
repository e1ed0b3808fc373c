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

	private static final Duration LOCAL_AGE = Duration.ofSeconds(1);

	private static final Duration REMOTE_AGE = Duration.ofSeconds(10);

	private final Question local;

	private final Question remote;

	private final ManagedRuns runs;

	LastSuccessLookup(List<ProgressReporter> reporters, ManagedRuns runs) {
		this.local = new Question(reporters.stream().filter(LocalReporter.class::isInstance).toList());
		this.remote = new Question(
				reporters.stream().filter((reporter) -> !(reporter instanceof LocalReporter)).toList());
		this.runs = runs;
	}

	/**
	 * Whether a run can only be judged by a success that is not known.
	 * @param progress the run
	 * @return whether to ask
	 */
	private static boolean isNeeded(JobProgress progress) {
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
	 * Asks about the job of a run, if the run is old enough to be worth it and that was
	 * not done before. Returns at once.
	 * @param progress the run
	 */
	void look(JobProgress progress) {
		if (progress.duration().compareTo(LOCAL_AGE) < 0 || !isNeeded(progress)) {
			return;
		}
		start(this.local, progress.job());
		if (progress.duration().compareTo(REMOTE_AGE) >= 0) {
			start(this.remote, progress.job());
		}
	}

	private void start(Question question, JobDefinition job) {
		if (!question.reporters.isEmpty() && question.asked.add(job.identity())) {
			Thread thread = new Thread(null, () -> ask(question.reporters, job), "progress-last-success", 0, false);
			thread.setDaemon(true);
			try {
				thread.start();
			}
			catch (OutOfMemoryError ex) {
				// The system is out of threads, perhaps not for long. Reports come first.
				question.asked.remove(job.identity());
			}
		}
	}

	private void ask(List<ProgressReporter> reporters, JobDefinition job) {
		for (ProgressReporter reporter : reporters) {
			try {
				JobSuccess last = reporter.lastSuccess(job.identity());
				if (last != null && last.work() != null) {
					this.runs.restoreLastSuccess(job, last);
					return;
				}
			}
			catch (Throwable ex) {
				// Nothing is lost but an estimate.
				logger.debug("The last success of job {} could not be looked up", job.identity(), SafeText.of(ex));
			}
		}
	}

	/**
	 * Reporters that are asked at the same time, once for each job.
	 */
	private static final class Question {

		private final List<ProgressReporter> reporters;

		private final Set<JobIdentity> asked = ConcurrentHashMap.newKeySet();

		private Question(List<ProgressReporter> reporters) {
			this.reporters = reporters;
		}

	}

}
