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

package io.github.progresstracker.internal.delivery;

import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

import io.github.progresstracker.JobDefinition;
import io.github.progresstracker.JobOutcomes;
import io.github.progresstracker.JobProgress;
import io.github.progresstracker.RecordCounts;
import io.github.progresstracker.RunStatus;
import io.github.progresstracker.report.RejectedReportException;
import io.github.progresstracker.report.ReporterState;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link DeliveryStatus}.
 */
@ExtendWith(OutputCaptureExtension.class)
class DeliveryStatusTests {

	private static final JobProgress BROKEN = report("broken", RunStatus.RUNNING);

	private static final JobProgress FINE = report("fine", RunStatus.RUNNING);

	private final DeliveryStatus status = new DeliveryStatus("a gateway");

	@Test
	void troubleIsLoggedWhenItBeginsThenRarelyAndWhenItIsOver(CapturedOutput output) {
		for (int second = 0; second <= 900; second++) {
			this.status.failed(BROKEN, new IOException("no route"), Duration.ofSeconds(second).toNanos());
		}
		this.status.delivered(BROKEN, Duration.ofSeconds(901).toNanos());
		assertThat(lines(output)).hasSize(5)
			.first()
			.asString()
			.contains("a gateway: no route. The jobs continue; delivery will be retried");
		assertThat(lines(output)).last().asString().contains("again, after 901 failed attempts in 901 seconds");
	}

	@Test
	void aDeliveryOfOneJobDoesNotEndTheTroubleOfAnother(CapturedOutput output) {
		for (int second = 0; second < 60; second++) {
			this.status.failed(BROKEN, new IOException("HTTP status 400"), Duration.ofSeconds(second).toNanos());
			this.status.delivered(FINE, Duration.ofSeconds(second).toNanos());
		}
		assertThat(lines(output)).hasSize(1);
		assertThat(reason()).isEqualTo("HTTP status 400");
		this.status.delivered(BROKEN, Duration.ofSeconds(61).toNanos());
		assertThat(lines(output)).hasSize(2);
		assertThat(reason()).isNull();
	}

	@Test
	void aReporterThatComesAndGoesDoesNotFloodTheLog(CapturedOutput output) {
		for (int second = 0; second < 3600; second += 10) {
			this.status.failed(BROKEN, new IOException("no route"), Duration.ofSeconds(second).toNanos());
			this.status.delivered(BROKEN, Duration.ofSeconds(second + 5).toNanos());
		}
		assertThat(lines(output)).hasSize(2 * 12);
		assertThat(reason()).isNull();
	}

	@Test
	void troubleThatComesBackAndStaysIsLogged(CapturedOutput output) {
		this.status.failed(BROKEN, new IOException("no route"), 0);
		this.status.delivered(BROKEN, Duration.ofSeconds(1).toNanos());
		for (int second = 10; second <= 300; second++) {
			this.status.failed(BROKEN, new IOException("no host"), Duration.ofSeconds(second).toNanos());
		}
		assertThat(lines(output)).hasSize(3)
			.last()
			.asString()
			.contains("after 291 attempts in 4 minutes")
			.contains("no host");
		this.status.delivered(BROKEN, Duration.ofSeconds(301).toNanos());
		assertThat(lines(output)).hasSize(4)
			.last()
			.asString()
			.contains("again, after 291 failed attempts in 291 seconds");
	}

	@Test
	void theLogDoesNotPromiseToTryARefusedReportAgain(CapturedOutput output) {
		this.status.failed(BROKEN, new RejectedReportException("HTTP status 401, check user name and password"), 0);
		assertThat(lines(output)).singleElement()
			.asString()
			.contains("a gateway: HTTP status 401, check user name and password. The jobs continue;"
					+ " this report is dropped, and the next one will be sent");
	}

	@Test
	void theLogSaysWhichEndIsNotSentAgainAndDoesNotPromiseThatAnotherReportOfTheRunIs(CapturedOutput output) {
		JobProgress end = report("broken", RunStatus.COMPLETED);
		assertThat(this.status.failed(end, new RejectedReportException("HTTP status 404"), 0)).isTrue();
		assertThat(lines(output)).singleElement()
			.asString()
			.contains(
					"a gateway: HTTP status 404. The jobs continue; this report of job 'broken' is not sent again, but"
							+ " those of its next run will be sent");
		assertThat(this.status.failed(end, new RejectedReportException("HTTP status 404"), seconds(1))).isFalse();
		assertThat(this.status.failed(end, new IOException("no route"), seconds(400))).isFalse();
	}

	@Test
	void theLogDoesNotPromiseToTryAnInterruptedReportAgain(CapturedOutput output) {
		this.status.failed(BROKEN, new InterruptedException("sleep interrupted"), 0);
		assertThat(lines(output)).singleElement()
			.asString()
			.contains("a gateway was interrupted: it took longer than the time that is left when an application ends")
			.doesNotContain("again");
	}

	@ParameterizedTest
	@MethodSource
	void aMessageThatIsOnlyANameIsShownWithItsException(Throwable cause, String reason) {
		this.status.failed(BROKEN, cause, 0);
		assertThat(reason()).isEqualTo(reason);
	}

	static Stream<Arguments> aMessageThatIsOnlyANameIsShownWithItsException() {
		return Stream.of(Arguments.of(new ConnectException("Connection refused"), "Connection refused"),
				Arguments.of(new UnknownHostException("pushgateway"), "UnknownHostException: pushgateway"),
				Arguments.of(new NoSuchFileException("/var/my metrics"), "NoSuchFileException: /var/my metrics"),
				Arguments.of(new FileSystemException("/var/metrics", null, "No space left on device"),
						"/var/metrics: No space left on device"),
				Arguments.of(new ClosedByInterruptException(), "ClosedByInterruptException"),
				Arguments.of(new IllegalStateException(" "), "IllegalStateException"),
				Arguments.of(new OutOfMemoryError("Java heap space"), "OutOfMemoryError: Java heap space"));
	}

	@Test
	void theStateShowsTheLastDeliveryAndTheFailuresSince() {
		assertThat(state(0)).isEqualTo(new ReporterState("a gateway", null, 0, null, null));
		this.status.delivered(FINE, seconds(10));
		this.status.failed(BROKEN, new IOException("no route"), seconds(20));
		this.status.failed(BROKEN, new IOException("no host"), seconds(30));
		assertThat(state(35))
			.isEqualTo(new ReporterState("a gateway", Duration.ofSeconds(25), 2, "no host", Duration.ofSeconds(5)));
		this.status.delivered(FINE, seconds(40));
		assertThat(state(41))
			.isEqualTo(new ReporterState("a gateway", Duration.ofSeconds(1), 2, "no host", Duration.ofSeconds(11)));
		this.status.delivered(BROKEN, seconds(50));
		assertThat(state(51)).isEqualTo(new ReporterState("a gateway", Duration.ofSeconds(1), 0, null, null));
	}

	@Test
	void aJobThatIsRefusedForGoodDoesNotKeepTheReporterInTrouble() {
		this.status.failed(report("broken", RunStatus.COMPLETED), new RejectedReportException("HTTP status 400"),
				seconds(10));
		assertThat(state(11).failures()).isEqualTo(1);
		this.status.delivered(FINE, seconds(20));
		assertThat(state(21)).isEqualTo(new ReporterState("a gateway", Duration.ofSeconds(1), 0, null, null));
	}

	@Test
	void aRunningJobWhoseReportsAreRefusedKeepsTheReporterInTroubleUntilItEnds(CapturedOutput output) {
		for (int second = 0; second < 60; second++) {
			this.status.failed(BROKEN, new RejectedReportException("HTTP status 400"), seconds(second));
			this.status.delivered(FINE, seconds(second));
		}
		assertThat(state(60).failures()).isEqualTo(60);
		this.status.failed(report("broken", RunStatus.FAILED), new RejectedReportException("HTTP status 400"),
				seconds(60));
		this.status.delivered(FINE, seconds(61));
		assertThat(state(61).failures()).isZero();
		assertThat(lines(output)).hasSize(2)
			.last()
			.asString()
			.contains("again, after 61 failed attempts in 61 seconds");
	}

	@Test
	void aCallerWithAnOldTimeIsNotShownTheFuture() {
		this.status.delivered(FINE, seconds(10));
		assertThat(state(9).sinceDelivery()).isZero();
	}

	private static JobProgress report(String job, RunStatus status) {
		return new JobProgress(JobDefinition.of(job), status, Instant.EPOCH, Duration.ofSeconds(1),
				new RecordCounts(1, 0, null), List.of(), JobOutcomes.NONE);
	}

	private @Nullable String reason() {
		return state(0).failure();
	}

	private ReporterState state(long second) {
		return this.status.state(seconds(second));
	}

	private static long seconds(long seconds) {
		return Duration.ofSeconds(seconds).toNanos();
	}

	private static List<String> lines(CapturedOutput output) {
		return output.getAll().lines().filter((line) -> line.contains("a gateway")).toList();
	}

}
