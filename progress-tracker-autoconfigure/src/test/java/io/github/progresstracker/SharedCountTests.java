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

package io.github.progresstracker;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SharedCount}.
 */
@Timeout(60)
class SharedCountTests {

	private static final long PLACE = 7;

	private final SharedCount count = new SharedCount();

	@Test
	void nothingIsLostWhereManyMoreThreadsCountThanThereAreCells() throws InterruptedException {
		CountDownLatch start = new CountDownLatch(1);
		List<Thread> threads = new ArrayList<>();
		for (int i = 0; i < 200; i++) {
			threads.add(new Thread(() -> {
				awaitUninterrupted(start);
				for (int n = 0; n < 5_000; n++) {
					inc();
				}
			}));
		}
		threads.forEach(Thread::start);
		start.countDown();
		for (Thread thread : threads) {
			thread.join();
		}
		assertThat(this.count.sum()).isEqualTo(200 * 5_000);
	}

	@Test
	void aThreadKeepsItsCell() throws InterruptedException {
		assertThat(hasCellAfter(PLACE, this::inc)).isTrue();
		assertThat(this.count.sum()).isEqualTo(2);
	}

	@Test
	void theCellOfAThreadThatHasEndedGoesToTheNextWithWhatWasCounted() throws InterruptedException {
		for (int i = 1; i <= 3; i++) {
			assertThat(hasCellAfter(PLACE, this::inc)).isTrue();
			assertThat(this.count.sum()).isEqualTo(2L * i);
		}
	}

	@Test
	void aThreadWhosePlaceIsTakenCountsWithoutACell() throws InterruptedException {
		CountDownLatch taken = new CountDownLatch(1);
		CountDownLatch end = new CountDownLatch(1);
		Thread first = new ThreadOfPlace(PLACE, () -> {
			inc();
			taken.countDown();
			awaitUninterrupted(end);
			inc();
		});
		first.start();
		taken.await();
		assertThat(hasCellAfter(PLACE, this::inc)).isFalse();
		assertThat(hasCellAfter(PLACE + 1, this::inc)).isTrue();
		end.countDown();
		first.join();
		assertThat(this.count.sum()).isEqualTo(2 + 1 + 2);
	}

	@Test
	void noThreadHasACellWhenAllAreReleased() throws InterruptedException {
		assertThat(hasCellAfter(PLACE, () -> {
			inc();
			this.count.release();
		})).isFalse();
		assertThat(hasCellAfter(PLACE, this::inc)).isFalse();
		assertThat(hasCellAfter(PLACE + 1, this::inc)).isFalse();
		assertThat(this.count.sum()).isEqualTo(3);
	}

	@Test
	void noThreadIsKeptWhenAllAreReleased() throws InterruptedException {
		List<WeakReference<Thread>> ended = List.of(endedThatCounted(PLACE), endedThatCounted(PLACE + 1));
		this.count.release();
		Awaitility.await().until(() -> {
			System.gc();
			return ended.stream().allMatch((thread) -> thread.get() == null);
		});
		assertThat(this.count.sum()).isEqualTo(2);
	}

	private WeakReference<Thread> endedThatCounted(long place) throws InterruptedException {
		Thread thread = new ThreadOfPlace(place, this::inc);
		thread.start();
		thread.join();
		return new WeakReference<>(thread);
	}

	private void inc() {
		if (!this.count.incIfClaimed()) {
			this.count.add(1);
		}
	}

	/** Counts one if there is a cell. */
	private boolean hasCellAfter(long place, Runnable counting) throws InterruptedException {
		boolean[] has = new boolean[1];
		Thread thread = new ThreadOfPlace(place, () -> {
			counting.run();
			has[0] = this.count.addIfClaimed(1);
		});
		thread.start();
		thread.join();
		return has[0];
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
	 * A thread whose cell has a known place.
	 */
	private static final class ThreadOfPlace extends Thread {

		private final long id;

		ThreadOfPlace(long place, Runnable task) {
			super(task);
			this.id = place;
		}

		@Override
		public long getId() {
			return this.id;
		}

	}

}
