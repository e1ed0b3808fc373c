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

package io.github.progresstracker.autoconfigure.diagnostics;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class PropertyNamesTests {

	private final PropertyNames properties = PropertyNames.ofProperties();

	private final PropertyNames variables = PropertyNames.ofVariables();

	@ParameterizedTest
	@CsvSource({ "success-intervall,success-interval", "hartbeat,heartbeat", "pushgatway.url,pushgateway.url",
			"pushgateway-url,pushgateway.url", "pushgateway.ulr,pushgateway.url", "lables.team,labels.team",
			"job.nightly.max-duration,jobs.nightly.max-duration", "jobs.nightly.maxduratoin,jobs.nightly.max-duration",
			"jobs.nightly.lables.team,jobs.nightly.labels.team",
			"jobs.Nightly.load.success-interval,jobs[Nightly.load].success-interval",
			"jobs.nightly.succes-schedule.cron,jobs.nightly.success-schedule.cron", "apps,app",
			"terminal.mod,terminal.mode", "push.includes,push.include" })
	void aMisspelledNameIsFound(String written, String meant) {
		assertThat(this.properties.nearest(parts(written))).isEqualTo(meant);
	}

	@ParameterizedTest
	@CsvSource({ "url,pushgateway.url", "spool-directory,pushgateway.spool-directory",
			"nightly.success-interval,jobs.nightly.success-interval", "cron,success-schedule.cron" })
	void aNameWithoutItsGroupIsFound(String written, String meant) {
		assertThat(this.properties.nearest(parts(written))).isEqualTo(meant);
	}

	@ParameterizedTest
	@CsvSource({ "ping.success.url,ping.success", "jobs.nightly.ping.success.url,jobs.nightly.ping.success",
			"enabled.x.y,enabled" })
	void aNameThatGoesOnTooFarIsFound(String written, String meant) {
		assertThat(this.properties.nearest(parts(written))).isEqualTo(meant);
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "retries", "pushgateway.retries", "pushgateway.host", "jobs.nightly.retries", "jobs.nightly" })
	void nothingIsGuessedIfNoNameIsNear(String written) {
		assertThat(this.properties.nearest(parts(written))).isNull();
	}

	@Test
	void theOthersOfAGroupAreListed() {
		assertThat(this.properties.inGroupOf(parts("success-schedule.time"))).containsExactly("cron", "zone");
		assertThat(this.properties.inGroupOf(parts("jobs.nightly.retries"))).contains("max-duration", "labels.*")
			.doesNotContain("heartbeat");
		assertThat(this.properties.inGroupOf(parts("retries"))).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "JOB", "SUCCESS_INTERVAL", "SUCCESSINTERVAL", "PUSHGATEWAY_SSL_BUNDLE", "LABELS_TEAM",
			"PUSH_INCLUDE", "PUSH_INCLUDE_0", "JOBS_NIGHTLY_NAME", "JOBS_NIGHTLY_MAXDURATION",
			"JOBS_NIGHTLY_MAX_DURATION", "JOBS_NIGHTLY_LABELS_TEAM", "JOBS_NIGHTLY_SUCCESSSCHEDULE_CRON", "job" })
	void aVariableThatSetsAPropertyIsKnown(String variable) {
		assertThat(this.variables.contain(List.of(variable.split("_")))).isTrue();
	}

	@ParameterizedTest
	@CsvSource({ "SUCCES_INTERVAL,SUCCESS_INTERVAL", "SUCCESINTERVAL,SUCCESSINTERVAL", "HARTBEAT,HEARTBEAT",
			"PUSHGATEWAY_ULR,PUSHGATEWAY_URL", "PUSH_GATEWAY_URL,PUSHGATEWAY_URL",
			"JOBS_NIGHTLY_SUCCES_INTERVAL,JOBS_NIGHTLY_SUCCESS_INTERVAL",
			"JOBS_NIGHTLY_LOAD_SUCCESSINTERVAL,JOBS_NIGHTLYLOAD_SUCCESSINTERVAL", "LABLES_TEAM,LABELS_TEAM" })
	void aMisspelledVariableIsFound(String written, String meant) {
		assertThat(this.variables.contain(List.of(written.split("_")))).isFalse();
		assertThat(this.variables.nearest(List.of(written.split("_")))).isEqualTo(meant);
	}

	private static List<String> parts(String name) {
		return List.of(name.split("\\."));
	}

}
