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

package io.github.progresstracker.internal.batch;

import java.util.Arrays;

import io.github.progresstracker.internal.execution.FailureReason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.step.FatalStepExecutionException;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link StoredFailure}.
 */
class StoredFailureTests {

	/** Spring Batch stores 2,500 characters, which is enough for few frames. */
	private static ExitStatus failed(Throwable thrown) {
		for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
			cause.setStackTrace(Arrays.copyOf(cause.getStackTrace(), 3));
		}
		return ExitStatus.FAILED.addExitDescription(thrown);
	}

	private static FailureReason reason(String description) {
		return StoredFailure.reason(ExitStatus.FAILED.addExitDescription(description));
	}

	@Test
	void theExceptionAndItsMessageAreFound() {
		assertThat(StoredFailure.reason(failed(new IllegalStateException("disk is gone"))))
			.isEqualTo(new FailureReason("IllegalStateException", "disk is gone"));
		assertThat(StoredFailure.reason(failed(new IllegalStateException())))
			.isEqualTo(new FailureReason("IllegalStateException", null));
		assertThat(StoredFailure.reason(failed(new Nested("two\nlines"))))
			.isEqualTo(new FailureReason("Nested", "two lines"));
	}

	@Test
	void aWrapperOfSpringBatchIsNotTheReasonIfItsCauseIsStored() {
		Throwable cause = new IllegalStateException("disk is gone");
		assertThat(StoredFailure.reason(failed(new FatalStepExecutionException("Unable to process chunk", cause))))
			.isEqualTo(new FailureReason("IllegalStateException", "disk is gone"));
	}

	@Test
	void aWrapperWhoseCauseWasCutOffIsAllThatIsKnown() {
		assertThat(reason("""
				org.springframework.batch.core.step.FatalStepExecutionException: Unable to process chunk
				\tat org.springframework.batch.core.step.item.ChunkOrientedStep.doExecute(ChunkOrientedStep.java:348)
				\tat org.springframework.batch.core.step.Abstr"""))
			.isEqualTo(new FailureReason("FatalStepExecutionException", "Unable to process chunk"));
	}

	@Test
	void aCauseThatWasCutOffIsNotNamed() {
		String trace = """
				java.lang.IllegalStateException: no prices
				\tat shop.Prices.read(Prices.java:7)
				Caused by: java.io.UncheckedIOException: java.io.IOException: refu""";
		assertThat(reason(trace)).isEqualTo(new FailureReason("IllegalStateException",
				"no prices (UncheckedIOException: java.io.IOException: refu)"));
		assertThat(reason(trace.substring(0, trace.indexOf("edIOException"))))
			.isEqualTo(new FailureReason("IllegalStateException", "no prices"));
	}

	@Test
	void theRootCauseIsAppendedAsForARunOfThisProcess() {
		Throwable root = new java.io.IOException("refused");
		Throwable thrown = new IllegalStateException("no prices", new RuntimeException("retry later", root));
		FailureReason live = FailureReason.of(thrown);
		assertThat(StoredFailure.reason(failed(thrown))).isEqualTo(live);
		assertThat(live.message()).isEqualTo("no prices (IOException: refused)");
	}

	@Test
	void secretsAreHidden() {
		assertThat(StoredFailure.reason(failed(new IllegalStateException("password=geheim"))))
			.isEqualTo(new FailureReason("IllegalStateException", "password=***"));
		assertThat(StoredFailure.withoutException(new ExitStatus("NO DATA", "token: geheim")))
			.isEqualTo(new FailureReason("exit status NO DATA", "token: ***"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "the disk is full", "orders.csv: not found", "see java.io.IOException: refused",
			"3.14: no number", "Caused by: java.io.IOException: refused" })
	void aDescriptionWithoutAnExceptionNamesNone(String description) {
		assertThat(reason(description)).isNull();
	}

	@Test
	void aHugeDescriptionIsReadWithinLimits() {
		assertThat(reason("java.io.IOException: " + "x".repeat(5_000_000))).isNotNull();
		assertThat(reason("a.".repeat(2_000_000))).isNull();
		assertThat(reason("x".repeat(5_000_000))).isNull();
	}

	private static final class Nested extends RuntimeException {

		Nested(String message) {
			super(message);
		}

	}

}
