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

import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import java.util.stream.Collectors;

import io.github.progresstracker.ProgressTracker;
import io.github.progresstracker.ProgressTrackers;
import org.junit.jupiter.api.Test;
import org.quartz.CronScheduleBuilder;
import org.quartz.Job;
import org.quartz.JobBuilder;
import org.quartz.JobDetail;
import org.quartz.JobExecutionContext;
import org.quartz.TriggerBuilder;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.scheduling.quartz.SchedulerFactoryBean;
import org.springframework.test.json.JsonContent;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the endpoint {@code progress} over HTTP.
 */
class ProgressEndpointWebTests {

	@Test
	void theEndpointIsNotExposedByDefault() {
		try (ConfigurableApplicationContext context = start()) {
			assertThat(new Actuator(context).get("/actuator/progress").statusCode()).isEqualTo(404);
			assertThat(new Actuator(context).get("/actuator").statusCode()).isEqualTo(200);
		}
	}

	@Test
	void anExposedEndpointShowsJobsAsJson() {
		try (ConfigurableApplicationContext context = start("--management.endpoints.web.exposure.include=progress")) {
			ProgressTrackers trackers = context.getBean(ProgressTrackers.class);
			ProgressTracker tracker = trackers.start("u/admin/import");
			tracker.startStage("load", 8);
			tracker.inc(2);
			trackers.run("other", (other) -> {
			});
			HttpResponse<String> answer = new Actuator(context).get("/actuator/progress/u/admin/import");
			assertThat(answer.statusCode()).isEqualTo(200);
			JsonContent json = new JsonContent(answer.body());
			assertThat(json).extractingPath("$.jobs.length()").isEqualTo(1);
			assertThat(json).extractingPath("$.jobs[0].job").isEqualTo("u/admin/import");
			assertThat(json).extractingPath("$.jobs[0].labels.app").isEqualTo("shop");
			assertThat(json).extractingPath("$.jobs[0].status").isEqualTo("running");
			assertThat(json).extractingPath("$.jobs[0].startedAt")
				.satisfies((at) -> assertThat(Instant.parse((String) at)).isBeforeOrEqualTo(Instant.now()));
			assertThat(json).extractingPath("$.jobs[0].duration").asString().startsWith("PT");
			assertThat(json).extractingPath("$.jobs[0].success.interval").isEqualTo("PT25H");
			assertThat(json).extractingPath("$.jobs[0].stages[0].records.percent").isEqualTo(25.0);
			assertThat(json).doesNotHavePath("$.jobs[0].lastFailure");
			assertThat(new JsonContent(new Actuator(context).get("/actuator/progress").body()))
				.extractingPath("$.jobs.length()")
				.isEqualTo(2);
			assertThat(new Actuator(context).get("/actuator/progress/unknown").statusCode()).isEqualTo(404);
		}
	}

	@Test
	void theAnswerForOneJobShowsItsLastRuns() {
		try (ConfigurableApplicationContext context = start("--management.endpoints.web.exposure.include=progress",
				"--progress.tracker.history=2")) {
			ProgressTrackers trackers = context.getBean(ProgressTrackers.class);
			for (int count = 1; count <= 2; count++) {
				int records = count;
				trackers.run("import", (tracker) -> tracker.inc(records));
			}
			trackers.start("import").fail(new IllegalStateException("disk is gone"));
			assertThat(new JsonContent(new Actuator(context).get("/actuator/progress/import").body()))
				.isLenientlyEqualTo(
						"""
								{"jobs": [{"history": [
									{"status": "failed", "failure": {"exception": "IllegalStateException", "message": "disk is gone"}},
									{"status": "completed", "records": {"processed": 2, "skipped": 0}}
								]}]}
								""");
			assertThat(new JsonContent(new Actuator(context).get("/actuator/progress").body()))
				.doesNotHavePath("$.jobs[0].history");
		}
	}

	@Test
	void aJobWithKnownDueTimesShowsWhenItHasToStart() {
		try (ConfigurableApplicationContext context = start(ScheduledApplication.class,
				"--management.endpoints.web.exposure.include=progress", "--progress.tracker.scheduling.enabled=true",
				"--progress.tracker.quartz.enabled=true",
				"--progress.tracker.jobs.report.success-schedule.cron=30 4 1 1 *",
				"--progress.tracker.jobs.report.success-schedule.zone=UTC")) {
			JsonContent json = new JsonContent(new Actuator(context).get("/actuator/progress").body());
			assertThat(notStarted(json, "ScheduledApplication.load")).matches("....-01-01T02:40:00Z");
			assertThat(notStarted(json, "index")).matches("....-01-01T03:40:00Z");
			assertThat(notStarted(json, "report")).matches("....-01-01T04:40:00Z");
			assertThat(json).extractingPath("$.notStarted[*].start.overdue")
				.asArray()
				.containsExactly(false, false, false);
			context.getBean(ProgressTrackers.class).start("report").fail(new IllegalStateException());
			json = new JsonContent(new Actuator(context).get("/actuator/progress/report").body());
			assertThat(json).extractingPath("$.jobs[0].start.dueAt").asString().matches("....-01-01T04:40:00Z");
			assertThat(json).extractingPath("$.jobs[0].start.overdue").isEqualTo(false);
			context.getBean(ProgressTrackers.class).start("report");
			assertThat(new JsonContent(new Actuator(context).get("/actuator/progress/report").body()))
				.doesNotHavePath("$.jobs[0].start");
		}
	}

	private static String notStarted(JsonContent json, String job) {
		List<String> found = new ArrayList<>();
		assertThat(json).extractingPath("$.notStarted[?(@.job=='" + job + "')].start.dueAt")
			.asArray()
			.singleElement()
			.satisfies((dueAt) -> found.add((String) dueAt));
		return found.get(0);
	}

	@Test
	void timesHaveNoMoreThanMilliseconds() {
		try (ConfigurableApplicationContext context = start("--management.endpoints.web.exposure.include=progress")) {
			context.getBean(ProgressTrackers.class).run("import", ProgressTracker::inc);
			context.getBean(ProgressTrackers.class).start("import").startStage("load", 8).inc();
			assertThat(new Actuator(context).get("/actuator/progress/import").body())
				.contains("startedAt", "lastSuccess")
				.doesNotContainPattern("T[0-9:.]*\\.[0-9]{4,}[ZS]");
		}
	}

	@Test
	void aJobIsFoundByItsEncodedName() {
		try (ConfigurableApplicationContext context = start("--management.endpoints.web.exposure.include=progress")) {
			for (String job : List.of("nightly import", "u/admin/import", "Import.nightly", "größe+1", "50%", "50%25",
					"a;b=c", "a?b#c", "a&b", "日次", "{job}", "a:b", "\"quoted\"")) {
				context.getBean(ProgressTrackers.class).run(job, ProgressTracker::inc);
				HttpResponse<String> answer = new Actuator(context).get("/actuator/progress/" + encoded(job));
				assertThat(answer.statusCode()).as(job).isEqualTo(200);
				assertThat(new JsonContent(answer.body())).extractingPath("$.jobs[*].job")
					.asArray()
					.containsExactly(job);
			}
		}
	}

	/** Each segment of a name, as {@code encodeURIComponent} does it in a browser. */
	private static String encoded(String name) {
		return Arrays.stream(name.split("/"))
			.map((segment) -> URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20"))
			.collect(Collectors.joining("/"));
	}

	private static ConfigurableApplicationContext start(String... arguments) {
		return start(WebApplication.class, arguments);
	}

	private static ConfigurableApplicationContext start(Class<?> source, String... arguments) {
		SpringApplication application = new SpringApplication(source);
		application.setDefaultProperties(Map.of("server.port", "0", "progress.tracker.terminal.mode", "off",
				"progress.tracker.reporting.enabled", "false", "progress.tracker.app", "shop",
				"progress.tracker.success-interval", "25h"));
		return application.run(arguments);
	}

	@SpringBootConfiguration
	@EnableAutoConfiguration
	static class WebApplication {

	}

	@SpringBootConfiguration
	@EnableAutoConfiguration
	@EnableScheduling
	static class ScheduledApplication {

		@Scheduled(cron = "0 30 2 1 1 *", zone = "UTC")
		void load() {
		}

		@Bean
		JobDetail index() {
			return JobBuilder.newJob(Index.class).withIdentity("index").storeDurably().build();
		}

		@Bean
		SchedulerFactoryBean quartzScheduler(JobDetail index) {
			SchedulerFactoryBean scheduler = new SchedulerFactoryBean();
			scheduler.setJobDetails(index);
			scheduler.setTriggers(TriggerBuilder.newTrigger()
				.forJob(index)
				.withSchedule(CronScheduleBuilder.cronSchedule("0 30 3 1 1 ?").inTimeZone(TimeZone.getTimeZone("UTC")))
				.build());
			return scheduler;
		}

	}

	public static class Index implements Job {

		@Override
		public void execute(JobExecutionContext context) {
		}

	}

}
