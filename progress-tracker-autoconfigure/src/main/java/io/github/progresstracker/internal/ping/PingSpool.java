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

package io.github.progresstracker.internal.ping;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

import io.github.progresstracker.JobIdentity;
import io.github.progresstracker.JobProgress;
import io.github.progresstracker.internal.execution.Guard;
import io.github.progresstracker.internal.files.JobFiles;
import io.github.progresstracker.report.ProgressReporter;
import io.github.progresstracker.report.ReporterPolicy;
import io.github.progresstracker.spi.TimeSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the newest end of each job in a directory until a service was told of it. What a
 * process leaves there is told by the next process that runs the same job. The files
 * contain no URL.
 * <p>
 * The spool is a reporter, so that it learns of the end of a run immediately and on its
 * own thread, even while calls wait for a service that hangs. Thread-safe.
 */
public final class PingSpool implements ProgressReporter {

	private static final Logger logger = LoggerFactory.getLogger(PingSpool.class);

	private static final String OWNER_ONLY = "rw-------";

	private final JobFiles files;

	private final Function<JobIdentity, JobPings> pings;

	private final TimeSource time;

	private final Map<JobIdentity, SpooledEnd> jobs = new HashMap<>();

	/** The spool has recovered when none of these is left. */
	private final Set<JobIdentity> failing = new HashSet<>();

	private final Guard guard = new Guard(logger, "The end of a run cannot be kept in the spool directory",
			"Pings continue, but an end whose ping has not been sent when the application exits is lost");

	/**
	 * Creates a spool. Nothing is read or written yet.
	 * @param directory where the files are kept; it is created if it does not exist
	 * @param pings knows what to call for each job; called on any thread
	 */
	public PingSpool(Path directory, Function<JobIdentity, JobPings> pings) {
		this(directory, pings, TimeSource.SYSTEM);
	}

	PingSpool(Path directory, Function<JobIdentity, JobPings> pings, TimeSource time) {
		this.files = new JobFiles(directory, OWNER_ONLY);
		this.pings = pings;
		this.time = time;
	}

	@Override
	public void report(JobProgress progress) {
		JobIdentity job = progress.identity();
		if (progress.status().isEnd() && this.pings.apply(job).at(progress.status()) != null) {
			RunPing end = RunPing.ofEnd(progress);
			if (update(job, (spooled) -> spooled.keep(end))) {
				recovered(job);
			}
		}
	}

	private synchronized void recovered(JobIdentity job) {
		if (this.failing.remove(job) && this.failing.isEmpty()) {
			this.guard.recovered();
		}
	}

	/**
	 * What an earlier process could not tell.
	 * @param job the job
	 * @return the newest end, or {@code null} if nothing is left
	 */
	synchronized @Nullable RunPing left(JobIdentity job) {
		boolean unused = update(job, SpooledEnd::takeOver);
		return find(job).left();
	}

	/**
	 * Notes that nothing has to be done any more about what was left.
	 * @param job the job
	 */
	void leftIsSettled(JobIdentity job) {
		boolean unused = update(job, SpooledEnd::removeLeft);
	}

	/**
	 * Notes that a service was told of an end, or refused it.
	 * @param job the job
	 * @param end the end; older ones of the job are obsolete
	 */
	void settled(JobIdentity job, RunPing end) {
		boolean unused = update(job, (spooled) -> spooled.settled(end));
	}

	private synchronized boolean update(JobIdentity job, Update update) {
		try {
			update.apply(find(job));
			return true;
		}
		catch (IOException ex) {
			this.failing.add(job);
			this.guard.failed(ex);
			return false;
		}
	}

	private SpooledEnd find(JobIdentity job) {
		return this.jobs.computeIfAbsent(job, (unknown) -> new SpooledEnd(this.files, job, this.time));
	}

	@Override
	public ReporterPolicy policy() {
		return PingReporter.POLICY;
	}

	@Override
	public String destination() {
		return "spool directory " + this.files + " (pings)";
	}

	@FunctionalInterface
	private interface Update {

		void apply(SpooledEnd spooled) throws IOException;

	}

}
