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

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.github.progresstracker.testing.JavaProcess;
import io.github.progresstracker.testing.RealPushgateway;
import io.github.progresstracker.testing.UsesServers;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests how each end of a run shows in a real Pushgateway, in the exit code and in the
 * log. Each test starts a real JVM.
 */
@UsesServers
class LifeOfARunTests {

	private static final Map<String, String> JOB = Map.of("job", "nightly");

	private static final Map<String, String> LOAD = Map.of("job", "nightly", "stage", "load");

	@AutoClose
	private final RealPushgateway gateway = RealPushgateway.start();

	private final Map<String, String> variables = new HashMap<>();

	@AutoClose
	private JavaProcess process;

	private final double startedAt = Instant.now().toEpochMilli() / 1e3;

	@Test
	void aRunnerThatReturnsIsASuccess() {
		assertThat(live("returns").exitCode()).isZero();
		assertSucceeded();
		assertThat(value("job_records_processed", JOB)).isEqualTo(4);
		assertThat(value("job_records_processed", LOAD)).isEqualTo(4);
		assertThat(this.process.output()).doesNotContain("WARN");
	}

	@Test
	void aRunnerThatThrowsIsAFailure() {
		assertThat(live("throws").exitCode()).isEqualTo(1);
		assertFailed("UnreadableFileException", "load");
		assertThat(value("job_records_processed", LOAD)).isEqualTo(4);
	}

	@Test
	void aFailureNamesTheExceptionThatTheRunnerThrew() {
		assertThat(live("throws-checked").exitCode()).isEqualTo(1);
		assertFailed("IOException", "load");
	}

	@Test
	void runningOutOfMemoryIsAFailureAndIsLogged() {
		this.variables.put("JAVA_TOOL_OPTIONS", "-Xmx128m");
		assertThat(live("out-of-memory").exitCode()).isEqualTo(1);
		assertFailed("OutOfMemoryError", "load");
		assertThat(this.process.output()).contains("java.lang.OutOfMemoryError: Java heap space");
	}

	@Test
	void runningOutOfStackIsAFailureAndIsLogged() {
		assertThat(live("stack-overflow").exitCode()).isEqualTo(1);
		assertFailed("StackOverflowError", "dive");
		assertThat(this.process.output()).contains("java.lang.StackOverflowError");
		assertThat(this.process.output().lines().filter((line) -> line.contains(" WARN "))).isNotEmpty()
			.allMatch((line) -> line.contains("io.github.progresstracker.progress "));
	}

	@Test
	void anExitCodeOtherThanZeroIsAFailure() {
		assertThat(live("exit-code").exitCode()).isEqualTo(3);
		assertFailed("exit code 3", "load");
	}

	@Test
	void springApplicationExitInsideARunnerIsASuccess() {
		assertThat(live("spring-exit").exitCode()).isZero();
		assertSucceeded();
	}

	@Test
	void systemExitInsideARunnerIsAnInterruptionAndTheLogSaysWhatToDo() {
		assertThat(live("system-exit").exitCode()).isZero();
		assertInterrupted();
		assertThat(this.process.output()).contains("System.exit").contains("complete()");
	}

	/** See spring-boot#41336. */
	@Test
	@EnabledForJreRange(minVersion = 21)
	void systemExitWithAnotherCodeIsAFailure() {
		assertThat(live("system-exit-3").exitCode()).isEqualTo(3);
		assertFailed("exit code 3", "load");
		assertThat(this.process.output()).doesNotContain("Runtime.exit()", "interrupted");
	}

	@Test
	@EnabledForJreRange(minVersion = 21)
	void systemExitInsideAJobThatCodeStartedIsItsFailure() {
		assertThat(live("job-exits-3").exitCode()).isEqualTo(3);
		assertFailed("exit code 3", "load");
		assertThat(value("job_last_failure_info", Map.of("job", "invoices", "exception", "exit code 3"))).isEqualTo(1);
		assertThat(this.gateway.has("job_last_success", Map.of("job", "invoices"))).isFalse();
	}

	@Test
	@EnabledForJreRange(maxVersion = 20)
	void systemExitWithAnotherCodeIsAnInterruptionAndTheLogSaysThatTheCodeIsNotSeen() {
		assertThat(live("system-exit-3").exitCode()).isEqualTo(3);
		assertInterrupted();
		assertThat(this.process.output()).contains("its exit code cannot be seen", "fail()",
				"SpringApplication.exit(context)");
	}

	@Test
	void anExitFromAnotherThreadIsSeenEvenIfShutdownHooksFail() {
		assertThat(live("exits-elsewhere").exitCode()).isEqualTo(5);
		if (Runtime.version().feature() >= 21) {
			assertFailed("exit code 5", "load");
		}
		else {
			assertInterrupted();
		}
		assertThat(value("job_records_processed", LOAD)).isEqualTo(4);
		assertThat(this.process.output()).contains("the hook failed", "the handler failed");
	}

	@Test
	void workThatGoesOnAfterTheRunnersIsNoSuccessUnlessItSaysSo() {
		assertThat(live("counts-on").exitCode()).isZero();
		assertInterrupted();
		assertThat(value("job_records_processed", JOB)).isEqualTo(5);
		assertThat(value("job_duration_seconds", JOB)).isGreaterThan(1.9);
		assertThat(this.process.output()).contains("Job 'nightly' was still running when the application was closed")
			.contains("Records were counted after the runners had returned")
			.contains("call complete()");
	}

	@Test
	void workThatGoesOnAfterTheRunnersAndCompletesIsASuccess() {
		assertThat(live("counts-on-and-completes").exitCode()).isZero();
		assertSucceeded();
		assertThat(value("job_duration_seconds", JOB)).isGreaterThan(1.9);
		assertThat(this.process.output()).doesNotContain("WARN");
	}

	@Test
	void springApplicationExitInsideAJobThatCodeStartedIsItsFailure() {
		assertThat(live("job-spring-exit-3").exitCode()).isEqualTo(3);
		assertThat(value("job_last_failure_info", Map.of("job", "invoices", "exception", "exit code 3"))).isEqualTo(1);
	}

	@Test
	void aJobThatIsOpenWhenARunnerThrowsHasFailedAsWell() {
		assertThat(live("job-that-throws").exitCode()).isEqualTo(1);
		assertFailed("UnreadableFileException", "load");
		assertThat(value("job_last_failure_info", Map.of("job", "invoices", "exception", "UnreadableFileException")))
			.isEqualTo(1);
	}

	@Test
	void aSignalInTheMiddleOfARunnerIsAnInterruption() {
		assertThat(live("hangs").awaitOutput("HANGS").terminate().exitCode()).isEqualTo(143);
		assertInterrupted();
		assertThat(value("job_records_processed", LOAD)).isEqualTo(4);
		assertThat(this.process.output()).contains("so the run counts as interrupted. After a signal such as SIGTERM or"
				+ " Ctrl-C, this is correct. If a runner called System.exit");
	}

	@Test
	void completeIsASuccessAtOnceWhateverHappensLater() {
		live("completes-then-hangs").awaitOutput("HANGS");
		Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> this.gateway.has("job_last_success", JOB));
		assertThat(this.process.terminate().exitCode()).isEqualTo(143);
		assertSucceeded();
	}

	@Test
	void aRunnerThatThrowsAfterCompleteIsStillASuccess() {
		assertThat(live("completes-then-throws").exitCode()).isEqualTo(1);
		assertSucceeded();
	}

	@Test
	void failIsAFailureEvenIfTheExitCodeIsZero() {
		assertThat(live("fails").exitCode()).isZero();
		assertFailed("UnreadableFileException", "load");
	}

	@Test
	void aWebApplicationIsNotDoneWhenItsRunnersReturn() {
		live("returns", "--spring.main.web-application-type=servlet", "--server.port=0").awaitOutput("Started");
		Awaitility.await()
			.atMost(Duration.ofSeconds(20))
			.until(() -> this.gateway.has("job_running", JOB) && value("job_running", JOB) == 1);
		assertThat(this.process.terminate().exitCode()).isEqualTo(143);
		assertInterrupted();
	}

	@Test
	void completeInAWebApplicationIsASuccess() {
		live("completes-then-hangs", "--spring.main.web-application-type=servlet", "--server.port=0")
			.awaitOutput("HANGS");
		assertThat(this.process.terminate().exitCode()).isEqualTo(143);
		assertSucceeded();
	}

	@Test
	void aContextThatFailsToStartOnceTheRunHasStartedIsAFailure() {
		assertThat(live("context-fails").exitCode()).isEqualTo(1);
		assertFailed("UnreadableFileException", "prepare");
	}

	@Test
	void anApplicationThatGoesOnHasSucceededOneHeartbeatAfterItsRunners() {
		live("lives-on", "--progress.tracker.heartbeat=1s").awaitOutput("HANGS");
		Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> this.gateway.has("job_last_success", JOB));
		assertSucceeded();
		assertThat(this.process.terminate().exitCode()).isEqualTo(143);
		assertSucceeded();
	}

	@Test
	void afterKillTheEndOfTheRunIsUnknown() {
		live("hangs").awaitOutput("HANGS");
		Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> this.gateway.has("job_running", JOB));
		assertThat(this.process.kill().exitCode()).isEqualTo(137);
		assertThat(value("job_running", JOB)).isEqualTo(1);
		assertThat(this.gateway.has("job_last_success", JOB)).isFalse();
		assertThat(this.gateway.has("job_last_failure", JOB)).isFalse();
		assertThat(this.gateway.has("job_last_interruption", JOB)).isFalse();
	}

	@Test
	void aFailureKeepsTheSuccessOfAnEarlierRun() {
		assertThat(live("returns").exitCode()).isZero();
		double success = value("job_last_success", JOB);
		this.process.close();
		assertThat(live("throws").exitCode()).isEqualTo(1);
		assertThat(value("job_last_success", JOB)).isEqualTo(success);
		assertThat(value("job_last_failure", JOB)).isGreaterThan(success);
	}

	private JavaProcess live(String life, String... more) {
		List<String> arguments = new ArrayList<>(List.of("--life=" + life));
		if (more.length == 0 || !more[0].contains("web-application-type")) {
			arguments.add("--spring.main.web-application-type=none");
		}
		arguments.addAll(List.of(more));
		this.variables.put("PUSHGATEWAY", this.gateway.url());
		this.variables.put("JOB_NAME", "nightly");
		this.process = JavaProcess.start(LifeApplication.class, this.variables, arguments.toArray(String[]::new));
		return this.process;
	}

	private void assertSucceeded() {
		assertThat(value("job_last_success", JOB)).isBetween(this.startedAt - 1, now());
		assertEndedOnly("job_last_success");
	}

	private void assertFailed(String exception, String stage) {
		assertThat(value("job_last_failure", JOB)).isBetween(this.startedAt - 1, now());
		assertThat(value("job_last_failure_info", Map.of("job", "nightly", "exception", exception, "stage", stage)))
			.isEqualTo(1);
		assertEndedOnly("job_last_failure");
	}

	private void assertInterrupted() {
		assertThat(value("job_last_interruption", JOB)).isBetween(this.startedAt - 1, now());
		assertEndedOnly("job_last_interruption");
	}

	private void assertEndedOnly(String metric) {
		assertThat(value("job_running", JOB)).isZero();
		for (String end : List.of("job_last_success", "job_last_failure", "job_last_interruption")) {
			assertThat(this.gateway.has(end, JOB)).as(end).isEqualTo(end.equals(metric));
		}
	}

	private static double now() {
		return Instant.now().toEpochMilli() / 1e3 + 1;
	}

	private double value(String metric, Map<String, String> labels) {
		return this.gateway.value(metric, labels);
	}

}
