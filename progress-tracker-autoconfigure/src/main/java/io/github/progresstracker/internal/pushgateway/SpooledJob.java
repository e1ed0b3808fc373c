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
package io.github.progresstracker.internal.pushgateway;

import java.io.IOException;

import io.github.progresstracker.JobIdentity;
import io.github.progresstracker.JobOutcomes;
import io.github.progresstracker.internal.files.JobFiles;

/**
 * What a spool knows of one job. Not thread-safe: {@link OutcomeSpool} guards it.
 */
final class SpooledJob {

	private final SpoolFile file;

	private boolean tookOver;

	/** Ends that earlier processes did not deliver. */
	private JobOutcomes left = JobOutcomes.NONE;

	/** Ends of runs in this process, all of them. */
	private JobOutcomes known = JobOutcomes.NONE;

	/** What of them is delivered. */
	private JobOutcomes delivered = JobOutcomes.NONE;

	SpooledJob(JobFiles files, JobIdentity identity) {
		this.file = new SpoolFile(files, identity);
	}

	/**
	 * Takes note of the newest ends.
	 * @param outcomes the ends of runs in this process
	 */
	void knows(JobOutcomes outcomes) {
		this.known = outcomes;
	}

	/**
	 * Takes note of ends that may be newer or older than those known already.
	 * @param outcomes the ends of runs in this process
	 */
	void learns(JobOutcomes outcomes) {
		this.known = outcomes.newerThan(this.known).orElse(this.known);
	}

	/**
	 * Takes note of a delivery.
	 * @param outcomes the ends of runs in this process that it contained
	 * @param leftAsWell whether nothing that was left is to be delivered any more
	 */
	void delivered(JobOutcomes outcomes, boolean leftAsWell) {
		this.delivered = outcomes;
		if (leftAsWell) {
			this.left = JobOutcomes.NONE;
		}
	}

	/**
	 * What earlier processes did not deliver, and no run in this process made out of
	 * date.
	 * @return the ends that are left
	 */
	JobOutcomes left() {
		return this.left.without(this.known);
	}

	/**
	 * Makes the file hold what is not delivered.
	 * @throws IOException if that is not possible
	 */
	void save() throws IOException {
		if (!this.tookOver) {
			this.left = this.file.takeOver();
			this.tookOver = true;
		}
		this.file.write(this.known.equals(this.delivered) ? left() : this.known.orElse(this.left));
	}

}
