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
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

import io.github.progresstracker.JobIdentity;
import io.github.progresstracker.JobOutcomes;
import io.github.progresstracker.JobProgress;
import io.github.progresstracker.internal.spool.OutcomeSpool;
import io.github.progresstracker.internal.text.SafeText;
import io.github.progresstracker.report.RejectedReportException;
import io.github.progresstracker.spi.TimeSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Adds what earlier processes left in the spool to a push, unless the Pushgateway already
 * has newer outcomes. While it is unknown what the gateway has, what was left stays in
 * the spool: an old failure that replaces a newer one is worse than one that arrives
 * late. Used by the thread of one reporter only.
 */
final class UndeliveredOutcomes {

	private static final Logger logger = LoggerFactory.getLogger(PushgatewayReporter.class);

	/**
	 * How long it takes until a gateway that accepts pushes, but does not say what it
	 * has, is asked again.
	 */
	private static final long ASK_AGAIN_NANOS = Duration.ofMinutes(10).toNanos();

	/** The question may take a quarter of the time: the push is more important. */
	private static final int QUESTION_DIVISOR = 4;

	private final OutcomeSpool spool;

	private final GatewayOutcomes gateway;

	private final TimeSource time;

	private final Map<JobIdentity, Long> postponedNanos = new HashMap<>();

	private @Nullable String reason;

	private boolean warned;

	UndeliveredOutcomes(OutcomeSpool spool, GatewayOutcomes gateway, TimeSource time) {
		this.spool = spool;
		this.gateway = gateway;
		this.time = time;
	}

	/**
	 * Pushes a snapshot together with what was left.
	 * @param progress the snapshot
	 * @param patience how long it may take
	 * @param push pushes the snapshot
	 * @throws IOException if the snapshot could not be pushed; everything then stays in
	 * the spool
	 */
	void push(JobProgress progress, Duration patience, Pusher push) throws IOException {
		long start = this.time.nanoTime();
		JobIdentity identity = progress.identity();
		JobOutcomes left = this.spool.keep(progress);
		JobOutcomes stored = left.equals(JobOutcomes.NONE) ? JobOutcomes.NONE
				: ask(identity, patience.dividedBy(QUESTION_DIVISOR));
		JobOutcomes along = (stored != null) ? left.newerThan(stored) : JobOutcomes.NONE;
		try {
			push.push(progress.withOutcomes(progress.outcomes().orElse(along)),
					patience.minusNanos(this.time.nanoTime() - start));
		}
		catch (RejectedReportException ex) {
			throw progress.status().isEnd()
					? new RejectedReportException(ex.getMessage() + "; the end stays in the spool directory", ex) : ex;
		}
		this.spool.delivered(progress, stored != null);
		if (stored == null) {
			postpone(identity);
		}
	}

	private @Nullable JobOutcomes ask(JobIdentity identity, Duration patience) {
		Long postponed = this.postponedNanos.get(identity);
		if (postponed != null && this.time.nanoTime() - postponed < ASK_AGAIN_NANOS) {
			return null;
		}
		this.postponedNanos.remove(identity);
		try {
			return this.gateway.of(identity, patience);
		}
		catch (IOException | RuntimeException ex) {
			this.reason = ex.getMessage();
			return null;
		}
	}

	private void postpone(JobIdentity identity) {
		this.postponedNanos.putIfAbsent(identity, this.time.nanoTime());
		if (!this.warned) {
			this.warned = true;
			logger.warn(
					"The outcomes of an earlier run of job {} stay in the spool directory, because it is unknown whether"
							+ " the Pushgateway has newer ones: {}",
					identity, SafeText.of(String.valueOf(this.reason)));
		}
	}

	/**
	 * Pushes a snapshot.
	 */
	@FunctionalInterface
	interface Pusher {

		void push(JobProgress progress, Duration patience) throws IOException;

	}

}
