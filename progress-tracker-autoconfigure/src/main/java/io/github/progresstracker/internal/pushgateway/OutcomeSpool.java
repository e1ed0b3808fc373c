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
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

import io.github.progresstracker.JobIdentity;
import io.github.progresstracker.JobOutcomes;
import io.github.progresstracker.JobProgress;
import io.github.progresstracker.internal.files.JobFiles;
import io.github.progresstracker.internal.text.SafeText;
import io.github.progresstracker.report.ProgressReporter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the newest success, failure and interruption of each job in a directory until a
 * Pushgateway has them. What a process leaves there, the next one of the same job
 * delivers.
 * <p>
 * Being a reporter, it learns of the end of a run on a thread of its own and at once,
 * though the pushes may wait for a gateway that hangs. A {@link PushgatewayReporter} that
 * is given the spool uses it as well. Thread-safe.
 */
public final class OutcomeSpool implements ProgressReporter {

	private static final Logger logger = LoggerFactory.getLogger(OutcomeSpool.class);

	private static final String ONLY_FOR_OWNER = "rw-------";

	private final JobFiles files;

	private final Map<JobIdentity, SpooledJob> jobs = new HashMap<>();

	private final Set<JobIdentity> troubled = new HashSet<>();

	/**
	 * Creates a spool. Nothing is read or written yet.
	 * @param directory where the files are kept; it is created if it does not exist
	 */
	public OutcomeSpool(Path directory) {
		this.files = new JobFiles(directory, ONLY_FOR_OWNER);
	}

	@Override
	public synchronized void report(JobProgress progress) {
		SpooledJob job = find(progress.identity());
		job.knows(progress.outcomes());
		save(progress.identity(), job);
	}

	/**
	 * Keeps what is about to be pushed.
	 * @param progress a snapshot of a job
	 * @return what earlier processes left
	 */
	synchronized JobOutcomes keep(JobProgress progress) {
		SpooledJob job = find(progress.identity());
		job.learns(progress.outcomes());
		save(progress.identity(), job);
		return job.left();
	}

	/**
	 * Forgets what was pushed.
	 * @param progress the snapshot that was pushed
	 * @param leftAsWell whether nothing of what was left is to be pushed any more
	 */
	synchronized void delivered(JobProgress progress, boolean leftAsWell) {
		SpooledJob job = find(progress.identity());
		job.delivered(progress.outcomes(), leftAsWell);
		save(progress.identity(), job);
	}

	private SpooledJob find(JobIdentity identity) {
		return this.jobs.computeIfAbsent(identity, (unknown) -> new SpooledJob(this.files, identity));
	}

	private void save(JobIdentity identity, SpooledJob job) {
		try {
			job.save();
			this.troubled.remove(identity);
		}
		catch (IOException ex) {
			if (this.troubled.isEmpty()) {
				logger.warn(
						"The ends of runs can not be kept in the spool: {}. Pushes go on; what no Pushgateway has when"
								+ " the application ends is lost",
						SafeText.of(String.valueOf(ex.getMessage())));
			}
			this.troubled.add(identity);
			if (logger.isDebugEnabled()) {
				logger.debug("The spool failed", SafeText.of(ex));
			}
		}
	}

	@Override
	public String destination() {
		return "spool directory " + this.files;
	}

}
