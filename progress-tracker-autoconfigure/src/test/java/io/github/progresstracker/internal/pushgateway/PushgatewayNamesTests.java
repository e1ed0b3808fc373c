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

import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

import io.github.progresstracker.JobIdentity;
import io.github.progresstracker.internal.text.SafeText;
import io.github.progresstracker.spi.ManagedRun;
import io.github.progresstracker.testing.Exposition;
import io.github.progresstracker.testing.RealPushgateway;
import io.github.progresstracker.testing.UsesServers;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Any name arrives intact in a real Pushgateway, wherever it is used.
 */
@UsesServers
class PushgatewayNamesTests {

	@AutoClose
	private final RealPushgateway gateway = RealPushgateway.start();

	private final PushgatewayReporter reporter = Settings.of(this.gateway.url()).reporter();

	static Stream<Named<String>> names() {
		return Stream
			.of("my job", "u/admin/script", "/", "//", ".", "..", "a/../b", "+", "a+b", "50%", "%2F", "a&b=c", "=",
					"a?b#c", "job@base64", "größe", "データ", "🚀", "\"quoted\"", "it's", "back\\slash", "\\n",
					"line\nbreak", "carriage\rreturn", "tab\t", "\u0000", " blanks ", "a\u2028b", "{a=\"b\"}",
					"x".repeat(500), "ß/".repeat(250))
			.map((name) -> Named.of(SafeText.of(name), name));
	}

	@ParameterizedTest
	@MethodSource("names")
	void aNameArrivesIntactAsJobAndStage(String name) throws Exception {
		report(JobIdentity.of(name), name);
		assertThatStored(Map.of("job", name), name);
	}

	@ParameterizedTest
	@MethodSource("names")
	void aNameArrivesIntactAsAppNamespaceAndLabel(String name) throws Exception {
		report(Runs.identity("nightly", name, name, "team", name), name);
		assertThatStored(Map.of("job", "nightly", "app", name, "namespace", name, "team", name), name);
	}

	@Test
	void aLoneSurrogateIsReplaced() throws Exception {
		String cut = "cut \uD83D here";
		String replaced = "cut ? here";
		report(Runs.identity(cut, cut, cut, "team", cut), cut);
		assertThatStored(Map.of("job", replaced, "app", replaced, "namespace", replaced, "team", replaced), replaced);
	}

	private void report(JobIdentity identity, String stage) throws Exception {
		ManagedRun run = Runs.begin(identity);
		run.startStage(stage);
		run.inc(7);
		this.reporter.report(run.progress());
	}

	private void assertThatStored(Map<String, String> identity, String stage) {
		Map<String, String> withStage = new HashMap<>(identity);
		withStage.put("stage", stage);
		Exposition stored = this.gateway.exposition();
		assertThat(stored.series("job_records_processed")).hasSize(2);
		assertThat(stored.value("job_records_processed", identity)).isEqualTo(7);
		assertThat(stored.value("job_records_processed", withStage)).isEqualTo(7);
		assertThat(stored.value("push_time_seconds", identity)).isPositive();
	}

}
