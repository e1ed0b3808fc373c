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
import java.net.URL;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;

import io.github.progresstracker.JobDefinition;
import io.github.progresstracker.JobFailure;
import io.github.progresstracker.JobIdentity;
import io.github.progresstracker.JobOutcomes;
import io.github.progresstracker.JobProgress;
import io.github.progresstracker.JobSuccess;
import io.github.progresstracker.RecordCounts;
import io.github.progresstracker.RunStatus;
import io.github.progresstracker.StageProgress;
import io.github.progresstracker.WorkDone;
import io.github.progresstracker.internal.http.DeadlineWatch;
import io.github.progresstracker.internal.http.TlsFailure;
import io.github.progresstracker.internal.metrics.PrometheusSnapshots;
import io.github.progresstracker.internal.spool.OutcomeSpool;
import io.github.progresstracker.internal.text.SafeText;
import io.github.progresstracker.report.ProgressReporter;
import io.github.progresstracker.report.RejectedReportException;
import io.github.progresstracker.report.ReporterPolicy;
import io.github.progresstracker.spi.TimeSource;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Pushes reports to a Prometheus Pushgateway. It uses the method POST only: what a report
 * does not contain, such as the last success of an earlier run, stays in the gateway.
 * <p>
 * Reports are idempotent, so it does no harm that the JDK sends one again if the server
 * closes the connection without a response.
 */
public final class PushgatewayReporter implements ProgressReporter {

	private static final Logger logger = LoggerFactory.getLogger(PushgatewayReporter.class);

	private static final TlsFailure TLS = new TlsFailure("gateway", "progress.tracker.pushgateway.ssl.bundle");

	private static final Duration UNLIMITED = Duration.ofSeconds(Long.MAX_VALUE);

	/** A gateway with many jobs may take this long to list them. */
	private static final Duration QUESTION_TIME = Duration.ofSeconds(10);

	/**
	 * A job that runs ten times a second costs no more than one that runs every minute.
	 */
	private static final Duration ROUTINE_INTERVAL = Duration.ofMinutes(1);

	private final PushgatewaySettings settings;

	private final ReporterPolicy policy;

	private final @Nullable IncludedMetrics included;

	private final TimeSource time;

	private final RefusedMetrics refused;

	private final RefusedMetrics refusedIncluded;

	private final DeadlineWatch watch = new DeadlineWatch();

	private final LibraryPush library = new LibraryPush();

	private final GatewayOutcomes outcomes;

	private final @Nullable UndeliveredOutcomes undelivered;

	private @Nullable Group newest;

	/**
	 * Creates a reporter. Nothing is sent yet.
	 * @param settings how the Pushgateway is reached
	 */
	public PushgatewayReporter(PushgatewaySettings settings) {
		this(settings, null, null);
	}

	/**
	 * Creates a reporter. Nothing is sent yet.
	 * @param settings how the Pushgateway is reached
	 * @param spool keeps outcomes until they are delivered, or {@code null}
	 * @param included metrics of the application that are pushed with each job, or
	 * {@code null}
	 */
	public PushgatewayReporter(PushgatewaySettings settings, @Nullable OutcomeSpool spool,
			@Nullable IncludedMetrics included) {
		this(settings, spool, included, TimeSource.SYSTEM);
	}

	PushgatewayReporter(PushgatewaySettings settings, @Nullable OutcomeSpool spool, @Nullable IncludedMetrics included,
			TimeSource time) {
		this.settings = settings;
		this.policy = ReporterPolicy.DEFAULT.withMinInterval(settings.minInterval())
			.withRoutineInterval(ROUTINE_INTERVAL);
		this.included = included;
		this.time = time;
		this.refused = new RefusedMetrics(destination(settings), time);
		this.refusedIncluded = new RefusedMetrics(destination(settings), time);
		this.outcomes = new GatewayOutcomes(settings, time, this.watch);
		this.undelivered = (spool != null) ? new UndeliveredOutcomes(spool, this.outcomes, time) : null;
	}

	@Override
	public void report(JobProgress progress) throws IOException {
		report(progress, UNLIMITED);
	}

	@Override
	public void report(JobProgress progress, Duration patience) throws IOException {
		if (this.undelivered != null) {
			this.undelivered.push(progress, patience, this::push);
		}
		else {
			push(progress, patience);
		}
	}

	private void push(JobProgress progress, Duration patience) throws IOException {
		long start = this.time.nanoTime();
		URL url = url(progress.identity());
		push(url, progress.identity(), metricsOf(progress), this.refused, patience);
		if (this.included != null) {
			// Separately, and after what matters: they may be refused, slow, or large
			MetricSnapshots metrics = this.included.of(progress, patience.minusNanos(this.time.nanoTime() - start));
			try {
				push(url, progress.identity(), metrics, this.refusedIncluded,
						patience.minusNanos(this.time.nanoTime() - start));
			}
			catch (RejectedReportException ex) {
				this.included.refused(ex);
			}
		}
	}

	/** Most processes run one job. */
	private URL url(JobIdentity identity) throws IOException {
		Group group = this.newest;
		if (group == null || !group.identity.equals(identity)) {
			group = new Group(identity, GroupUrl.of(this.settings.address(), identity));
			this.newest = group;
		}
		return group.url;
	}

	private void push(URL url, JobIdentity identity, MetricSnapshots metrics, RefusedMetrics refusedBefore,
			Duration patience) throws IOException {
		if (metrics.size() == 0) {
			return;
		}
		try (GatewayExchange exchange = begin(patience)) {
			GatewayResponse response = push(exchange, url, identity, metrics, refusedBefore, this.library);
			if (!response.isAccepted()) {
				throw GatewayErrors.of(response);
			}
		}
		catch (IOException ex) {
			throw TLS.explain(ex, url.getProtocol().equals("https"));
		}
	}

	private GatewayResponse push(GatewayExchange exchange, URL url, JobIdentity identity, MetricSnapshots metrics,
			RefusedMetrics refusedBefore, LibraryPush through) throws IOException {
		return refusedBefore.push(identity, metrics,
				(part) -> exchange.post(url, part, through).without(this.settings.credentials()));
	}

	private GatewayExchange begin(Duration patience) throws IOException {
		return new GatewayExchange(this.settings, patience, this.time, this.watch);
	}

	private MetricSnapshots metricsOf(JobProgress progress) {
		return PrometheusSnapshots.of(progress, this.settings.failureMessage(), Collections.emptyMap());
	}

	/**
	 * Loads what the first push needs, which takes much longer than the push itself.
	 * Makes the request of a push, and neither sends it nor looks for the gateway. Never
	 * throws; may be called on any thread, at the same time as the other methods.
	 */
	@Override
	public void prepare() {
		try (GatewayExchange exchange = begin(UNLIMITED).rehearsal()) {
			JobProgress example = example();
			GatewayResponse response = push(exchange, GroupUrl.of(this.settings.address(), example.identity()),
					example.identity(), metricsOf(example), new RefusedMetrics(destination(), this.time),
					new LibraryPush());
			logger.trace("Prepared the first push: {}", response);
		}
		catch (Throwable ex) {
			// The first push says what is wrong.
			logger.debug("The first push could not be prepared", SafeText.of(ex));
		}
	}

	/** Has some of everything that a report may contain. */
	private static JobProgress example() {
		RecordCounts records = new RecordCounts(1000, 1, 3000L);
		Duration duration = Duration.ofMillis(1234);
		Instant then = Instant.ofEpochMilli(1);
		WorkDone work = new WorkDone(duration, 1000);
		JobSuccess success = new JobSuccess(then, work, Map.of("example", work), true);
		return new JobProgress(JobDefinition.of("example"), RunStatus.RUNNING, then, duration, records,
				List.of(new StageProgress("example", true, duration, records)),
				new JobOutcomes(success, new JobFailure(then, "Example", "example", "example"), then));
	}

	/**
	 * Asks the gateway, unless that is turned off.
	 */
	@Override
	public @Nullable JobSuccess lastSuccess(JobIdentity identity) throws IOException {
		return this.settings.readLastSuccess() ? this.outcomes.of(identity, QUESTION_TIME).lastSuccess() : null;
	}

	@Override
	public ReporterPolicy policy() {
		return this.policy;
	}

	@Override
	public String destination() {
		return destination(this.settings);
	}

	private static String destination(PushgatewaySettings settings) {
		return "Pushgateway " + settings.address();
	}

	/**
	 * The group of a job, compared as a whole.
	 */
	private static final class Group {

		private final JobIdentity identity;

		private final URL url;

		private Group(JobIdentity identity, URL url) {
			this.identity = identity;
			this.url = url;
		}

	}

}
