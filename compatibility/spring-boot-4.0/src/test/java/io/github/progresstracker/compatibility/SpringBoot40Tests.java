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

package io.github.progresstracker.compatibility;

import java.util.Map;

import io.github.progresstracker.testing.JavaProcess;
import io.github.progresstracker.testing.RealPushgateway;
import io.github.progresstracker.testing.UsesServers;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import org.springframework.boot.SpringBootVersion;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What works on Spring Boot 4.0, and what is lost there.
 */
@UsesServers
class SpringBoot40Tests {

	private static final Map<String, String> IMPORT = Map.of("job", "import");

	private static final Map<String, String> CLEANUP = Map.of("job", "cleanup", "team", "data");

	@AutoClose
	private final RealPushgateway gateway = RealPushgateway.start();

	@Test
	void everythingIsPushedAndAWarningTellsWhatTheRegistryLoses() {
		assertThat(SpringBootVersion.getVersion()).startsWith("4.0.");
		try (JavaProcess application = JavaProcess.start(ImportApplication.class,
				Map.of("PUSHGATEWAY", this.gateway.url()), "--progress.tracker.job=import",
				"--progress.tracker.jobs.cleanup.labels.team=data")) {
			assertThat(application.exitCode()).as(application.output()).isZero();
			assertThat(application.output()).containsOnlyOnce("This application runs on Spring Boot 4.0.")
				.containsOnlyOnce("shows only a part of the job metrics")
				.contains("\njob_running{job=\"import\"} ")
				.doesNotContain("stage=\"", "\njob_running{job=\"cleanup\"");
		}
		assertThat(this.gateway.value("job_records_processed", IMPORT)).isEqualTo(5);
		assertThat(this.gateway.value("job_records_processed", stage("load"))).isEqualTo(3);
		assertThat(this.gateway.value("job_records_expected", stage("load"))).isEqualTo(3);
		assertThat(this.gateway.value("job_records_processed", stage("index"))).isEqualTo(2);
		assertThat(this.gateway.value("job_last_success", IMPORT)).isPositive();
		assertThat(this.gateway.value("job_records_processed", CLEANUP)).isOne();
		assertThat(this.gateway.value("job_last_success", CLEANUP)).isPositive();
	}

	private static Map<String, String> stage(String name) {
		return Map.of("job", "import", "stage", name);
	}

}
