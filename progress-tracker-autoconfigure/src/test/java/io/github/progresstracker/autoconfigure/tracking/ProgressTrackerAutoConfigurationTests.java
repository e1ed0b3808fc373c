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

package io.github.progresstracker.autoconfigure.tracking;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.progresstracker.JobProgress;
import io.github.progresstracker.ProgressTracker;
import io.github.progresstracker.ProgressTrackers;
import io.github.progresstracker.RunStatus;
import io.github.progresstracker.autoconfigure.Variables;
import io.github.progresstracker.internal.lifecycle.Tracking;
import io.github.progresstracker.internal.run.NoOpTrackers;
import io.github.progresstracker.internal.terminal.ProgressLog;
import io.github.progresstracker.internal.terminal.TerminalProgress;
import io.github.progresstracker.report.ProgressReporter;
import io.github.progresstracker.spi.ProgressSource;
import io.github.progresstracker.spi.RunListener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

import static org.assertj.core.api.Assertions.assertThat;

class ProgressTrackerAutoConfigurationTests {

	private final ApplicationContextRunner contextRunner = Variables.contextWithout()
		.withConfiguration(
				AutoConfigurations.of(NoTrackingAutoConfiguration.class, ProgressTrackerAutoConfiguration.class));

	@ParameterizedTest
	@ValueSource(strings = { "false", "off", "no", "0" })
	void withTrackingOffTrackersDoNothing(String off) {
		this.contextRunner.withUserConfiguration(Listening.class)
			.withPropertyValues("progress.tracker.enabled=" + off, "progress.tracker.heartbeat=nonsense",
					"progress.tracker.pushgateway.url=http://localhost:9091")
			.run((context) -> {
				assertThat(context).hasSingleBean(ProgressTrackers.class)
					.hasSingleBean(ProgressTracker.class)
					.doesNotHaveBean(Tracking.class);
				context.getBean(ProgressTracker.class).inc();
				context.getBean(ProgressTrackers.class).run("nightly", (tracker) -> tracker.inc());
				assertThat(context.getBean(ProgressTrackers.class).progress()).isEmpty();
				assertThat(context.getBean(Listening.class).heard).isEmpty();
			});
	}

	@ParameterizedTest
	@ValueSource(strings = { "true", "on", "yes", "", " " })
	void trackingIsOnUnlessItIsTurnedOff(String on) {
		this.contextRunner.withPropertyValues("progress.tracker.enabled=" + on).run((context) -> {
			context.getBean(ProgressTrackers.class).run("nightly", (tracker) -> tracker.inc());
			assertThat(context.getBean(ProgressTrackers.class).progress()).singleElement()
				.satisfies((progress) -> assertThat(progress.status()).isEqualTo(RunStatus.COMPLETED));
		});
	}

	@Test
	void listenersAreCalledInOrderEvenIfOneFails() {
		this.contextRunner.withUserConfiguration(Listening.class).run((context) -> {
			context.getBean(ProgressTrackers.class).run("nightly", (tracker) -> tracker.startStage("load"));
			assertThat(context.getBean(Listening.class).heard).containsExactly("first started", "second started",
					"first stage", "second stage", "first ended", "second ended");
		});
	}

	@Test
	void trackersOfTheUserTakePrecedence() {
		this.contextRunner.withUserConfiguration(OwnTrackers.class)
			.run((context) -> assertThat(context.getBean(ProgressTrackers.class)).isInstanceOf(NoOpTrackers.class));
	}

	@Test
	void theMaximumNumberOfStagesCanBeConfigured() {
		this.contextRunner.withPropertyValues("progress.tracker.max-stages=1").run((context) -> {
			context.getBean(ProgressTrackers.class).run("nightly", (tracker) -> {
				tracker.startStage("a");
				tracker.startStage("b");
			});
			assertThat(context.getBean(ProgressTrackers.class).progress().get(0).stages()).extracting("name")
				.containsExactly("a", "_other");
		});
	}

	@Test
	void aReporterOfTheUserReceivesTheEndBeforeTheContextIsClosed() {
		List<JobProgress> reports = new CopyOnWriteArrayList<>();
		this.contextRunner.withBean("mine", ProgressReporter.class, () -> reports::add)
			.run((context) -> context.getBean(ProgressTrackers.class).run("nightly", (tracker) -> tracker.inc(3)));
		assertThat(reports).isNotEmpty()
			.last()
			.satisfies((progress) -> assertThat(progress.status()).isEqualTo(RunStatus.COMPLETED));
	}

	@Test
	void withReportingOffProgressIsShownButNotDelivered() {
		List<JobProgress> reports = new CopyOnWriteArrayList<>();
		this.contextRunner.withBean("mine", ProgressReporter.class, () -> reports::add)
			.withPropertyValues("progress.tracker.reporting.enabled=false",
					"progress.tracker.pushgateway.url=http://localhost:9091")
			.run((context) -> {
				context.getBean(ProgressTrackers.class).run("nightly", (tracker) -> tracker.inc(3));
				assertThat(reporters(context)).singleElement().isInstanceOf(TerminalProgress.class);
				assertThat(context.getBean(ProgressTrackers.class).progress()).hasSize(1);
			});
		assertThat(reports).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "auto", "bar", "", " " })
	void progressIsShownUnlessItIsTurnedOff(String mode) {
		this.contextRunner.withPropertyValues("progress.tracker.terminal.mode=" + mode)
			.run((context) -> assertThat(reporters(context)).singleElement().isInstanceOf(TerminalProgress.class));
	}

	@Test
	void progressCanBeLoggedEvenOnATerminal() {
		this.contextRunner.withPropertyValues("progress.tracker.terminal.mode=log")
			.run((context) -> assertThat(reporters(context)).singleElement().isInstanceOf(ProgressLog.class));
	}

	@Test
	void aTerminalReporterOfTheUserTakesPrecedence() {
		TerminalProgress mine = new TerminalProgress(false, false, false);
		this.contextRunner.withBean(TerminalProgress.class, () -> mine)
			.run((context) -> assertThat(reporters(context)).containsExactly(mine));
	}

	@Test
	void theTerminalCanBeTurnedOff() {
		this.contextRunner.withPropertyValues("progress.tracker.terminal.mode=off")
			.run((context) -> assertThat(reporters(context)).isEmpty());
	}

	private static List<ProgressReporter> reporters(ApplicationContext context) {
		return context.getBean(Tracking.class).reporters().all();
	}

	@Configuration(proxyBeanMethods = false)
	static class Listening {

		private final List<String> heard = new ArrayList<>();

		@Bean
		@Order(2)
		RunListener second() {
			return new Recording("second");
		}

		@Bean
		@Order(1)
		RunListener first() {
			return new Recording("first") {

				@Override
				public void runStarted(ProgressSource run) {
					super.runStarted(run);
					throw new IllegalStateException("this listener fails");
				}

			};
		}

		class Recording implements RunListener {

			private final String name;

			Recording(String name) {
				this.name = name;
			}

			@Override
			public void runStarted(ProgressSource run) {
				Listening.this.heard.add(this.name + " started");
			}

			@Override
			public void stageChanged(ProgressSource run) {
				Listening.this.heard.add(this.name + " stage");
			}

			@Override
			public void runEnded(ProgressSource run) {
				Listening.this.heard.add(this.name + " ended");
			}

		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnTrackers {

		@Bean(destroyMethod = "")
		ProgressTrackers myTrackers() {
			return new NoOpTrackers();
		}

	}

}
