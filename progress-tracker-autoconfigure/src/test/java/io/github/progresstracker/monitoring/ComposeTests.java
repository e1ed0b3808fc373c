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

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import io.github.progresstracker.testing.ProgramRun;
import io.github.progresstracker.testing.RequiredProgram;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.config.YamlMapFactoryBean;
import org.springframework.core.io.FileSystemResource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that the compose file is valid and consistent with the files around it.
 */
class ComposeTests {

	private static final Path COMPOSE = MonitoringFiles.FOLDER.resolve("compose.yaml");

	private static final Pattern HOST_AND_PORT = Pattern.compile("\\b([a-z_]+):(\\d{4})\\b");

	private final Map<String, Map<?, ?>> services = services();

	@Test
	void dockerComposeAcceptsTheFile() {
		ProgramRun config = ProgramRun.of(Map.of(), RequiredProgram.DOCKER_COMPOSE.find(), "-f", COMPOSE, "config",
				"-q");
		assertThat(config.output()).isEmpty();
		assertThat(config.exitCode()).isZero();
	}

	@Test
	void eachImageHasAVersion() {
		assertThat(this.services.values()).allSatisfy((service) -> assertThat((String) service.get("image"))
			.matches("[\\w./-]+:v?\\d+(\\.\\d+)*(-[a-z-]+\\d+)?"));
	}

	@Test
	void theDocumentationShowsTheSamePushgateway() {
		String image = (String) this.services.get("prometheus_gateway").get("image");
		assertThat(Pattern.compile("prom/pushgateway:[^\\s\")]+")
			.matcher(MonitoringFiles.read(MonitoringFiles.DOCS.resolve("development.md")))
			.results()
			.map(MatchResult::group)).isNotEmpty().containsOnly(image);
	}

	@Test
	void mountedFilesAreInTheRepositoryAndReadOnly() {
		List<String[]> mounted = this.services.values()
			.stream()
			.flatMap((service) -> list(service.get("volumes")).stream())
			.filter((volume) -> volume.startsWith("."))
			.map((volume) -> volume.split(":", -1))
			.toList();
		assertThat(mounted).hasSize(6).allSatisfy((volume) -> {
			assertThat(volume[0]).doesNotContain("target");
			assertThat(MonitoringFiles.FOLDER.resolve(volume[0])).exists();
			assertThat(volume[2]).isEqualTo("ro");
		});
	}

	@Test
	void theWorkerFindsTheJobThatTheStackBuilds() {
		assertThat(list(this.services.get("windmill_worker").get("volumes"))).contains("jobs:/jobs:ro");
		assertThat(list(this.services.get("jobs").get("volumes"))).contains("../..:/source:ro", "jobs:/jobs");
		String jar = "random-number.jar";
		assertThat(list(this.services.get("jobs").get("command")).get(2)).contains("-pl samples/windmill ",
				"samples/windmill/target/" + jar, "/jobs/" + jar);
		Path windmill = Path.of("..", "samples", "windmill");
		assertThat(MonitoringFiles.read(windmill.resolve("pom.xml")))
			.contains("<finalName>" + jar.replace(".jar", "") + "</finalName>");
		assertThat(MonitoringFiles.read(
				windmill.resolve("workspace").resolve("u").resolve("admin").resolve("random_number_metric_script.sh")))
			.contains("/jobs/" + jar);
	}

	@Test
	void portsAreAsDocumentedAndOpenToThisMachineOnly() {
		assertThat(this.services.values().stream().flatMap((service) -> list(service.get("ports")).stream()))
			.containsExactlyInAnyOrder("127.0.0.1:8000:8000", "127.0.0.1:9090:9090", "127.0.0.1:9091:9091",
					"127.0.0.1:9093:9093", "127.0.0.1:3000:3000");
	}

	@Test
	void servicesThatOthersWaitForHaveAHealthCheck() {
		this.services.forEach((name, service) -> {
			if (service.get("depends_on") instanceof Map<?, ?> dependencies) {
				dependencies.forEach((dependency, condition) -> {
					Map<?, ?> other = this.services.get(dependency);
					assertThat(other).as("%s of %s", dependency, name).isNotNull();
					if ("service_healthy".equals(((Map<?, ?>) condition).get("condition"))) {
						assertThat(other.get("healthcheck")).as("health of %s", dependency).isNotNull();
					}
				});
			}
		});
	}

	@Test
	void eachServerNamedInAConfigurationIsAService() {
		Path grafana = MonitoringFiles.FOLDER.resolve("grafana").resolve("provisioning");
		Set<Path> configurations = Set.of(MonitoringFiles.PROMETHEUS.resolve("prometheus.yml"),
				MonitoringFiles.ALERTMANAGER.resolve("alertmanager.yml"),
				grafana.resolve("datasources").resolve("prometheus.yml"),
				Path.of("..", "samples", "windmill", "workspace", "u", "admin", "pushgateway.variable.yaml"));
		assertThat(configurations).allSatisfy((configuration) -> assertThat(
				HOST_AND_PORT.matcher(MonitoringFiles.read(configuration)).results().map((address) -> address.group(1)))
			.isNotEmpty()
			.isSubsetOf(this.services.keySet()));
	}

	@Test
	void theGatewayKeepsItsMetricsWhenItRestarts() {
		Map<?, ?> gateway = this.services.get("prometheus_gateway");
		assertThat(list(gateway.get("command"))).contains("--persistence.file=/data/persistence.dat");
		assertThat(list(gateway.get("volumes"))).contains("prometheus_gateway_data:/data");
	}

	@SuppressWarnings("unchecked")
	private static Map<String, Map<?, ?>> services() {
		YamlMapFactoryBean yaml = new YamlMapFactoryBean();
		yaml.setResources(new FileSystemResource(COMPOSE));
		return (Map<String, Map<?, ?>>) yaml.getObject().get("services");
	}

	private static List<String> list(Object values) {
		return (values == null) ? List.of() : ((List<?>) values).stream().map(String.class::cast).toList();
	}

}
