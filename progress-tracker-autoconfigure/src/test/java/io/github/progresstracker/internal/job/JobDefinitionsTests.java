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

package io.github.progresstracker.internal.job;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

import io.github.progresstracker.JobDefinition;
import io.github.progresstracker.JobIdentity;
import io.github.progresstracker.SuccessInterval;
import io.github.progresstracker.autoconfigure.ProgressTrackerProperties;
import io.github.progresstracker.autoconfigure.Variables;
import io.github.progresstracker.autoconfigure.tracking.ProgressTrackerAutoConfiguration;
import io.github.progresstracker.internal.lifecycle.Tracking;
import io.github.progresstracker.internal.scheduling.DueTimes;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

class JobDefinitionsTests {

	private final ApplicationContextRunner contextRunner = Variables.contextWithout()
		.withConfiguration(AutoConfigurations.of(ProgressTrackerAutoConfiguration.class));

	@Test
	void theOwnNameIsTheFirstOneThatIsSetInTheDocumentedOrder() {
		String[] order = { "JOB_NAME", "WM_JOB_PATH", "CLOUD_RUN_JOB", "NOMAD_JOB_NAME", "AIRFLOW_CTX_DAG_ID" };
		Map<String, String> variables = new LinkedHashMap<>();
		for (String name : order) {
			variables.put(name, "from " + name);
		}
		ApplicationContextRunner named = this.contextRunner.withPropertyValues("spring.application.name=shop");
		resolved(named.withPropertyValues("progress.tracker.job=mine").withInitializer(Variables.of(variables)),
				(jobs) -> assertOwnName(jobs, "mine", "property progress.tracker.job"));
		for (String name : order) {
			resolved(named.withInitializer(Variables.of(variables)),
					(jobs) -> assertOwnName(jobs, "from " + name, "variable " + name));
			variables.remove(name);
		}
		resolved(named, (jobs) -> assertOwnName(jobs, "shop", "spring.application.name"));
	}

	@Test
	void withoutAnyNameTheMainClassIsTheName() {
		this.contextRunner.run((context) -> {
			JobDefinitions jobs = new JobDefinitions(new ProgressTrackerProperties(),
					new EnvironmentVariables(context.getEnvironment()), context.getEnvironment(),
					JobDefinitionsTests.class);
			assertOwnName(jobs, "JobDefinitionsTests", "main class");
		});
	}

	@Test
	void withoutAMainClassThereIsStillAName() {
		resolved(this.contextRunner, (jobs) -> assertOwnName(jobs, "application", "no name is configured"));
	}

	@Test
	void aBlankNameIsNoName() {
		resolved(
				this.contextRunner.withPropertyValues("progress.tracker.job=", "spring.application.name=shop")
					.withInitializer(Variables.of(Map.of("JOB_NAME", "  ", "WM_JOB_PATH", "u/admin/x"))),
				(jobs) -> assertOwnName(jobs, "u/admin/x", "variable WM_JOB_PATH"));
		resolved(
				this.contextRunner.withPropertyValues("spring.application.name= ")
					.withInitializer(Variables.of("JOB_NAME", "")),
				(jobs) -> assertOwnName(jobs, "application", "no name is configured"));
	}

	@Test
	void anUnsetValueIsNotALabel() {
		resolved(this.contextRunner.withPropertyValues("spring.application.name=shop", "progress.tracker.labels.team="),
				(jobs) -> {
					assertThat(jobs.own().identity().asLabels()).isEqualTo(Map.of("job", "shop"));
					assertThat(jobs.own().successExpectation()).isNull();
					assertThat(jobs.own().maxDuration()).isNull();
				});
	}

	@Test
	void theVariablesOfThePerlOriginalAreUsed() {
		resolved(this.contextRunner.withInitializer(Variables.of(Map.of("JOB_NAME", "payroll", "JOB_APP", "hr",
				"JOB_NAMESPACE", "prod", "JOB_SUCCESS_INTERVAL", "86700"))), (jobs) -> {
					assertThat(jobs.own().identity().asLabels())
						.isEqualTo(Map.of("job", "payroll", "app", "hr", "namespace", "prod"));
					assertThat(jobs.own().successExpectation()).isEqualTo(SuccessInterval.of(Duration.ofMinutes(1445)));
				});
	}

	@Test
	void propertiesTakePrecedenceOverVariables() {
		resolved(this.contextRunner
			.withInitializer(
					Variables.of(Map.of("JOB_APP", "hr", "JOB_NAMESPACE", "prod", "JOB_SUCCESS_INTERVAL", "86700")))
			.withPropertyValues("progress.tracker.job=payroll", "progress.tracker.app=people",
					"progress.tracker.namespace=test", "progress.tracker.success-interval=off",
					"progress.tracker.labels.team=blue"),
				(jobs) -> {
					assertThat(jobs.own().identity().asLabels())
						.isEqualTo(Map.of("job", "payroll", "app", "people", "namespace", "test", "team", "blue"));
					assertThat(jobs.own().successExpectation()).isEqualTo(SuccessInterval.OFF);
					assertThat(jobs.ownIdentity()).hasToString("{job='payroll' (property progress.tracker.job), "
							+ "app='people' (property progress.tracker.app), "
							+ "namespace='test' (property progress.tracker.namespace), "
							+ "team='blue' (property progress.tracker.labels.team)}");
				});
	}

	@ParameterizedTest
	@ValueSource(strings = { "soon", "0", "-5", "0.0", "65m", "NaN", "1e9", "9999999999", "${nothing}" })
	void aWrongSuccessIntervalInTheEnvironmentIsIgnoredWithOneWarning(String wrong) {
		this.contextRunner.withInitializer(Variables.of("JOB_SUCCESS_INTERVAL", wrong)).run((context) -> {
			assertThat(context).hasNotFailed();
			assertThat(context.getBean(Tracking.class).jobs().own().successExpectation()).isNull();
			assertThat(context.getBean(Tracking.class).jobs().variables().warnings()).singleElement()
				.asString()
				.startsWith("The variable JOB_SUCCESS_INTERVAL is ignored: ");
		});
	}

	@Test
	void anUnresolvedPlaceholderInAVariableDoesNotStopTheStart() {
		this.contextRunner.withInitializer(Variables.of("JOB_NAMESPACE", "${nothing}")).run((context) -> {
			assertThat(context).hasNotFailed();
			assertThat(context.getBean(Tracking.class).jobs().own().identity().namespace()).isNull();
			assertThat(context.getBean(Tracking.class).jobs().variables().warnings()).hasSize(1);
		});
	}

	@ParameterizedTest
	@CsvSource(nullValues = "none", value = { "JOB_COMPLETION_INDEX,3,2,3", "AWS_BATCH_JOB_ARRAY_INDEX,0,2,0",
			"CLOUD_RUN_TASK_INDEX,1,2,1", "CLOUD_RUN_TASK_INDEX,0,1,none", "CLOUD_RUN_TASK_INDEX,0,'',none" })
	void theShardIsTheNumberThatThePlatformAssigned(String variable, String value, String tasks,
			@Nullable String shard) {
		resolved(this.contextRunner
			.withInitializer(Variables.of(Map.of(variable, value, "CLOUD_RUN_TASK_COUNT", tasks))), (jobs) -> {
				assertThat(jobs.own().identity().labels().get("shard")).isEqualTo(shard);
				assertThat(jobs.named("nightly").identity().labels().get("shard")).isEqualTo(shard);
			});
	}

	@Test
	void aShardOfTheUserTakesPrecedence() {
		resolved(
				this.contextRunner.withPropertyValues("progress.tracker.labels.shard=left")
					.withInitializer(Variables.of("JOB_COMPLETION_INDEX", "3")),
				(jobs) -> assertThat(jobs.own().identity().labels()).isEqualTo(Map.of("shard", "left")));
	}

	@Test
	void aJobHasItsOwnPropertiesAndInheritsTheGlobalOnes() {
		resolved(this.contextRunner.withPropertyValues("progress.tracker.success-interval=1d",
				"progress.tracker.max-duration=1h", "progress.tracker.report-interval=50",
				"progress.tracker.labels.team=blue", "progress.tracker.labels.tier=1",
				"progress.tracker.jobs[u/admin/x].name=Nightly import",
				"progress.tracker.jobs[u/admin/x].success-interval=2d",
				"progress.tracker.jobs[u/admin/x].max-duration=2h",
				"progress.tracker.jobs[u/admin/x].report-interval=7",
				"progress.tracker.jobs[u/admin/x].labels.team=red"), (jobs) -> {
					assertThat(jobs.named("u/admin/x")).satisfies((job) -> {
						assertThat(job.identity().asLabels())
							.isEqualTo(Map.of("job", "Nightly import", "team", "red", "tier", "1"));
						assertThat(job.successExpectation()).isEqualTo(SuccessInterval.of(Duration.ofDays(2)));
						assertThat(job.maxDuration()).hasHours(2);
						assertThat(job.reportInterval()).isEqualTo(7);
					});
					assertThat(jobs.named("another")).satisfies((job) -> {
						assertThat(job.identity().asLabels())
							.isEqualTo(Map.of("job", "another", "team", "blue", "tier", "1"));
						assertThat(job.successExpectation()).isEqualTo(SuccessInterval.of(Duration.ofDays(1)));
						assertThat(job.maxDuration()).hasHours(1);
						assertThat(job.reportInterval()).isEqualTo(50);
					});
				});
	}

	@Test
	void aScheduleSetsTheIntervalToTheNextDueTimePlusTheGrace() {
		resolved(this.contextRunner.withPropertyValues("progress.tracker.success-schedule.cron=0 30 2 * * MON-FRI",
				"progress.tracker.success-schedule.zone=Europe/Berlin",
				"progress.tracker.jobs.crontab.success-schedule.cron=30 2 * * 1-5",
				"progress.tracker.jobs.crontab.success-schedule.zone=Europe/Berlin",
				"progress.tracker.jobs.crontab.success-grace=2h", "progress.tracker.jobs.fixed.success-interval=25h",
				"progress.tracker.jobs.daily.success-schedule.cron=@daily",
				"progress.tracker.jobs.daily.success-schedule.zone=UTC",
				"progress.tracker.jobs.patient.success-grace=30m"), (jobs) -> {
					assertThat(fridayToMonday(jobs, "another")).isEqualTo(Duration.parse("PT72H30M"));
					assertThat(fridayToMonday(jobs, "patient")).isEqualTo(Duration.parse("PT72H"));
					assertThat(fridayToMonday(jobs, "crontab")).isEqualTo(Duration.parse("PT73H30M"));
					assertThat(fridayToMonday(jobs, "fixed")).isEqualTo(Duration.ofHours(25));
					assertThat(fridayToMonday(jobs, "daily")).isEqualTo(Duration.ofHours(24));
				});
	}

	@Test
	void aScheduleTakesPrecedenceOverTheVariable() {
		resolved(
				this.contextRunner.withInitializer(Variables.of("JOB_SUCCESS_INTERVAL", "60"))
					.withPropertyValues("progress.tracker.success-schedule.cron=@daily"),
				(jobs) -> assertThat(fridayToMonday(jobs, "any")).isGreaterThan(Duration.ofHours(1)));
	}

	@Test
	void aScheduleSaysByWhenTheNextRunHasToBegin() {
		resolved(this.contextRunner.withPropertyValues("progress.tracker.success-schedule.cron=0 30 2 * * MON-FRI",
				"progress.tracker.success-schedule.zone=Europe/Berlin", "progress.tracker.start-grace=15m",
				"progress.tracker.jobs.patient.start-grace=2h",
				"progress.tracker.jobs.noon.success-schedule.cron=0 12 * * *",
				"progress.tracker.jobs.noon.success-schedule.zone=UTC",
				"progress.tracker.jobs.fixed.success-interval=25h", "progress.tracker.jobs.off.success-interval=off"),
				(jobs) -> {
					assertThat(nextStart(jobs.own())).isEqualTo("2026-06-08T00:45:00Z");
					assertThat(nextStart(jobs.named("another"))).isEqualTo("2026-06-08T00:45:00Z");
					assertThat(nextStart(jobs.named("patient"))).isEqualTo("2026-06-08T02:30:00Z");
					assertThat(nextStart(jobs.named("noon"))).isEqualTo("2026-06-05T12:15:00Z");
					assertThat(jobs.named("fixed").startExpectation()).isNull();
					assertThat(jobs.named("off").startExpectation()).isNull();
				});
	}

	@Test
	void theGraceIsTenMinutesUnlessConfigured() {
		resolved(
				this.contextRunner.withPropertyValues("progress.tracker.success-schedule.cron=@daily",
						"progress.tracker.success-schedule.zone=UTC"),
				(jobs) -> assertThat(nextStart(jobs.own())).isEqualTo("2026-06-06T00:10:00Z"));
	}

	@Test
	void ofTheSchedulesOfAJobItsOwnTakesPrecedenceAndThenThatOfItsFramework() {
		DueTimes hourly = (instant) -> instant.truncatedTo(ChronoUnit.HOURS).plus(Duration.ofHours(1));
		ApplicationContextRunner global = this.contextRunner.withPropertyValues(
				"progress.tracker.success-schedule.cron=@daily", "progress.tracker.success-schedule.zone=UTC");
		resolved(global.withPropertyValues("progress.tracker.jobs.noon.success-schedule.cron=0 12 * * *",
				"progress.tracker.jobs.noon.success-schedule.zone=UTC",
				"progress.tracker.jobs.fixed.success-interval=25h"), (jobs) -> {
					assertThat(nextStart(jobs.scheduled("noon", hourly))).isEqualTo("2026-06-05T12:10:00Z");
					assertThat(nextStart(jobs.scheduled("other", hourly))).isEqualTo("2026-06-05T02:10:00Z");
					assertThat(nextStart(jobs.scheduled("fixed", hourly))).isEqualTo("2026-06-05T02:10:00Z");
					assertThat(nextStart(jobs.scheduled("other", null))).isEqualTo("2026-06-06T00:10:00Z");
				});
		resolved(this.contextRunner.withPropertyValues("progress.tracker.success-interval=off"), (jobs) -> {
			assertThat(jobs.scheduled("other", hourly).startExpectation()).isNull();
			assertThat(nextStart(jobs.scheduled("other", hourly, SuccessInterval::of)))
				.isEqualTo("2026-06-05T02:10:00Z");
		});
	}

	private static String nextStart(JobDefinition job) {
		return String.valueOf(job.startExpectation().nextStart(Instant.parse("2026-06-05T01:00:00Z"), null));
	}

	@Test
	void aJobToleratesNoFailureUnlessConfigured() {
		resolved(this.contextRunner, (jobs) -> assertThat(jobs.own().failureTolerance()).isZero());
		resolved(this.contextRunner.withPropertyValues("progress.tracker.failure-tolerance=2",
				"progress.tracker.jobs.strict.failure-tolerance=0", "progress.tracker.jobs.lax.failure-tolerance=100"),
				(jobs) -> {
					assertThat(jobs.own().failureTolerance()).isEqualTo(2);
					assertThat(jobs.named("another").failureTolerance()).isEqualTo(2);
					assertThat(jobs.named("strict").failureTolerance()).isZero();
					assertThat(jobs.namedByFramework("lax").failureTolerance()).isEqualTo(100);
				});
	}

	private static Duration fridayToMonday(JobDefinitions jobs, String job) {
		Instant success = Instant.parse("2026-06-05T01:00:00Z");
		return jobs.named(job).successExpectation().interval(success, success).duration();
	}

	@Test
	void aVariableFindsAJobByItsLettersAndDigits() {
		resolved(this.contextRunner
			.withInitializer(Variables.of("PROGRESS_TRACKER_JOBS_NIGHTLYIMPORT_REPORTINTERVAL", "7")), (jobs) -> {
				assertThat(jobs.named("nightlyImport").reportInterval()).isEqualTo(7);
				assertThat(jobs.named("nightly-import").reportInterval()).isEqualTo(7);
				assertThat(jobs.named("nightly").reportInterval()).isEqualTo(1000);
			});
	}

	@Test
	void anyNameArrivesIntact() {
		resolved(this.contextRunner, (jobs) -> {
			for (String name : new String[] { "my job", "u/admin/script", "..", "50%", "größe", "🚀", "a\nb" }) {
				assertThat(jobs.named(name).identity()).isEqualTo(JobIdentity.of(name));
			}
		});
	}

	@Test
	void everyJobButTheApplicationsOwnHasTheApplicationAsApp() {
		resolved(this.contextRunner.withPropertyValues("spring.application.name=shop"), (jobs) -> {
			assertThat(jobs.own().identity()).isEqualTo(JobIdentity.of("shop"));
			assertThat(jobs.named("importJob").identity().app()).isEqualTo("shop");
			assertThat(jobs.namedByFramework("importJob").identity()).isEqualTo(jobs.named("importJob").identity());
		});
		resolved(this.contextRunner.withPropertyValues("spring.application.name=shop", "progress.tracker.app=mall"),
				(jobs) -> {
					assertThat(jobs.own().identity().app()).isEqualTo("mall");
					assertThat(jobs.named("importJob").identity().app()).isEqualTo("mall");
					assertThat(jobs.namedByFramework("importJob").identity().app()).isEqualTo("mall");
				});
	}

	@Test
	void aJobThatIsStartedUnderTheNameOfTheApplicationsOwnJobIsThatJob() {
		resolved(this.contextRunner.withPropertyValues("spring.application.name=shop"),
				(jobs) -> assertThat(jobs.named("shop")).isEqualTo(jobs.own()));
		resolved(
				this.contextRunner.withPropertyValues("spring.application.name=shop", "progress.tracker.job=nightly",
						"progress.tracker.labels.region=eu", "progress.tracker.jobs.import.name=nightly",
						"progress.tracker.jobs.export.name=nightly", "progress.tracker.jobs.export.labels.to=x"),
				(jobs) -> {
					assertThat(jobs.named("nightly")).isEqualTo(jobs.own());
					assertThat(jobs.named("import").identity()).isEqualTo(jobs.own().identity());
					assertThat(jobs.named("export").identity().app()).isEqualTo("shop");
				});
	}

	private static void assertOwnName(JobDefinitions jobs, String name, String origin) {
		assertThat(jobs.own().identity().job()).isEqualTo(name);
		assertThat(jobs.ownIdentity()).containsEntry("job", new ValueWithOrigin(name, origin));
	}

	private static void resolved(ApplicationContextRunner runner, Consumer<JobDefinitions> check) {
		runner.run((context) -> {
			assertThat(context).hasNotFailed();
			check.accept(context.getBean(Tracking.class).jobs());
		});
	}

}
