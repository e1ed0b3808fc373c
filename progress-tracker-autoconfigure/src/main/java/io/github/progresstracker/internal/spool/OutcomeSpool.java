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
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

import io.github.progresstracker.JobIdentity;
import io.github.progresstracker.JobOutcomes;
import io.github.progresstracker.JobProgress;
import io.github.progresstracker.internal.execution.Guard;
import io.github.progresstracker.internal.files.JobFiles;
import io.github.progresstracker.report.ProgressReporter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the newest success, failure and interruption of each job in a directory until a
 * Pushgateway has them. What a process leaves there is delivered by the next process that
 * runs the same job.
 * <p>
 * The spool is a reporter, so that it learns of the end of a run immediately and on its
 * own thread, even while pushes wait for a gateway that hangs. The reporter that pushes
 * uses the same spool. Thread-safe.
 */
public final class OutcomeSpool implements ProgressReporter {

	private static final Logger logger = LoggerFactory.getLogger(OutcomeSpool.class);

	private static final String OWNER_ONLY = "rw-------";

	private final JobFiles files;

	private final Map<JobIdentity, SpooledJob> jobs = new HashMap<>();

	/** The spool has recovered when none of these is left. */
	private final Set<JobIdentity> failing = new HashSet<>();

	private final Guard guard = new Guard(logger, "Outcomes cannot be kept in the spool directory",
			"Pushes continue, but an outcome that the Pushgateway has not received when the application exits is lost");

	/**
	 * Creates a spool. Nothing is read or written yet.
	 * @param directory where the files are kept; it is created if it does not exist
	 */
	public OutcomeSpool(Path directory) {
		this.files = new JobFiles(directory, OWNER_ONLY);
	}

	@Override
	public synchronized void report(JobProgress progress) {
		SpooledJob job = find(progress.identity());
		job.replace(progress.outcomes());
		save(progress.identity(), job);
	}

	/**
	 * Keeps what is about to be pushed.
	 * @param progress a snapshot of a job
	 * @return what earlier processes left
	 */
	public synchronized JobOutcomes keep(JobProgress progress) {
		SpooledJob job = find(progress.identity());
		job.merge(progress.outcomes());
		save(progress.identity(), job);
		return job.left();
	}

	/**
	 * Removes what was pushed.
	 * @param progress the snapshot that was pushed
	 * @param nothingLeft whether all that earlier processes left is settled as well
	 */
	public synchronized void delivered(JobProgress progress, boolean nothingLeft) {
		SpooledJob job = find(progress.identity());
		job.delivered(progress.outcomes(), nothingLeft);
		save(progress.identity(), job);
	}

	private SpooledJob find(JobIdentity identity) {
		return this.jobs.computeIfAbsent(identity, (unknown) -> new SpooledJob(this.files, identity));
	}

	private void save(JobIdentity identity, SpooledJob job) {
		try {
			job.save();
			if (this.failing.remove(identity) && this.failing.isEmpty()) {
				this.guard.recovered();
			}
		}
		catch (IOException ex) {
			this.failing.add(identity);
			this.guard.failed(ex);
		}
	}

	@Override
	public String destination() {
		return "spool directory " + this.files;
	}

}
