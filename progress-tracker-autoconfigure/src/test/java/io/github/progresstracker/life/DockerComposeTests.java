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

package io.github.progresstracker.life;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

import io.github.progresstracker.testing.JavaProcess;
import io.github.progresstracker.testing.RealPushgateway;
import io.github.progresstracker.testing.StandInDocker;
import io.github.progresstracker.testing.StandInDocker.Service;
import io.github.progresstracker.testing.UsesServers;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for applications whose Pushgateway is a service in a compose file.
 */
@UsesServers
class DockerComposeTests {

	private static final String IMAGE = "prom/pushgateway";

	@AutoClose
	private final RealPushgateway gateway = RealPushgateway.start();

	@TempDir
	private Path directory;

	@Test
	void aPushgatewayInTheComposeFileIsFound() throws IOException {
		String output = run(new Service("pushgateway", IMAGE + ":v1.11.1", "", "", this.gateway.port()));
		assertThat(output).contains("Pushgateway http://127.0.0.1:" + this.gateway.port());
		assertThat(this.gateway.has("job_last_success", Map.of("job", "nightly"))).isTrue();
	}

	@Test
	void aCustomImageIsFoundByItsLabelAndAnIgnoredServiceIsNot() throws IOException {
		String output = run(
				new Service("metrics", "registry.example/ours:2", "org.springframework.boot.service-connection", IMAGE,
						this.gateway.port()),
				new Service("others", IMAGE, "org.springframework.boot.ignore", "true", 1));
		assertThat(output).contains("Pushgateway http://127.0.0.1:" + this.gateway.port());
		assertThat(this.gateway.has("job_last_success", Map.of("job", "nightly"))).isTrue();
	}

	@Test
	void aPushgatewayWhosePortIsNotPublishedIsIgnoredWithAWarning() throws IOException {
		String output = run(new Service("metrics", IMAGE, "", "", 0));
		assertThat(output).containsOnlyOnce("The service 'metrics' of " + this.directory.resolve("compose.yaml")
				+ " is ignored: it is a Pushgateway, but its port 9091 is not published. "
				+ "To use it, add to the service: ports: [\"9091\"].");
	}

	private String run(Service... services) throws IOException {
		StandInDocker docker = StandInDocker.in(this.directory, services);
		try (JavaProcess process = JavaProcess.start(LifeApplication.class, docker.variables(), "--life=returns",
				"--progress.tracker.job=nightly", "--spring.main.web-application-type=none",
				"--spring.docker.compose.enabled=true", "--spring.docker.compose.file=" + docker.composeFile())) {
			assertThat(process.exitCode()).as(process::output).isZero();
			return process.output();
		}
	}

}
