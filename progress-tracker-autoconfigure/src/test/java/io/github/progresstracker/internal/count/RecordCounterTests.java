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

package io.github.progresstracker.internal.count;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

import io.github.progresstracker.RecordCounts;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RecordCounter}.
 */
@Timeout(60)
class RecordCounterTests {

	private final TestRun run = new TestRun();

	private final RecordCounter counter = new RecordCounter(this.run);

	@Test
	void nothingIsLostWhenManyThreadsCount() throws InterruptedException {
		this.counter.open();
		CountDownLatch start = new CountDownLatch(1);
		List<Thread> threads = new ArrayList<>();
		for (int i = 0; i < 200; i++) {
			threads.add(new Thread(() -> {
				awaitUninterrupted(start);
				count(5_000);
			}));
		}
		threads.forEach(Thread::start);
		start.countDown();
		count(5_000);
		for (Thread thread : threads) {
			thread.join();
		}
		assertThat(this.counter.counts()).isEqualTo(new RecordCounts(201 * 3 * 5_000L, 201 * 5_000L, null));
	}

	private void count(int times) {
		for (int n = 0; n < times; n++) {
			this.counter.inc();
			this.counter.inc(2);
			this.counter.markSkipped(1);
		}
	}

	@Test
	void theThreadThatOpensACounterOwnsItAndNoOtherDoes() throws InterruptedException {
		inThread(this.counter::open);
		assertThat(this.counter.incIfOwned()).isFalse();
		assertThat(this.counter.addIfOwned(2)).isFalse();
		this.counter.inc();
		assertThat(this.counter.counts().processed()).isEqualTo(1);
		RecordCounter mine = new RecordCounter(this.run);
		mine.open();
		assertThat(mine.incIfOwned()).isTrue();
		assertThat(mine.addIfOwned(2)).isTrue();
		assertThat(mine.counts().processed()).isEqualTo(3);
	}

	@Test
	void aClosedCounterHasNoOwner() {
		this.counter.open();
		this.counter.inc();
		this.counter.close();
		assertThat(this.counter.incIfOwned()).isFalse();
		assertThat(this.counter.addIfOwned(2)).isFalse();
		assertThat(this.counter.counts().processed()).isEqualTo(1);
	}

	@Test
	void aClosedCounterKeepsNoThreadAlive() throws InterruptedException {
		List<WeakReference<Thread>> ended = List.of(inThread(() -> {
			this.counter.open();
			this.counter.inc();
		}), inThread(this.counter::inc));
		this.counter.close();
		Awaitility.await().atMost(Duration.ofSeconds(50)).until(() -> {
			System.gc();
			return ended.stream().allMatch((thread) -> thread.get() == null);
		});
		assertThat(this.counter.counts().processed()).isEqualTo(2);
	}

	@Test
	void countsAfterTheEndAreDropped() throws InterruptedException {
		this.counter.open();
		this.counter.inc();
		inThread(() -> this.counter.inc(2));
		this.run.ended = true;
		this.counter.close();
		this.counter.inc();
		this.counter.inc(5);
		this.counter.markSkipped(1);
		this.counter.expect(7);
		this.counter.expectIfUnknown(8);
		inThread(this.counter::inc);
		assertThat(this.counter.counts()).isEqualTo(new RecordCounts(3, 0, null));
		assertThat(this.run.events).containsExactly("records were counted", "records were counted",
				"records were marked as skipped", "expect() was called", "records were counted");
	}

	/** Another thread may be about to open it. */
	@Test
	void aCounterThatIsNotOpenYetCountsIfItsRunDoes() {
		this.counter.inc();
		this.counter.inc(2);
		assertThat(this.counter.counts().processed()).isEqualTo(3);
	}

	@Test
	void negativeNumbersAreIgnoredAndTheRunIsTold() {
		this.counter.open();
		this.counter.inc(-1);
		this.counter.markSkipped(-2);
		this.counter.expect(-3);
		this.counter.expectIfUnknown(-4);
		assertThat(this.counter.counts()).isEqualTo(RecordCounts.NONE);
		assertThat(this.run.events).containsExactly("count -1", "number of skipped records -2",
				"expected number of records -3");
	}

	@Test
	void aSizeDoesNotReplaceTheTotalThatTheJobSet() {
		this.counter.open();
		this.counter.expectIfUnknown(5);
		this.counter.expectIfUnknown(6);
		assertThat(this.counter.counts().expected()).isEqualTo(5);
		this.counter.expect(0);
		this.counter.expectIfUnknown(7);
		assertThat(this.counter.counts().expected()).isZero();
	}

	private static WeakReference<Thread> inThread(Runnable task) throws InterruptedException {
		Thread thread = new Thread(task);
		thread.start();
		thread.join();
		return new WeakReference<>(thread);
	}

	private static void awaitUninterrupted(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * A run that a test ends.
	 */
	private static final class TestRun implements CountedRun {

		private final List<String> events = new ArrayList<>();

		private volatile boolean ended;

		@Override
		public boolean accepts(String what) {
			if (this.ended) {
				this.events.add(what);
			}
			return !this.ended;
		}

		@Override
		public boolean hasEnded() {
			return this.ended;
		}

		@Override
		public void ignoreNegative(String what, long number) {
			this.events.add(what + " " + number);
		}

	}

}
