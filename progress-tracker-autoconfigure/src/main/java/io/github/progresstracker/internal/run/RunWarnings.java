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

import java.util.concurrent.atomic.AtomicBoolean;

import io.github.progresstracker.JobIdentity;
import io.github.progresstracker.ProgressTracker;
import io.github.progresstracker.RunStatus;
import io.github.progresstracker.internal.text.SafeText;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Warns of mistakes in the use of a run: once for each kind of mistake, however often it
 * is made. Thread-safe.
 */
final class RunWarnings {

	private static final Logger logger = LoggerFactory.getLogger(ProgressTracker.class);

	private final JobIdentity identity;

	private final AtomicBoolean ofLateness = new AtomicBoolean();

	private final AtomicBoolean ofNegative = new AtomicBoolean();

	private final AtomicBoolean ofTooManyStages = new AtomicBoolean();

	RunWarnings(JobIdentity identity) {
		this.identity = identity;
	}

	void overlapping() {
		logger.warn(
				"Job {} was started again while it was still running. The reports of the two runs overwrite"
						+ " each other. Let one run end before you start the next, or give them different names",
				this.identity);
	}

	void discardedTooLate() {
		logger.info(
				"Job {}: the run was discarded after its start had been reported, so it ends as interrupted. A run that"
						+ " is discarded within a second is not reported at all",
				this.identity);
	}

	/**
	 * After an interruption this is no mistake: the job may need a moment to notice.
	 */
	void late(String what, RunStatus end) {
		if (this.ofLateness.compareAndSet(false, true)) {
			logger.atLevel((end == RunStatus.INTERRUPTED) ? Level.DEBUG : Level.WARN)
				.log("Job {}: {} after the run had ended as {}. This call and all later ones are ignored",
						this.identity, what, end);
		}
	}

	void negative(String what, long number) {
		if (this.ofNegative.compareAndSet(false, true)) {
			logger.warn(
					"Job {}: a negative {} ({}) was ignored. Further negative numbers in this run are ignored silently",
					this.identity, what, number);
		}
	}

	void tooManyStages(String name, String foldedInto) {
		if (this.ofTooManyStages.compareAndSet(false, true)) {
			logger.warn(
					"Job {} has too many stages. Further ones, starting with '{}', are counted together as stage"
							+ " '{}'. Use fewer names, or raise progress.tracker.max-stages",
					this.identity, SafeText.of(name), foldedInto);
		}
	}

	void unreadableStages(Throwable failure) {
		logger.warn("The stages of job {} could not be read when it ended: {}. Its end is reported without them",
				this.identity, SafeText.of(failure.toString()));
	}

}
