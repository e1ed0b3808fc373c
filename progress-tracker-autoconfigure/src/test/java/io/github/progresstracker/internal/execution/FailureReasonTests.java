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

package io.github.progresstracker.internal.execution;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.net.ConnectException;
import java.sql.SQLException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link FailureReason}.
 */
class FailureReasonTests {

	@Test
	void anExceptionIsNamedByItsSimpleNameAndSaysItsMessage() {
		assertThat(FailureReason.of(new IOException("disk full")))
			.isEqualTo(new FailureReason("IOException", "disk full"));
	}

	@Test
	void noExceptionIsUnknown() {
		assertThat(FailureReason.of(null)).isEqualTo(new FailureReason("unknown", null));
	}

	@ParameterizedTest
	@NullSource
	@ValueSource(strings = { "", " ", "\n\t", "\u001b[31m\u001b[0m" })
	void anExceptionThatSaysNothingHasNoMessage(String message) {
		assertThat(FailureReason.of(new IOException(message))).isEqualTo(new FailureReason("IOException", null));
	}

	@Test
	void wrappersOfFailedCallsAreRemoved() {
		Throwable cause = new CompletionException(
				new ExecutionException(new InvocationTargetException(new IOException("disk full"))));
		assertThat(FailureReason.of(cause)).isEqualTo(new FailureReason("IOException", "disk full"));
	}

	@Test
	void otherWrappersAreKeptAndDoNotRepeatTheirCause() {
		assertThat(FailureReason.of(new UncheckedIOException(new IOException("disk full"))))
			.isEqualTo(new FailureReason("UncheckedIOException", "java.io.IOException: disk full"));
	}

	@Test
	void theRootCauseFollowsInParenthesesWithItsName() {
		Throwable cause = new IllegalStateException("Cannot import orders.csv",
				new IllegalArgumentException("Cannot connect", new ConnectException("Connection refused")));
		assertThat(FailureReason.of(cause)).isEqualTo(new FailureReason("IllegalStateException",
				"Cannot import orders.csv (ConnectException: Connection refused)"));
	}

	@Test
	void aRootCauseThatSaysNothingIsNamed() {
		assertThat(FailureReason.of(new IllegalStateException("Cannot import", new EOFException())).message())
			.isEqualTo("Cannot import (EOFException)");
		assertThat(FailureReason.of(new IllegalStateException(null, new EOFException())).message())
			.isEqualTo("EOFException");
	}

	@Test
	void aLongMessageLeavesRoomForTheRootCause() {
		String sql = "PreparedStatementCallback; SQL [insert into orders values (" + "?, ".repeat(300) + "?)]";
		String root = "duplicate key value violates unique constraint \"orders_pkey\"";
		assertThat(FailureReason.of(new IllegalStateException(sql + "; " + root, new SQLException(root))).message())
			.hasSize(200)
			.startsWith("PreparedStatementCallback; SQL [insert into orders")
			.endsWith("… (SQLException: " + root + ")");
	}

	@Test
	void aWrapperWithoutACauseIsNamedItself() {
		assertThat(FailureReason.of(new CompletionException(null)).exception()).isEqualTo("CompletionException");
	}

	@Test
	void anExceptionWithoutASimpleNameIsNamedByItsFullOne() {
		assertThat(FailureReason.of(new RuntimeException() {
		}).exception()).startsWith(getClass().getName() + "$");
	}

	@Test
	void wrappersInACycleDoNotBreakTheJob() {
		CyclicWrapper outer = new CyclicWrapper();
		outer.wrapped = new ExecutionException(outer);
		assertThat(FailureReason.of(outer).exception()).isIn("CyclicWrapper", "ExecutionException");
	}

	@Test
	void causesInACycleDoNotBreakTheJob() {
		IllegalStateException outer = new IllegalStateException("outer");
		outer.initCause(new IllegalArgumentException("inner", outer));
		assertThat(FailureReason.of(outer))
			.isEqualTo(new FailureReason("IllegalStateException", "outer (IllegalArgumentException: inner)"));
	}

	@Test
	void anExceptionWhoseMethodsThrowStillHasAName() {
		assertThat(FailureReason.of(new ThrowingException())).isEqualTo(new FailureReason("ThrowingException", null));
		assertThat(FailureReason.of(new IOException("disk full"), (cause) -> {
			throw new IllegalStateException();
		})).isEqualTo(new FailureReason("IOException", "disk full"));
	}

	private static final class ThrowingException extends RuntimeException {

		@Override
		public String getMessage() {
			throw new IllegalStateException();
		}

		@Override
		public synchronized Throwable getCause() {
			throw new StackOverflowError();
		}

	}

	private static final class CyclicWrapper extends CompletionException {

		private Throwable wrapped = this;

		private CyclicWrapper() {
			super("a wrapper", null);
		}

		@Override
		public synchronized Throwable getCause() {
			return this.wrapped;
		}

	}

}
