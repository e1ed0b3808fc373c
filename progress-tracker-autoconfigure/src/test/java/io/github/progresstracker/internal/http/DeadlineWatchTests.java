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

package io.github.progresstracker.internal.http;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.stream.Stream;

import io.github.progresstracker.spi.TimeSource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

/**
 * Tests for {@link DeadlineWatch}: every exchange is watched, by as few threads as
 * possible.
 */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DeadlineWatchTests {

	private static final Duration FOREVER = Duration.ofDays(1);

	private static final Duration SHORT = Duration.ofMillis(1);

	private static final Duration MAX_WAIT = Duration.ofSeconds(30);

	private final Threads threads = new Threads();

	private final DeadlineWatch watch = new DeadlineWatch(this.threads);

	@Test
	void oneThreadWatchesExchangesThatFollowEachOther() throws Exception {
		for (int i = 0; i < 1000; i++) {
			begin(FOREVER).close();
		}
		assertThat(this.threads.started).hasSize(1);
	}

	@Test
	void severalExchangesAreWatchedAtOnce() throws Exception {
		try (RequestDeadline first = begin(SHORT); RequestDeadline second = begin(SHORT)) {
			List<CutOffConnection> connections = List.of(new CutOffConnection(), new CutOffConnection());
			first.watch(connections.get(0));
			second.watch(connections.get(1));
			for (CutOffConnection connection : connections) {
				connection.cutOff.await();
			}
		}
		assertThat(this.threads.started).hasSize(1);
	}

	@Test
	void anExchangeIsCutOffAgainAndAgain() throws Exception {
		CutOffConnection connection = new CutOffConnection(5);
		try (RequestDeadline deadline = begin(SHORT)) {
			deadline.watch(connection);
			connection.cutOff.await();
		}
	}

	@Test
	void anExchangeIsWatchedEvenIfTheOneBeforeItIsLongAgo() throws Exception {
		begin(FOREVER).close();
		awaitNoThread();
		CutOffConnection connection = new CutOffConnection();
		try (RequestDeadline deadline = begin(SHORT)) {
			deadline.watch(connection);
			connection.cutOff.await();
		}
		assertThat(this.threads.started).hasSize(2);
		awaitNoThread();
	}

	@Test
	void aConnectionThatBreaksTheWatchIsNotTheLastThatIsWatched() throws Exception {
		CutOffConnection broken = new CutOffConnection();
		broken.error = new NoClassDefFoundError("broken");
		CutOffConnection other = new CutOffConnection();
		try (RequestDeadline first = begin(SHORT)) {
			first.watch(broken);
			broken.cutOff.await();
		}
		try (RequestDeadline second = begin(SHORT)) {
			second.watch(other);
			other.cutOff.await();
		}
		assertThat(this.threads.started).hasSize(1);
	}

	@Test
	void anExchangeThatCannotBeWatchedDoesNotBegin() throws Exception {
		this.threads.exhausted = true;
		assertThatIOException().isThrownBy(() -> begin(FOREVER)).withMessage("the system is out of threads");
		this.threads.exhausted = false;
		CutOffConnection connection = new CutOffConnection();
		try (RequestDeadline deadline = begin(SHORT)) {
			deadline.watch(connection);
			connection.cutOff.await();
		}
	}

	@Test
	void whoeverIsInterruptedIsCutOff() throws Exception {
		CutOffConnection connection = new CutOffConnection();
		try (RequestDeadline deadline = begin(FOREVER)) {
			deadline.watch(connection);
			Thread.currentThread().interrupt();
			while (connection.cutOff.getCount() > 0) {
				Thread.onSpinWait();
			}
		}
		finally {
			Thread.interrupted();
		}
	}

	private RequestDeadline begin(Duration limit) throws IOException {
		return RequestDeadline.begin(limit, TimeSource.SYSTEM, this.watch);
	}

	private void awaitNoThread() {
		Awaitility.await().atMost(MAX_WAIT).until(() -> this.threads.alive().findAny().isEmpty());
	}

	/** Starts threads until the system is out of them. */
	private static final class Threads implements ThreadFactory {

		private final List<Thread> started = new CopyOnWriteArrayList<>();

		private volatile boolean exhausted;

		@Override
		public Thread newThread(Runnable task) {
			if (this.exhausted) {
				throw new OutOfMemoryError("unable to create native thread");
			}
			Thread thread = new Thread(task, "test-push-deadline");
			thread.setDaemon(true);
			this.started.add(thread);
			return thread;
		}

		private Stream<Thread> alive() {
			return this.started.stream().filter(Thread::isAlive);
		}

	}

	/** Knows how often it was cut off. */
	private static final class CutOffConnection extends HttpURLConnection {

		private final CountDownLatch cutOff;

		private volatile Error error;

		private CutOffConnection() throws IOException {
			this(1);
		}

		private CutOffConnection(int times) throws IOException {
			super(URI.create("http://gateway").toURL());
			this.cutOff = new CountDownLatch(times);
		}

		@Override
		public void disconnect() {
			this.cutOff.countDown();
			if (this.error != null) {
				throw this.error;
			}
		}

		@Override
		public boolean usingProxy() {
			return false;
		}

		@Override
		public void connect() {
			throw new UnsupportedOperationException();
		}

	}

}
