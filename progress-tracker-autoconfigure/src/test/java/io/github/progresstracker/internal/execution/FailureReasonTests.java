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

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link FailureReason}.
 */
class FailureReasonTests {

	@Test
	void anExceptionIsNamedByItsSimpleName() {
		assertThat(FailureReason.of(new IOException("secret"))).isEqualTo("IOException");
	}

	@Test
	void noExceptionIsUnknown() {
		assertThat(FailureReason.of(null)).isEqualTo("unknown");
	}

	@Test
	void wrappersOfFailedCallsAreRemoved() {
		Throwable cause = new CompletionException(
				new ExecutionException(new InvocationTargetException(new IOException())));
		assertThat(FailureReason.of(cause)).isEqualTo("IOException");
	}

	@Test
	void otherWrappersAreKept() {
		assertThat(FailureReason.of(new UncheckedIOException(new IOException()))).isEqualTo("UncheckedIOException");
	}

	@Test
	void aWrapperWithoutACauseIsNamedItself() {
		assertThat(FailureReason.of(new CompletionException(null))).isEqualTo("CompletionException");
	}

	@Test
	void anExceptionWithoutASimpleNameIsNamedByItsFullOne() {
		assertThat(FailureReason.of(new RuntimeException() {
		})).startsWith(getClass().getName() + "$");
	}

	@Test
	void wrappersInACycleDoNotBreakTheJob() {
		CyclicWrapper outer = new CyclicWrapper();
		outer.wrapped = new ExecutionException(outer);
		assertThat(FailureReason.of(outer)).isIn("CyclicWrapper", "ExecutionException");
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
