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

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

import io.github.progresstracker.simple.SimpleProgressTrackers;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that other threads see the progress of a loop that does nothing but count. This
 * uses a JVM with the serial collector, as small containers do: there, the compiler turns
 * a whole loop of plain increments into a single one.
 */
class TightLoopTests {

	@Test
	void aTightLoopIsSeenToMove() throws IOException, InterruptedException {
		Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				"-XX:+UseSerialGC", "-cp",
				System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
				WatchedLoop.class.getName())
			.redirectErrorStream(true)
			.redirectOutput(ProcessBuilder.Redirect.DISCARD)
			.start();
		try {
			assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("the loop was seen to move").isTrue();
			assertThat(process.exitValue()).isZero();
		}
		finally {
			process.destroyForcibly();
		}
	}

	/**
	 * Counts in a tight loop until another thread has seen that.
	 */
	static final class WatchedLoop {

		/** Enough to take many snapshots during one round. */
		private static final int COUNTS_IN_A_ROUND = 200_000_000;

		private final ProgressTracker tracker = new SimpleProgressTrackers().start("import");

		private volatile int round;

		public static void main(String[] arguments) {
			WatchedLoop watched = new WatchedLoop();
			Thread loop = new Thread(watched::count, "tight-loop");
			loop.setDaemon(true);
			loop.start();
			// The first rounds run code that is not compiled yet and prove nothing.
			while (watched.round < 3 || watched.movesInOneRound() < 5) {
				Thread.onSpinWait();
			}
		}

		private void count() {
			Stage load = this.tracker.startStage("load");
			for (int counted = 1; counted > 0; counted++) {
				count(load);
				this.round = counted;
			}
		}

		private static void count(Stage stage) {
			for (int i = 0; i < COUNTS_IN_A_ROUND; i++) {
				stage.inc();
			}
		}

		/**
		 * Counts how often the number is seen to change within one round. If it were only
		 * written at the end of a round, that would be once.
		 */
		private int movesInOneRound() {
			int inRound = this.round;
			int moves = 0;
			long seen = this.tracker.progress().records().processed();
			while (this.round == inRound) {
				long now = this.tracker.progress().records().processed();
				if (now != seen) {
					seen = now;
					moves++;
				}
			}
			return moves;
		}

	}

}
