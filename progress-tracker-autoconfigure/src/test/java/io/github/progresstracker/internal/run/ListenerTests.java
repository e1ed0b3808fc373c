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

package io.github.progresstracker.internal.run;

import io.github.progresstracker.RunStatus;
import io.github.progresstracker.spi.ProgressSource;
import io.github.progresstracker.spi.RunListener;
import io.github.progresstracker.testing.TestTime;
import io.github.progresstracker.testing.TestTrackers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

/**
 * Tests for listeners that throw exceptions and errors.
 */
@ExtendWith(OutputCaptureExtension.class)
class ListenerTests {

	@Test
	void aListenerThatThrowsDoesNotDisturbTheJob(CapturedOutput output) {
		assertThatJobGoesOnDespite(new IllegalStateException("listener is broken"));
		assertThat(output).contains("listener is broken").contains(ThrowingListener.class.getName());
	}

	@Test
	void aListenerThatThrowsACheckedExceptionAsKotlinMayDoesNotDisturbTheJob() {
		assertThatJobGoesOnDespite(new Exception("checked"));
	}

	@Test
	void aListenerWhoseLibraryIsMissingDoesNotDisturbTheJob() {
		assertThatJobGoesOnDespite(new NoClassDefFoundError("some/Library"));
	}

	@Test
	void aListenerThatCannotStartAThreadDoesNotDisturbTheJob() {
		assertThatJobGoesOnDespite(new OutOfMemoryError("unable to create native thread"));
	}

	@Test
	void aListenerThatKeepsThrowingDoesNotFillTheLog(CapturedOutput output) {
		assertThatJobGoesOnDespite(new IllegalStateException("listener is broken"));
		assertThat(output.getAll().lines().filter((line) -> line.contains("WARN"))).hasSize(1);
	}

	private void assertThatJobGoesOnDespite(Throwable thrown) {
		TestTrackers trackers = new TestTrackers(new TestTime(), new ThrowingListener(thrown));
		assertThatNoException().isThrownBy(() -> trackers.run("import", (tracker) -> {
			tracker.startStage("load").inc();
			tracker.startStage("index").end();
		}));
		assertThat(trackers.progress()).singleElement().satisfies((progress) -> {
			assertThat(progress.status()).isEqualTo(RunStatus.COMPLETED);
			assertThat(progress.records().processed()).isEqualTo(1);
		});
	}

	private record ThrowingListener(Throwable thrown) implements RunListener {

		@Override
		public void runStarted(ProgressSource run) {
			sneakilyThrow(this.thrown);
		}

		@Override
		public void stageChanged(ProgressSource run) {
			sneakilyThrow(this.thrown);
		}

		@Override
		public void runEnded(ProgressSource run) {
			sneakilyThrow(this.thrown);
		}

		@SuppressWarnings({ "unchecked", "TypeParameterUnusedInFormals" })
		private static <X extends Throwable> void sneakilyThrow(Throwable thrown) throws X {
			throw (X) thrown;
		}

	}

}
