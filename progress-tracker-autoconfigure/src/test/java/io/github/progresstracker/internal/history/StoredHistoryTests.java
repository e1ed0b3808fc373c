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

package io.github.progresstracker.internal.history;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

import io.github.progresstracker.JobIdentity;
import io.github.progresstracker.RecordCounts;
import io.github.progresstracker.RunStatus;
import io.github.progresstracker.testing.TestTime;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link StoredHistory}.
 */
@ExtendWith(OutputCaptureExtension.class)
class StoredHistoryTests {

	private static final JobIdentity NIGHTLY = JobIdentity.of("nightly");

	private static final Duration LONG = Duration.ofSeconds(60);

	private final TestTime time = new TestTime();

	@AutoClose
	private final StoredHistory patient = new StoredHistory("job repository", LONG, this.time);

	@AutoClose
	private final StoredHistory impatient = new StoredHistory("job repository", Duration.ofMillis(1), this.time);

	private final AtomicInteger read = new AtomicInteger();

	/** Each reading finds one more record. */
	private List<PastRun> oneMore(BooleanSupplier closed) {
		return List.of(run(this.read.incrementAndGet()));
	}

	private static PastRun run(long records) {
		return new PastRun(1L, RunStatus.COMPLETED, Instant.EPOCH, Instant.EPOCH, Duration.ZERO,
				new RecordCounts(records, 0, null), null);
	}

	@Test
	void whatWasReadIsKeptForAShortTime() {
		assertThat(this.patient.of(NIGHTLY, this::oneMore)).isEqualTo(new PastRuns(List.of(run(1)), null));
		this.time.pass(Duration.ofMillis(4_999));
		assertThat(this.patient.of(NIGHTLY, this::oneMore).runs()).containsExactly(run(1));
		assertThat(this.patient.of(JobIdentity.of("weekly"), this::oneMore).runs()).containsExactly(run(2));
		this.time.pass(Duration.ofMillis(1));
		assertThat(this.patient.of(NIGHTLY, this::oneMore).runs()).containsExactly(run(3));
	}

	@Test
	void whatTookLongToReadIsKeptLonger() {
		this.patient.of(NIGHTLY, (closed) -> {
			this.time.pass(Duration.ofSeconds(3));
			return oneMore(closed);
		});
		this.time.pass(Duration.ofSeconds(29));
		assertThat(this.patient.of(NIGHTLY, this::oneMore).runs()).containsExactly(run(1));
		this.time.pass(Duration.ofSeconds(1));
		assertThat(this.patient.of(NIGHTLY, this::oneMore).runs()).containsExactly(run(2));
	}

	@Test
	void aSlowStoreIsNotWaitedForAndItsAnswerIsThereWhenSomebodyAsksAgain() {
		CountDownLatch slow = new CountDownLatch(1);
		StoredHistory.Source source = (closed) -> {
			slow.await();
			return oneMore(closed);
		};
		for (int i = 0; i < 3; i++) {
			assertThat(this.impatient.of(NIGHTLY, source))
				.isEqualTo(new PastRuns(List.of(), "The job repository has not answered yet"));
		}
		slow.countDown();
		Awaitility.await()
			.atMost(LONG)
			.untilAsserted(() -> assertThat(this.impatient.of(NIGHTLY, source))
				.isEqualTo(new PastRuns(List.of(run(1)), null)));
		assertThat(this.read).hasValue(1);
	}

	@Test
	void whatWasReadBeforeIsShownWhileTheStoreIsSlowOrGone() {
		AtomicBoolean gone = new AtomicBoolean();
		StoredHistory.Source source = (closed) -> {
			if (gone.get()) {
				throw new IOException("refused");
			}
			return oneMore(closed);
		};
		this.patient.of(NIGHTLY, source);
		gone.set(true);
		for (int i = 0; i < 2; i++) {
			this.time.pass(LONG);
			assertThat(this.patient.of(NIGHTLY, source))
				.isEqualTo(new PastRuns(List.of(run(1)), "The job repository could not be read: IOException: refused"));
		}
		gone.set(false);
		assertThat(this.patient.of(NIGHTLY, source)).isEqualTo(new PastRuns(List.of(run(2)), null));
	}

	@Test
	void aFailureIsOneWarningAndShowsNoSecret(CapturedOutput output) {
		for (int i = 0; i < 3; i++) {
			PastRuns answer = this.patient.of(NIGHTLY, (closed) -> {
				throw new IllegalStateException("jdbc://shop:geheim@db/shop refused");
			});
			assertThat(answer.problem()).startsWith("The job repository could not be read: IllegalStateException:")
				.doesNotContain("geheim");
		}
		assertThat(output).containsOnlyOnce("The last runs of a job could not be read from the job repository")
			.doesNotContain("geheim");
	}

	@Test
	void anErrorOfTheStoreIsAProblemLikeAnyOther() {
		PastRuns answer = this.patient.of(NIGHTLY, (closed) -> {
			throw new NoClassDefFoundError("Old");
		});
		assertThat(answer.problem()).isEqualTo("The job repository could not be read: NoClassDefFoundError: Old");
	}

	@Test
	void nothingIsReadOnceTheApplicationIsClosed(CapturedOutput output) throws Exception {
		CountDownLatch reading = new CountDownLatch(1);
		CountDownLatch closing = new CountDownLatch(1);
		AtomicBoolean seen = new AtomicBoolean();
		Thread asking = new Thread(() -> this.patient.of(NIGHTLY, (closed) -> {
			reading.countDown();
			closing.await();
			seen.set(closed.getAsBoolean());
			throw new IllegalStateException("the database is closed");
		}));
		asking.start();
		reading.await();
		this.patient.close();
		closing.countDown();
		asking.join();
		assertThat(seen).isTrue();
		assertThat(this.patient.of(NIGHTLY, this::oneMore).problem()).contains("The application is shutting down");
		assertThat(this.read).hasValue(0);
		assertThat(output).doesNotContain("WARN");
	}

	@Test
	void somebodyWhoIsInterruptedGetsWhatIsKnown() {
		CountDownLatch slow = new CountDownLatch(1);
		Thread.currentThread().interrupt();
		PastRuns answer = this.patient.of(NIGHTLY, (closed) -> {
			slow.await();
			return List.of();
		});
		assertThat(Thread.interrupted()).isTrue();
		slow.countDown();
		assertThat(answer.problem()).isEqualTo("Waiting for the job repository was interrupted");
	}

}
