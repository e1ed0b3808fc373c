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
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;

import io.github.progresstracker.life.CountingProcess.Ending;
import io.github.progresstracker.testing.FaultServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that a gateway which cannot be reached or never answers affects a job in one way
 * only: its exit is delayed, by a limited time. Each test uses a real JVM.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GatewayDownTests {

	private static final Duration FINAL_TIMEOUT = Duration.ofSeconds(2);

	/** The time a JVM may need to end on a busy machine. */
	private static final Duration MARGIN = Duration.ofSeconds(20);

	private AtOnce<Fault, Ending> endings;

	@BeforeAll
	void startAll() {
		this.endings = new AtOnce<>(EnumSet.allOf(Fault.class), GatewayDownTests::live);
	}

	@AfterAll
	void stopAll() {
		this.endings.close();
	}

	private static Ending live(Fault fault) {
		try (FaultServer server = fault.server();
				CountingProcess process = CountingProcess.start((server != null) ? server.address() : fault.address,
						"--progress.tracker.pushgateway.connect-timeout=300ms",
						"--progress.tracker.pushgateway.read-timeout=1500ms",
						"--progress.tracker.pushgateway.final-timeout=" + FINAL_TIMEOUT.toSeconds())) {
			return process.awaitFirstFailure().end(fault.end).print(fault);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@ParameterizedTest
	@EnumSource
	void theJobGoesOnAndItsExitCodeIsUnchanged(Fault fault) {
		Ending ending = this.endings.get(fault);
		assertThat(ending.exitCode()).as(ending.output()).isEqualTo(fault.exitCode);
		// It would not get here if it waited for pushes: a burst alone would take hours
		assertThat(ending.tracked()).isEqualTo(ending.counted()).isPositive();
	}

	@ParameterizedTest
	@EnumSource
	void theExitIsDelayedByNoMoreThanTheFinalTimeout(Fault fault) {
		assertThat(this.endings.get(fault).delay()).isBetween(FINAL_TIMEOUT, FINAL_TIMEOUT.plus(MARGIN));
	}

	@ParameterizedTest
	@EnumSource
	void theFirstFailureAndTheUndeliveredReportAreLogged(Fault fault) {
		List<String> log = this.endings.get(fault).log();
		assertThat(log.get(0)).startsWith("INFO Tracking job 'nightly'");
		assertThat(log.subList(1, log.size())).filteredOn((line) -> !line.contains("counts as interrupted"))
			.satisfiesExactly(
					(line) -> assertThat(line).startsWith("WARN Progress cannot be reported to Pushgateway http://")
						.containsPattern(fault.reason)
						.contains("The jobs continue"),
					(line) -> assertThat(line)
						.startsWith("WARN The last report of job 'nightly' was not delivered to Pushgateway http://"));
	}

	enum Fault {

		/** The port of a service that no longer runs. */
		NOTHING_LISTENS("127.0.0.1:1", "return", 0, "Connection refused"),

		NAME_DOES_NOT_RESOLVE("pushgateway.invalid:9091", "throw", 1, "UnknownHostException"),

		HANGS_AT_CONNECT("", "exit 3", 3, "timed out|no complete response"),

		NEVER_ANSWERS("", "hang", 143, "timed out|no complete response"),

		NEVER_READS("", "return", 0, "timed out|no complete response"),

		A_BYTE_A_SECOND("", "exit 3", 3, "timed out|no complete response");

		private final String address;

		private final String end;

		private final int exitCode;

		private final String reason;

		Fault(String address, String end, int exitCode, String reason) {
			this.address = address;
			this.end = end;
			this.exitCode = exitCode;
			this.reason = reason;
		}

		private FaultServer server() {
			return switch (this) {
				case HANGS_AT_CONNECT -> FaultServer.neverAccepts();
				case NEVER_ANSWERS -> FaultServer.blackHole();
				case NEVER_READS -> FaultServer.neverReads();
				// Each byte arrives within the read timeout, but the status line takes
				// longer than a push may take
				case A_BYTE_A_SECOND -> FaultServer.drip(new byte[0],
						("HTTP/1.1 200 OK\r\nLong: " + "x".repeat(1000)).getBytes(StandardCharsets.UTF_8), 1000);
				default -> null;
			};
		}

	}

}
