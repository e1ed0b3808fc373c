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
import java.net.URI;
import java.time.Duration;

import io.github.progresstracker.JobIdentity;
import io.github.progresstracker.JobOutcomes;
import io.github.progresstracker.internal.http.DeadlineWatch;
import io.github.progresstracker.internal.metrics.OutcomeParser;
import io.github.progresstracker.spi.TimeSource;

/**
 * Asks a Pushgateway which outcomes of a job it has. It shows the metrics of one group
 * only together with those of all others.
 */
final class GatewayOutcomes {

	private final PushgatewaySettings settings;

	private final TimeSource time;

	private final DeadlineWatch watch;

	GatewayOutcomes(PushgatewaySettings settings, TimeSource time, DeadlineWatch watch) {
		this.settings = settings;
		this.time = time;
		this.watch = watch;
	}

	/**
	 * Asks the gateway.
	 * @param identity the job
	 * @param patience how long it may take, unless the timeouts are shorter
	 * @return the outcomes that the gateway has
	 * @throws IOException if it does not say
	 */
	JobOutcomes of(JobIdentity identity, Duration patience) throws IOException {
		try (GatewayExchange exchange = new GatewayExchange(this.settings, patience, this.time, this.watch)) {
			return exchange.get(URI.create(this.settings.address() + "/metrics").toURL(),
					(lines) -> OutcomeParser.find(lines, identity));
		}
	}

}
