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
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

import io.github.progresstracker.JobDefinition;
import io.github.progresstracker.JobFailure;
import io.github.progresstracker.JobIdentity;
import io.github.progresstracker.JobOutcomes;
import io.github.progresstracker.JobProgress;
import io.github.progresstracker.JobSuccess;
import io.github.progresstracker.RecordCounts;
import io.github.progresstracker.RunStatus;
import io.github.progresstracker.StageProgress;
import io.github.progresstracker.internal.text.SafeText;
import io.github.progresstracker.report.ProgressReporter;
import io.github.progresstracker.report.RejectedReportException;
import io.github.progresstracker.report.ReporterPolicy;
import io.github.progresstracker.spi.TimeSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls a URL when a run begins and one when it ends, so that a service outside notices
 * jobs that do not run, even if nothing else of the monitoring works.
 * <p>
 * The begin of a run is told before its end or not at all. If it was not told when the
 * run ended, it is told together with the end, but only of a short run: the service
 * measures the time between the two.
 */
public final class PingReporter implements ProgressReporter {

	private static final Logger logger = LoggerFactory.getLogger(PingReporter.class);

	static final ReporterPolicy POLICY = ReporterPolicy.DEFAULT.forEachRun();

	private static final Duration UNLIMITED = Duration.ofDays(1);

	/** That the service takes it for no time at all does no harm. */
	private static final Duration SHORT_RUN = Duration.ofSeconds(5);

	/** The rest of the time is for the end, which is more important. */
	private static final int BEGIN_DIVISOR = 2;

	/** More than can be at work at once, so that a run that never ends is no leak. */
	private static final int MAX_BEGUN = 1000;

	private final Function<JobIdentity, JobPings> pings;

	private final Collection<JobPings> all;

	private final @Nullable PingSpool spool;

	private final TimeSource time;

	private final PingRequest request;

	/** The open runs whose begin is settled: it was told, or the service refused it. */
	private final Set<String> begun = new LinkedHashSet<>();

	/** Why the newest call for a job was refused, if it was. */
	private final Map<JobIdentity, String> refused = new HashMap<>();

	/**
	 * Creates a reporter. Nothing is called yet.
	 * @param pings knows what to call for each job; called on any thread
	 * @param all everything that it may answer
	 * @param spool keeps ends until they are told, or {@code null}
	 */
	public PingReporter(Function<JobIdentity, JobPings> pings, Collection<JobPings> all, @Nullable PingSpool spool) {
		this(pings, all, spool, TimeSource.SYSTEM);
	}

	PingReporter(Function<JobIdentity, JobPings> pings, Collection<JobPings> all, @Nullable PingSpool spool,
			TimeSource time) {
		this.pings = pings;
		this.all = List.copyOf(all);
		this.spool = spool;
		this.time = time;
		this.request = new PingRequest(time);
	}

	@Override
	public void report(JobProgress progress) throws IOException {
		report(progress, UNLIMITED);
	}

	@Override
	public void report(JobProgress progress, Duration patience) throws IOException {
		long start = this.time.nanoTime();
		JobPings urls = this.pings.apply(progress.identity());
		if (this.spool != null) {
			tellLeft(this.spool, progress, urls, patience);
		}
		Duration left = patience.minusNanos(this.time.nanoTime() - start);
		if (progress.status().isEnd()) {
			end(progress, urls, left);
		}
		else {
			begin(progress, urls, left);
		}
	}

	/**
	 * Tells what an earlier process could not, before anything newer: an old failure that
	 * comes after a new success would be taken for the newest state.
	 */
	private void tellLeft(PingSpool spool, JobProgress progress, JobPings urls, Duration patience) throws IOException {
		JobIdentity job = progress.identity();
		RunPing left = spool.left(job);
		PingUrl url = (left != null) ? urls.at(left.status()) : null;
		try {
			if (left != null && url != null) {
				tell(url, job, left, urls, patience.dividedBy(BEGIN_DIVISOR));
			}
			spool.leftIsSettled(job);
		}
		catch (RejectedReportException ex) {
			spool.leftIsSettled(job);
			logger.warn("The ping for the end of an earlier run of job {} was refused by {}: {}", job, destination(),
					ex.getMessage());
		}
		catch (IOException ex) {
			if (!progress.status().isEnd()) {
				throw ex;
			}
			logger.debug("The ping for the end of an earlier run could not be sent", SafeText.of(ex));
		}
	}

	private void begin(JobProgress progress, JobPings urls, Duration patience) throws IOException {
		String run = RunPing.idOf(progress);
		if (urls.start() == null) {
			stillRefused(progress.identity());
		}
		else if (!this.begun.contains(run)) {
			try {
				tell(urls.start(), progress.identity(), RunPing.ofBegin(progress), urls, patience);
				settled(run);
			}
			catch (RejectedReportException ex) {
				settled(run);
				throw ex;
			}
		}
	}

	/** That there is nothing to call does not mean that it works again. */
	private void stillRefused(JobIdentity job) throws RejectedReportException {
		String reason = this.refused.get(job);
		if (reason != null) {
			throw new RejectedReportException(reason);
		}
	}

	private void settled(String run) {
		this.begun.add(run);
		if (this.begun.size() > MAX_BEGUN) {
			Iterator<String> oldest = this.begun.iterator();
			oldest.next();
			oldest.remove();
		}
	}

	private void end(JobProgress progress, JobPings urls, Duration patience) throws IOException {
		PingUrl url = urls.at(progress.status());
		if (url == null) {
			this.begun.remove(RunPing.idOf(progress));
			stillRefused(progress.identity());
			return;
		}
		long start = this.time.nanoTime();
		RejectedReportException refused = beginLate(progress, urls, patience.dividedBy(BEGIN_DIVISOR));
		RunPing end = RunPing.ofEnd(progress);
		try {
			tell(url, progress.identity(), end, urls, patience.minusNanos(this.time.nanoTime() - start));
			settled(progress, end);
		}
		catch (RejectedReportException ex) {
			settled(progress, end);
			throw ex;
		}
		if (refused != null) {
			throw refused;
		}
	}

	private void settled(JobProgress progress, RunPing end) {
		this.begun.remove(RunPing.idOf(progress));
		if (this.spool != null) {
			this.spool.settled(progress.identity(), end);
		}
	}

	private @Nullable RejectedReportException beginLate(JobProgress progress, JobPings urls, Duration patience) {
		if (urls.start() == null || progress.duration().compareTo(SHORT_RUN) >= 0) {
			return null;
		}
		try {
			begin(progress, urls, patience);
		}
		catch (RejectedReportException ex) {
			return ex;
		}
		catch (IOException ex) {
			logger.debug("The ping for the start of a run could not be sent", SafeText.of(ex));
		}
		return null;
	}

	private void tell(PingUrl url, JobIdentity job, RunPing ping, JobPings urls, Duration patience) throws IOException {
		try {
			this.request.send(url, ping, urls, patience);
			this.refused.remove(job);
		}
		catch (RejectedReportException ex) {
			String reason = JobPings.property(ping.status()) + ": " + ex.getMessage();
			this.refused.put(job, reason);
			throw new RejectedReportException(reason, ex);
		}
		catch (IOException ex) {
			throw new IOException(JobPings.property(ping.status()) + ": " + reason(ex), ex);
		}
	}

	/** Many messages are the name of a host and nothing else. */
	private static String reason(IOException failure) {
		String message = String.valueOf(failure.getMessage());
		return message.contains(" ") ? message : failure.getClass().getSimpleName() + ": " + message;
	}

	/**
	 * Loads what the first call needs. Never throws; may be called on any thread, at the
	 * same time as the other methods.
	 */
	@Override
	public void prepare() {
		try {
			Instant then = Instant.ofEpochMilli(1);
			Duration duration = Duration.ofMillis(1234);
			RecordCounts records = new RecordCounts(1000, 1, 3000L);
			RunPing example = RunPing.ofEnd(new JobProgress(JobDefinition.of("example"), RunStatus.FAILED, then,
					duration, records, List.of(new StageProgress("example", true, duration, records)),
					new JobOutcomes(JobSuccess.at(then), new JobFailure(then, "Example", "example", "example"), then)));
			PingUrl url = PingUrl.of(JobPings.servers(this.all).iterator().next());
			if (url != null) {
				PingRequest.rehearse(url, example);
			}
		}
		catch (Throwable ex) {
			// The first call says what is wrong.
			logger.debug("The first ping could not be prepared", SafeText.of(ex));
		}
	}

	@Override
	public ReporterPolicy policy() {
		return POLICY;
	}

	@Override
	public String destination() {
		return String.join(", ", JobPings.servers(this.all)) + " (pings)";
	}

}
