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

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import javax.management.MBeanInfo;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanParameterInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;

import io.github.progresstracker.ProgressTracker;
import io.github.progresstracker.ProgressTrackers;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the endpoint {@code progress} over JMX.
 */
class ProgressEndpointJmxTests {

	private static final MBeanServer SERVER = ManagementFactory.getPlatformMBeanServer();

	private static ConfigurableApplicationContext context;

	private static ObjectName name;

	@BeforeAll
	static void start() throws Exception {
		SpringApplication application = new SpringApplication(JmxApplication.class);
		application.setWebApplicationType(WebApplicationType.NONE);
		application.setDefaultProperties(Map.of("spring.jmx.enabled", "true", "spring.jmx.default-domain",
				"progress-test", "management.endpoints.jmx.exposure.include", "progress",
				"progress.tracker.terminal.mode", "off", "progress.tracker.pushgateway.final-timeout", "1ms",
				"progress.tracker.jobs.report.success-schedule.cron", "30 4 1 1 *",
				"progress.tracker.jobs.report.success-schedule.zone", "UTC"));
		context = application.run();
		name = new ObjectName("progress-test:type=Endpoint,name=Progress");
		ProgressTrackers trackers = context.getBean(ProgressTrackers.class);
		ProgressTracker tracker = trackers.start("u/admin/import");
		tracker.startStage("load", 8);
		tracker.inc(2);
		trackers.start("first, second");
	}

	@AfterAll
	static void stop() {
		context.close();
	}

	@Test
	void allJobsAndReportersAreShown() throws Exception {
		Map<?, ?> answer = (Map<?, ?>) SERVER.invoke(name, "jobs", new Object[0], new String[0]);
		assertThat(jobs(answer)).extracting((job) -> job.get("job")).contains("u/admin/import", "first, second");
		assertThat((List<?>) answer.get("reporters")).singleElement()
			.extracting((reporter) -> ((Map<?, ?>) reporter).get("destination"))
			.isEqualTo("a gateway");
	}

	@Test
	void aJobIsFoundByItsName() throws Exception {
		assertThat(jobs(job("u/admin/import"))).singleElement().satisfies((job) -> {
			assertThat(job.get("status")).isEqualTo("running");
			assertThat(job.get("duration")).asString().matches("PT[0-9M]*([0-9.]*[0-9]S)?");
			assertThat(job.get("startedAt")).asString().matches("....-..-..T..:..:..([.]...)?Z");
		});
		assertThat(job("unknown")).isNull();
	}

	@Test
	void aJobWithKnownDueTimesShowsWhenItHasToStart() throws Exception {
		assertThat((List<?>) job("report").get("notStarted")).singleElement().satisfies((job) -> {
			Map<?, ?> start = (Map<?, ?>) ((Map<?, ?>) job).get("start");
			assertThat(start.get("dueAt")).asString().matches("....-01-01T04:40:00Z");
			assertThat(start.get("overdue")).isEqualTo(false);
		});
	}

	@Test
	void onlyTheAnswerForOneJobHasItsHistory() throws Exception {
		context.getBean(ProgressTrackers.class).run("ended", (tracker) -> tracker.inc(7));
		assertThat(jobs(job("ended"))).singleElement()
			.extracting((job) -> job.get("history"))
			.asInstanceOf(InstanceOfAssertFactories.LIST)
			.singleElement()
			.satisfies((run) -> assertThat(((Map<?, ?>) run).get("status")).isEqualTo("completed"));
		assertThat(jobs((Map<?, ?>) SERVER.invoke(name, "jobs", new Object[0], new String[0])))
			.allSatisfy((job) -> assertThat(job.get("history")).isNull());
	}

	@Test
	void aNameWithACommaHasToBeAnArray() throws Exception {
		assertThat(job("first, second")).isNull();
		assertThat(jobs(job(new String[] { "first, second" }))).hasSize(1);
	}

	private static Map<?, ?> job(Object nameOfJob) throws Exception {
		return (Map<?, ?>) SERVER.invoke(name, "job", new Object[] { nameOfJob },
				new String[] { Object.class.getName() });
	}

	@Test
	void theNameIsTheOnlyParameter() throws Exception {
		MBeanInfo info = SERVER.getMBeanInfo(name);
		assertThat(info.getOperations()).extracting(MBeanOperationInfo::getName)
			.containsExactlyInAnyOrder("jobs", "job");
		assertThat(info.getOperations()).filteredOn((operation) -> operation.getName().equals("job"))
			.flatExtracting(
					(operation) -> Stream.of(operation.getSignature()).map(MBeanParameterInfo::getType).toList())
			.containsExactly(Object.class.getName());
	}

	@SuppressWarnings("unchecked")
	private static List<Map<String, Object>> jobs(Map<?, ?> answer) {
		return (List<Map<String, Object>>) answer.get("jobs");
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class JmxApplication {

		@Bean
		DeadGateway deadGateway() {
			return new DeadGateway("a gateway");
		}

	}

}
