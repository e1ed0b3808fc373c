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

package io.github.progresstracker.internal.spool;

import java.io.IOException;

import io.github.progresstracker.JobIdentity;
import io.github.progresstracker.JobOutcomes;
import io.github.progresstracker.internal.files.JobFiles;

/**
 * What a spool knows about one job. Not thread-safe: {@link OutcomeSpool} guards it.
 */
final class SpooledJob {

	private final SpoolFile file;

	private boolean takenOver;

	/** Outcomes that earlier processes did not deliver. */
	private JobOutcomes left = JobOutcomes.NONE;

	/** All outcomes of runs in this process. */
	private JobOutcomes known = JobOutcomes.NONE;

	/** Those of them that are delivered. */
	private JobOutcomes delivered = JobOutcomes.NONE;

	SpooledJob(JobFiles files, JobIdentity identity) {
		this.file = new SpoolFile(files, identity);
	}

	/**
	 * Replaces the outcomes of this process.
	 * @param outcomes the newest outcomes of runs in this process
	 */
	void replace(JobOutcomes outcomes) {
		this.known = outcomes;
	}

	/**
	 * Adds outcomes that may be newer or older than those known already.
	 * @param outcomes outcomes of runs in this process
	 */
	void merge(JobOutcomes outcomes) {
		this.known = outcomes.newerThan(this.known).orElse(this.known);
	}

	/**
	 * Records a delivery.
	 * @param outcomes the outcomes of this process that were delivered
	 * @param nothingLeft whether all that earlier processes left is settled as well
	 */
	void delivered(JobOutcomes outcomes, boolean nothingLeft) {
		this.delivered = outcomes;
		if (nothingLeft) {
			this.left = JobOutcomes.NONE;
		}
	}

	/**
	 * What earlier processes did not deliver, unless runs in this process have made it
	 * obsolete.
	 * @return the outcomes that are left
	 */
	JobOutcomes left() {
		return this.left.without(this.known);
	}

	/**
	 * Writes what is not delivered to the file.
	 * @throws IOException if that is not possible
	 */
	void save() throws IOException {
		if (!this.takenOver) {
			this.left = this.file.takeOver();
			this.takenOver = true;
		}
		this.file.write(this.known.equals(this.delivered) ? left() : this.known.orElse(this.left));
	}

}
