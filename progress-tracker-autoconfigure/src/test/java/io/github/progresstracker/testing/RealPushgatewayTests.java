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

package io.github.progresstracker.testing;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link RealPushgateway} and {@link Exposition}.
 */
@UsesServers
class RealPushgatewayTests {

	@AutoClose
	private final RealPushgateway gateway = RealPushgateway.start();

	@Test
	void pushedMetricsAreExposed() {
		this.gateway.push("job/nightly", "processed{stage=\"load\"} 3\nprocessed 4.5\nlimit +Inf\n");
		assertThat(this.gateway.value("processed", Map.of("job", "nightly", "stage", "load"))).isEqualTo(3);
		assertThat(this.gateway.value("processed", Map.of("job", "nightly"))).isEqualTo(4.5);
		assertThat(this.gateway.value("limit", Map.of("job", "nightly"))).isInfinite();
		assertThat(this.gateway.value("push_time_seconds", Map.of("job", "nightly"))).isPositive();
		assertThat(this.gateway.pushCount()).isOne();
	}

	@Test
	void labelsAreUnescaped() {
		this.gateway.push("job/x", "a{one=\"back\\\\nslash\",two=\"line\\nbreak\",three=\"a \\\"{b,c=}\\\" $1\"} 1\n");
		assertThat(this.gateway.series("a")).extracting(Exposition.Series::labels)
			.isEqualTo(List.of(Map.of("instance", "", "job", "x", "one", "back\\nslash", "two", "line\nbreak", "three",
					"a \"{b,c=}\" $1")));
	}

	@Test
	void aMissingSeriesIsAnErrorThatShowsTheOthers() {
		this.gateway.push("job/x", "a{b=\"c\"} 1\n");
		assertThat(this.gateway.has("a", Map.of("job", "x"))).isFalse();
		assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> this.gateway.value("a", Map.of("job", "x")))
			.withMessageContaining("b=c");
	}

	@Test
	void aRestartForgetsEverythingButTheAddress() {
		String url = this.gateway.url();
		this.gateway.push("job/x", "a 1\n");
		this.gateway.restart();
		assertThat(this.gateway.url()).isEqualTo(url);
		assertThat(this.gateway.series("a")).isEmpty();
		assertThat(this.gateway.pushCount()).isZero();
	}

	@Test
	void aRoutePrefixIsPartOfTheUrl() throws Exception {
		try (RealPushgateway prefixed = RealPushgateway.start("--web.route-prefix=/push/gateway")) {
			prefixed.push("job/x", "a 1\n");
			assertThat(prefixed.url()).endsWith("/push/gateway");
			assertThat(prefixed.has("a", Map.of("job", "x"))).isTrue();
		}
	}

	@Test
	void aGatewayWithAPasswordCanBeRead() throws Exception {
		try (RealPushgateway closed = RealPushgateway.startWithPassword()) {
			closed.push("job/x", "a 1\n");
			assertThat(closed.has("a", Map.of("job", "x"))).isTrue();
		}
	}

}
