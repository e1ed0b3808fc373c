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

import java.util.List;

import io.github.progresstracker.testing.WatchServices;
import org.jspecify.annotations.Nullable;

/**
 * What to call in tests: the same for all jobs.
 */
final class Pings {

	private Pings() {
	}

	/** A check of healthchecks.io. */
	static JobPings healthchecks(String server) {
		String check = server + "/" + WatchServices.CHECK;
		return new JobPings(PingUrl.of(check + "/start?rid={run}"), PingUrl.of(check + "?rid={run}"),
				PingUrl.of(check + "/fail?rid={run}"), null, true);
	}

	static PingReporter reporter(JobPings pings) {
		return reporter(pings, null);
	}

	static PingReporter reporter(JobPings pings, @Nullable PingSpool spool) {
		return new PingReporter((job) -> pings, List.of(pings), spool);
	}

}
