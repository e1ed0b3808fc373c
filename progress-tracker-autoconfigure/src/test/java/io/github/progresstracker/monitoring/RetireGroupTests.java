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

package io.github.progresstracker.monitoring;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.github.progresstracker.testing.ProgramRun;
import io.github.progresstracker.testing.RealPushgateway;
import io.github.progresstracker.testing.RequiredProgram;
import io.github.progresstracker.testing.UsesServers;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the script {@code samples/monitoring/retire-group} on a real Pushgateway,
 * with the labels of alerts.
 */
@UsesServers
class RetireGroupTests {

	private static final String SUCCESS = "# TYPE job_last_success gauge\njob_last_success%s 1700000000\n";

	@AutoClose
	private final RealPushgateway gateway = RealPushgateway.start();

	@BeforeEach
	void requireCurl() {
		RequiredProgram.CURL.find();
	}

	@Test
	void labelsAddedByTheScrapeAreIgnored() {
		push("job/nightly/app/catalog", "");
		push("job/nightly/app/other", "");
		push("job/nightly", "");
		ProgramRun run = retire("job=nightly", "app=catalog", "pod=gateway-0", "namespace=monitoring");
		assertThat(run.exitCode()).as(run.output()).isZero();
		assertThat(run.output()).contains("Deleted the group {app=\"catalog\", job=\"nightly\"}");
		assertThat(groups()).containsExactlyInAnyOrder(Map.of("job", "nightly", "app", "other", "instance", ""),
				Map.of("job", "nightly", "instance", ""));
	}

	@Test
	void theGroupOfAPerlJobIsFoundByTheLabelsOfItsSeries() {
		push("job/old.pl", "{app=\"catalog\",namespace=\"library\",stage=\"load\"}");
		push("job/new.pl/instance/library", "{app=\"catalog\"}");
		push("job/new.pl/instance/archive", "{app=\"catalog\"}");
		assertThat(retire("job=old.pl", "app=catalog", "namespace=library").exitCode()).isZero();
		assertThat(retire("job=new.pl", "app=catalog", "instance=library").exitCode()).isZero();
		assertThat(groups()).containsExactly(Map.of("job", "new.pl", "instance", "archive"));
	}

	@Test
	void namesMayContainAnything() {
		String name = "u/admin/\"it's\" \\50% $(id)\nüß";
		push("job@base64/dS9hZG1pbi8iaXQncyIgXDUwJSAkKGlkKQrDvMOf", "");
		assertThat(this.gateway.has("push_time_seconds", Map.of("job", name))).isTrue();
		ProgramRun run = retire("job=" + name);
		assertThat(run.exitCode()).as(run.output()).isZero();
		assertThat(groups()).isEmpty();
	}

	@Test
	void aMissingGroupIsAnError() {
		push("job/nightly/app/catalog", "");
		ProgramRun run = retire("job=nightly");
		assertThat(run.exitCode()).isEqualTo(1);
		assertThat(run.output()).contains("no group of this job", this.gateway.url());
		assertThat(groups()).hasSize(1);
	}

	@Test
	void nothingIsDeletedIfSeveralGroupsMatch() {
		push("job/nightly/app/catalog", "");
		push("job/nightly/namespace/library", "");
		ProgramRun run = retire("job=nightly", "app=catalog", "namespace=library");
		assertThat(run.exitCode()).isEqualTo(1);
		assertThat(run.output()).contains("several groups");
		assertThat(groups()).hasSize(2);
	}

	@Test
	void aDryRunChangesNothing() {
		push("job/nightly/app/catalog", "");
		ProgramRun run = retire("--dry-run", "job=nightly", "app=catalog");
		assertThat(run.exitCode()).isZero();
		assertThat(run.output()).contains("Would delete the group {app=\"catalog\", job=\"nightly\"}");
		assertThat(groups()).hasSize(1);
	}

	@Test
	void theOptionForADryRunMayBeAnywhere() {
		push("job/nightly/app/catalog", "");
		for (List<String> arguments : List.of(List.of("job=nightly", "--dry-run", "app=catalog"),
				List.of("job=nightly", "app=catalog", "--dry-run"))) {
			ProgramRun run = retire(arguments.toArray(String[]::new));
			assertThat(run.exitCode()).as(run.output()).isZero();
			assertThat(run.output()).contains("Would delete the group {app=\"catalog\", job=\"nightly\"}");
		}
		assertThat(groups()).hasSize(1);
	}

	@Test
	void contradictoryLabelsAreRefused() {
		push("job/nightly/namespace/y", "");
		push("job/other/namespace/y", "");
		for (List<String> arguments : List.of(List.of("job=nightly", "job=other", "namespace=y"),
				List.of("job=nightly", "namespace=y", "namespace=q"))) {
			ProgramRun run = retire(arguments.toArray(String[]::new));
			assertThat(run.exitCode()).as(run.output()).isEqualTo(2);
			assertThat(run.output()).contains("twice");
		}
		assertThat(groups()).hasSize(2);
	}

	@Test
	void wrongOptionsAreAnError() {
		assertThat(retire("job=nightly", "--dry").exitCode()).isEqualTo(2);
		assertThat(retire("nightly").exitCode()).isEqualTo(2);
		assertThat(retire("app=catalog").exitCode()).isEqualTo(2);
	}

	@Test
	void aGatewayThatIsDownIsAnError() {
		this.gateway.stop();
		assertThat(retire("job=nightly").exitCode()).isEqualTo(1);
	}

	private void push(String group, String labels) {
		this.gateway.push(group, SUCCESS.formatted(labels));
	}

	private List<Map<String, String>> groups() {
		return this.gateway.series("push_time_seconds").stream().map((group) -> group.labels()).toList();
	}

	private ProgramRun retire(String... arguments) {
		List<Object> command = new ArrayList<>(List.of("sh", MonitoringFiles.FOLDER.resolve("retire-group")));
		command.addAll(List.of(arguments));
		return ProgramRun.of(Map.of("PUSHGATEWAY", this.gateway.url()), command.toArray());
	}

}
