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

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.github.progresstracker.ProgressTracker;
import io.github.progresstracker.ProgressTrackers;
import io.github.progresstracker.autoconfigure.Variables;
import io.github.progresstracker.internal.lifecycle.Tracking;
import io.github.progresstracker.internal.ping.PingReporter;
import io.github.progresstracker.report.ProgressReporter;
import io.github.progresstracker.testing.WatchServices;
import io.github.progresstracker.testing.WatchServices.Call;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for pings of an application.
 */
@Timeout(120)
@ExtendWith(OutputCaptureExtension.class)
class PingReportersTests {

	private static final String PING = "progress.tracker.ping.";

	@AutoClose
	private final WatchServices services = WatchServices.start();

	private final String check = this.services.url() + "/" + WatchServices.CHECK;

	private final ApplicationContextRunner contextRunner = Variables.contextWithout()
		.withConfiguration(AutoConfigurations.of(ProgressTrackerAutoConfiguration.class))
		.withPropertyValues("progress.tracker.terminal.mode=off");

	private final ApplicationContextRunner configured = this.contextRunner.withPropertyValues(
			PING + "start=" + this.check + "/start?rid={run}", PING + "success=" + this.check + "?rid={run}",
			PING + "failure=" + this.check + "/fail?rid={run}");

	@Test
	void withoutAUrlThereIsNoReporter() {
		this.contextRunner.run((context) -> assertThat(reporters(context)).isEmpty());
		this.contextRunner.withPropertyValues(PING + "success= ", PING + "method=get")
			.run((context) -> assertThat(reporters(context)).isEmpty());
		this.contextRunner
			.withPropertyValues(PING + "success=off", "progress.tracker.jobs.nightly.ping.start=off",
					"progress.tracker.jobs.nightly.ping.failure=false")
			.run((context) -> assertThat(reporters(context)).isEmpty());
	}

	@Test
	void withReportingOffNothingIsCalled() {
		this.configured.withPropertyValues("progress.tracker.reporting.enabled=false").run((context) -> {
			assertThat(reporters(context)).isEmpty();
			run(context, "nightly");
		});
		assertThat(this.services.calls()).isEmpty();
	}

	@Test
	void eachRunOfEachJobIsTold() {
		this.configured.run((context) -> {
			run(context, "nightly");
			run(context, "nightly");
			context.getBean(ProgressTrackers.class).start("weekly").fail(new IllegalStateException("boom"));
			context.getBean(ProgressTrackers.class).start("weekly").discard();
		});
		assertThat(this.services.states()).hasSize(6);
		assertThat(statesOf("nightly")).containsExactly("start", "success", "start", "success");
		assertThat(statesOf("weekly")).containsExactly("start", "fail");
		assertThat(this.services.calls()).extracting(Call::status).containsOnly(200);
	}

	@Test
	void aRunThatTheEndOfTheApplicationInterruptsIsNoFailure() {
		this.configured.run((context) -> context.getBean(ProgressTrackers.class).start("nightly").inc());
		assertThat(this.services.calls()).isEmpty();
		this.configured.withPropertyValues(PING + "interruption=" + this.check + "/log?rid={run}")
			.run((context) -> context.getBean(ProgressTrackers.class).start("nightly").inc());
		assertThat(this.services.states()).containsExactly("start", "log");
	}

	@Test
	void aJobWithUrlsOfItsOwnHasOnlyThose() {
		String other = this.services.url() + "/" + WatchServices.OTHER_CHECK;
		this.configured
			.withPropertyValues("progress.tracker.jobs.invoices.ping.success=" + other + "?rid={run}",
					"progress.tracker.jobs.cleanup.ping.start=off", "progress.tracker.jobs.cleanup.ping.success=off",
					"progress.tracker.jobs.nightly.report-interval=7", "progress.tracker.jobs[u/x].ping.method=get")
			.run((context) -> {
				for (String job : List.of("invoices", "cleanup", "nightly", "u/x")) {
					run(context, job);
				}
			});
		assertThat(statesOf("invoices")).containsExactly("success");
		assertThat(statesOf("cleanup")).isEmpty();
		assertThat(statesOf("nightly")).containsExactly("start", "success");
		assertThat(this.services.calls()).filteredOn((call) -> call.body().contains("job: invoices"))
			.extracting(Call::target)
			.allSatisfy((target) -> assertThat(target).startsWith("/" + WatchServices.OTHER_CHECK + "?"));
		assertThat(this.services.calls()).filteredOn((call) -> call.method().equals("GET"))
			.extracting(Call::state)
			.containsExactly("start", "success");
	}

	@Test
	void anEventThatIsOffForAJobLeavesItTheOtherEventsOfAllJobs() {
		this.configured
			.withPropertyValues("progress.tracker.jobs.nightly.ping.failure=off",
					"progress.tracker.jobs.nightly.ping.success= ", "progress.tracker.jobs.nightly.ping.method=get",
					"progress.tracker.jobs.weekly.ping.start=false", PING + "interruption=off")
			.run((context) -> {
				run(context, "nightly");
				context.getBean(ProgressTrackers.class).start("nightly").fail(new IllegalStateException("boom"));
				run(context, "weekly");
			});
		assertThat(this.services.calls()).filteredOn((call) -> call.method().equals("GET"))
			.extracting(Call::state)
			.containsExactly("start", "success");
		assertThat(statesOf("weekly")).containsExactly("success");
	}

	@Test
	void aJobWithAUrlOfItsOwnHasNoneOfAllJobsEvenIfAnotherEventIsOff() {
		String other = this.services.url() + "/" + WatchServices.OTHER_CHECK;
		this.configured
			.withPropertyValues("progress.tracker.jobs.invoices.ping.success=" + other + "?rid={run}",
					"progress.tracker.jobs.invoices.ping.failure=off")
			.run((context) -> {
				run(context, "invoices");
				context.getBean(ProgressTrackers.class).start("invoices").fail(new IllegalStateException("boom"));
			});
		assertThat(this.services.states()).containsExactly("success");
	}

	@Test
	void theUrlsOfAJobAreFoundWhateverItIsReportedAs() {
		String other = this.services.url() + "/" + WatchServices.OTHER_CHECK + "?rid={run}";
		this.contextRunner.withInitializer(Variables.of(Map.of("PROGRESS_TRACKER_JOBS_IMPORTJOB_PING_SUCCESS", other)))
			.withPropertyValues("progress.tracker.jobs.load.name=Nightly load",
					"progress.tracker.jobs.load.ping.success=" + other, "progress.tracker.job=own",
					"progress.tracker.jobs.own.name=Something else", "progress.tracker.jobs.own.ping.success=" + other,
					"progress.tracker.application-job=on", "spring.application.name=shop")
			.run((context) -> {
				run(context, "load");
				run(context, "importJob");
				run(context, "without");
				context.getBean(ProgressTracker.class).complete();
			});
		assertThat(statesOf("Nightly load")).containsExactly("success");
		assertThat(statesOf("importJob")).containsExactly("success");
		assertThat(statesOf("Something else")).containsExactly("success");
		assertThat(this.services.calls()).hasSize(3);
	}

	@Test
	void namesArriveWhateverTheyContain() {
		this.contextRunner
			.withPropertyValues(PING + "success=" + this.services.url() + "/p/" + WatchServices.KEY
					+ "/{job}?state=complete&series={run}&metric=count:{records}")
			.run((context) -> {
				for (String job : List.of("u/admin/x", "Größe 50% & mehr", "a+b?c#d")) {
					context.getBean(ProgressTrackers.class).run(job, (tracker) -> tracker.inc(3));
				}
			});
		assertThat(this.services.states()).containsOnly("complete").hasSize(3);
		assertThat(this.services.calls()).extracting((call) -> call.target().replaceFirst("\\?.*", ""))
			.containsExactlyInAnyOrder("/p/" + WatchServices.KEY + "/u%2Fadmin%2Fx",
					"/p/" + WatchServices.KEY + "/Gr%C3%B6%C3%9Fe%2050%25%20%26%20mehr",
					"/p/" + WatchServices.KEY + "/a%2Bb%3Fc%23d");
	}

	@Test
	void anEndThatCouldNotBeToldIsToldByTheNextStart(@TempDir Path folder) throws IOException {
		ApplicationContextRunner spooling = this.configured.withPropertyValues(
				"progress.tracker.pushgateway.spool-directory=" + folder,
				"progress.tracker.pushgateway.final-timeout=500ms");
		this.services.down(503);
		spooling.run((context) -> context.getBean(ProgressTrackers.class)
			.start("nightly")
			.fail(new IllegalStateException("boom")));
		try (Stream<Path> files = Files.list(folder)) {
			assertThat(files).hasSize(1);
		}
		this.services.down(0);
		this.services.calls().clear();
		spooling.run((context) -> run(context, "nightly"));
		assertThat(this.services.states()).containsExactly("fail", "start", "success");
		try (Stream<Path> files = Files.list(folder)) {
			assertThat(files).isEmpty();
		}
	}

	@Test
	void whatGoesWrongIsLoggedWithoutTheUrl(CapturedOutput output) {
		this.services.down(404);
		this.configured.run((context) -> run(context, "nightly"));
		assertThat(output)
			.contains("Progress cannot be reported to " + this.services.url()
					+ " (pings): ping.success: HTTP status 404, check the URL, and whether it accepts the method of"
					+ " progress.tracker.ping.method")
			.doesNotContain(WatchServices.CHECK);
	}

	@Test
	void aRefusedEndIsWarnedOfOnceAndTheWarningSaysWhichUrl(CapturedOutput output) {
		this.services.down(404);
		this.contextRunner.withPropertyValues(PING + "success=" + this.check).run((context) -> run(context, "nightly"));
		assertThat(output.getAll().lines().filter((line) -> line.contains("WARN"))).singleElement()
			.asString()
			.endsWith("Progress cannot be reported to " + this.services.url()
					+ " (pings): ping.success: HTTP status 404, check the URL, and whether it accepts the method of"
					+ " progress.tracker.ping.method. The jobs continue; this report of job 'nightly' is not sent again,"
					+ " but those of its next run will be sent");
	}

	@Test
	void theStartShowsNoMoreThanTheServer(CapturedOutput output) {
		SpringApplication application = new SpringApplication(Shop.class);
		application.setWebApplicationType(WebApplicationType.NONE);
		application.setBannerMode(Banner.Mode.OFF);
		application.addInitializers(Variables.none());
		application.run("--" + PING + "success=https://hc-ping.com/geheim", "--progress.tracker.terminal.mode=off")
			.close();
		assertThat(output).contains("once it is used; reporting to https://hc-ping.com (pings)")
			.doesNotContain("geheim")
			.doesNotContain("WARN");
	}

	@Test
	void aReporterOfTheUserWorksBesideIt() {
		List<String> seen = new ArrayList<>();
		this.configured.withBean(ProgressReporter.class, () -> (progress) -> seen.add(progress.status().name()))
			.run((context) -> {
				assertThat(reporters(context)).hasSize(2).hasAtLeastOneElementOfType(PingReporter.class);
				run(context, "nightly");
			});
		assertThat(seen).containsExactly("COMPLETED");
		assertThat(this.services.states()).containsExactly("start", "success");
	}

	private static void run(ApplicationContext context, String job) {
		context.getBean(ProgressTrackers.class).run(job, ProgressTracker::inc);
	}

	private List<String> statesOf(String job) {
		return this.services.calls()
			.stream()
			.filter((call) -> call.body().contains("job: " + job + "\n"))
			.map(Call::state)
			.toList();
	}

	private static List<ProgressReporter> reporters(ApplicationContext context) {
		return context.getBean(Tracking.class).reporters().all();
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration(ProgressTrackerAutoConfiguration.class)
	static class Shop {

	}

}
