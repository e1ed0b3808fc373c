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

package io.github.progresstracker.autoconfigure.pushgateway;

import java.util.Map;

import io.github.progresstracker.ProgressTrackers;
import io.github.progresstracker.autoconfigure.Variables;
import io.github.progresstracker.autoconfigure.example.Containers;
import io.github.progresstracker.autoconfigure.tracking.ProgressTrackerAutoConfiguration;
import io.github.progresstracker.testing.RealPushgateway;
import io.github.progresstracker.testing.UsesServers;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.testcontainers.containers.GenericContainer;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.service.connection.ConnectionDetailsNotFoundException;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.testcontainers.service.connection.ServiceConnection;
import org.springframework.boot.testcontainers.service.connection.ServiceConnectionAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for a Pushgateway in Testcontainers. There is no container engine: the containers
 * return the host and port of a gateway on this machine.
 */
@UsesServers
class PushgatewayContainerTests {

	@AutoClose
	private final RealPushgateway gateway = RealPushgateway.start();

	private final ApplicationContextRunner contextRunner = Variables.contextWithout()
		.withBean("gatewayPort", Integer.class, this.gateway::port)
		.withConfiguration(AutoConfigurations.of(ServiceConnectionAutoConfiguration.class,
				ProgressTrackerAutoConfiguration.class));

	@Test
	void aServiceConnectionOfTheImageIsPushedTo() {
		this.contextRunner.withUserConfiguration(Ours.class)
			.withPropertyValues("progress.tracker.pushgateway.url=http://127.0.0.1:1")
			.run((context) -> context.getBean(ProgressTrackers.class).run("nightly", (tracker) -> tracker.inc()));
		assertThat(this.gateway.has("job_last_success", Map.of("job", "nightly"))).isTrue();
	}

	@Test
	void aServiceConnectionOfAnotherImageIsNotPushedTo() {
		this.contextRunner.withUserConfiguration(Other.class)
			.run((context) -> assertThat(context).getFailure().isInstanceOf(ConnectionDetailsNotFoundException.class));
	}

	@Test
	void theExampleExposesThePortThatIsPushedTo() {
		try (GenericContainer<?> container = new Containers().pushgateway()) {
			assertThat(container.getExposedPorts()).containsExactly(PushgatewayContainer.PORT);
		}
	}

	@Configuration(proxyBeanMethods = false)
	static class Ours {

		@Bean
		@ServiceConnection(name = "prom/pushgateway")
		Container container(Integer gatewayPort) {
			return new Container("prom/pushgateway:v1.11.1", gatewayPort);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Other {

		@Bean
		@ServiceConnection(name = "prom/prometheus")
		Container container(Integer gatewayPort) {
			return new Container("prom/prometheus:v3.5.0", gatewayPort);
		}

	}

	static class Container extends GenericContainer<Container> {

		private final int gatewayPort;

		Container(String image, int gatewayPort) {
			super(image);
			this.gatewayPort = gatewayPort;
		}

		@Override
		public void start() {
			// The gateway is running.
		}

		@Override
		public void stop() {
			// The test stops the gateway.
		}

		@Override
		public String getHost() {
			return "127.0.0.1";
		}

		@Override
		public Integer getMappedPort(int port) {
			assertThat(port).isEqualTo(9091);
			return this.gatewayPort;
		}

	}

}
