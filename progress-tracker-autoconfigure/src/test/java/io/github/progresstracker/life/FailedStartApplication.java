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

import java.net.ConnectException;
import java.util.Map;

import io.github.progresstracker.ProgressTracker;
import io.github.progresstracker.ProgressTrackers;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.CommandLineRunner;
import org.springframework.boot.ExitCodeGenerator;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.core.env.MapPropertySource;

/**
 * An application that fails to start, at the point that its argument {@code --fails}
 * names. What it is for is said by {@code --work}.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(FailedStartApplication.Twice.class)
public class FailedStartApplication {

	public static void main(String[] args) {
		SpringApplication application = new SpringApplication(FailedStartApplication.class);
		application.setWebApplicationType(WebApplicationType.NONE);
		application.addInitializers(FailedStartApplication::initialize);
		application.run(args);
	}

	private static void initialize(ConfigurableApplicationContext context) {
		if (context.getEnvironment().getProperty("fails", "").equals("initializer")) {
			throw new IllegalStateException("the configuration server does not answer");
		}
		if (context.getEnvironment().getProperty("bootstrap", Boolean.class, false)) {
			// So does Spring Cloud mark a context of its own.
			context.getEnvironment().getPropertySources().addLast(new MapPropertySource("bootstrap", Map.of()));
		}
	}

	/** As a pool of connections does it. */
	@Bean
	@ConditionalOnProperty(name = "fails", havingValue = "bean")
	Object database() {
		throw new DatabaseDownException(new ConnectException("Connection refused"));
	}

	@Bean
	@ConditionalOnProperty(name = "fails", havingValue = "bean-with-exit-code")
	Object licence() {
		throw new NoLicenceException();
	}

	@Bean
	@ConditionalOnProperty(name = "fails", havingValue = "runner")
	CommandLineRunner broken() {
		return (args) -> {
			throw new ConnectException("Connection refused");
		};
	}

	@Bean
	@ConditionalOnProperty(name = "fails", havingValue = "started")
	ApplicationListener<ApplicationStartedEvent> brokenListener() {
		return (event) -> {
			throw new DatabaseDownException(new ConnectException("Connection refused"));
		};
	}

	@Bean
	@ConditionalOnProperty(name = "work", havingValue = "runner", matchIfMissing = true)
	CommandLineRunner job() {
		return (args) -> {
		};
	}

	@Bean
	@ConditionalOnProperty(name = "work", havingValue = "tracker")
	Work counting(ProgressTracker tracker) {
		return new Work(tracker);
	}

	@Bean
	@ConditionalOnProperty(name = "work", havingValue = "named")
	CommandLineRunner named(ObjectProvider<ProgressTrackers> trackers) {
		return (args) -> trackers.getObject().run("first", ProgressTracker::inc);
	}

	record Work(ProgressTracker tracker) {

	}

	/** Two definitions of one bean. */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnProperty(name = "fails", havingValue = "definition")
	static class Twice {

		@Bean
		CommandLineRunner job(Environment environment) {
			return (args) -> System.out.println(environment);
		}

	}

	static final class DatabaseDownException extends RuntimeException {

		private static final long serialVersionUID = 1L;

		DatabaseDownException(Throwable cause) {
			super("The database is down", cause);
		}

	}

	static final class NoLicenceException extends RuntimeException implements ExitCodeGenerator {

		private static final long serialVersionUID = 1L;

		@Override
		public int getExitCode() {
			return 69;
		}

	}

}
