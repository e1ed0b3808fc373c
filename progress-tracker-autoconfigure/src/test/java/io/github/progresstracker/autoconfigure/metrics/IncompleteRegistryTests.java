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

package io.github.progresstracker.autoconfigure.metrics;

import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.SpringBootVersion;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What it looks like on a Spring Boot whose Micrometer is too old, a module of its own
 * shows.
 */
@ExtendWith(OutputCaptureExtension.class)
class IncompleteRegistryTests {

	@ParameterizedTest
	@ValueSource(strings = { "1.16.8", "1.16.0-M1", "1.9.17", "1.16" })
	void whatIsTooOldIsIncomplete(String version) {
		assertThat(IncompleteRegistry.isIncomplete(version)).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "1.17.0", "1.17.0-RC1", "1.18.2", "2.0.0", "2", "", "unknown" })
	void whatIsNewerOrUnknownIsNot(String version) {
		assertThat(IncompleteRegistry.isIncomplete(version)).isFalse();
	}

	@Test
	void theWarningSaysWhatHappensAndWhatToDo() {
		assertThat(IncompleteRegistry.warning("1.16.8")).isEqualTo("This application runs on Spring Boot "
				+ SpringBootVersion.getVersion()
				+ " (Micrometer 1.16.8): its meter registry shows only a part of the job"
				+ " metrics. Stages are missing, and so are jobs whose labels differ from those of the first one. Pushes are"
				+ " complete. Upgrade to Spring Boot 4.1, which comes with Micrometer 1.17, or turn these gauges off with"
				+ " progress.tracker.metrics.enabled=false");
	}

	@Test
	void onlyARegistryForPrometheusMatters() {
		PrometheusMeterRegistry prometheus = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
		assertThat(IncompleteRegistry.prometheus(prometheus)).isEqualTo(PrometheusMeterRegistry.class);
		assertThat(IncompleteRegistry.prometheus(new PrometheusMeterRegistry(PrometheusConfig.DEFAULT) {
		})).isEqualTo(PrometheusMeterRegistry.class);
		CompositeMeterRegistry composite = new CompositeMeterRegistry().add(new SimpleMeterRegistry());
		assertThat(IncompleteRegistry.prometheus(composite)).isNull();
		composite.add(new CompositeMeterRegistry().add(prometheus));
		assertThat(IncompleteRegistry.prometheus(composite)).isEqualTo(PrometheusMeterRegistry.class);
		assertThat(IncompleteRegistry.prometheus(new SimpleMeterRegistry())).isNull();
	}

	@Test
	void gaugesThatAreTurnedOffDoNotMatter() {
		MockEnvironment environment = new MockEnvironment();
		assertThat(IncompleteRegistry.showsGauges(environment)).isTrue();
		environment.setProperty("management.metrics.enable.all", "false");
		assertThat(IncompleteRegistry.showsGauges(environment)).isFalse();
		environment.setProperty("management.metrics.enable.job", "true");
		assertThat(IncompleteRegistry.showsGauges(environment)).isTrue();
		environment.setProperty("management.metrics.enable.job", "false");
		assertThat(IncompleteRegistry.showsGauges(environment)).isFalse();
	}

	@Test
	void theVersionIsKnownAndNewEnoughHere(CapturedOutput output) {
		assertThat(PrometheusMeterRegistry.class.getPackage().getImplementationVersion()).startsWith("1.");
		IncompleteRegistry.warnOf(new PrometheusMeterRegistry(PrometheusConfig.DEFAULT), new MockEnvironment());
		assertThat(output).isEmpty();
	}

}
