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

import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that a loop which does nothing but count is seen to move from outside.
 */
class TightLoopTests {

	/** Long enough for the loop to be compiled, and for many snapshots in one round. */
	private static final int COUNTS_IN_A_ROUND = 200_000_000;

	private final ProgressTracker tracker = ProgressTrackers.create().start("import");

	private volatile boolean stopped;

	private volatile int round;

	@Test
	@Timeout(60)
	void aTightLoopIsSeenToMove() throws InterruptedException {
		Thread loop = new Thread(this::countUntilStopped, "tight-loop");
		loop.setDaemon(true);
		loop.start();
		try {
			// The first rounds run code that is not compiled yet, which hides nothing.
			while (this.round < 3 || movesInOneRound() < 5) {
				assertThat(loop.isAlive()).isTrue();
			}
		}
		finally {
			this.stopped = true;
			loop.join(TimeUnit.SECONDS.toMillis(30));
		}
		assertThat(loop.isAlive()).isFalse();
		assertThat(processed()).isEqualTo((long) this.round * COUNTS_IN_A_ROUND);
	}

	private void countUntilStopped() {
		Stage load = this.tracker.startStage("load");
		for (int counted = 1; !this.stopped; counted++) {
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
	 * How often the count was seen to move within one round; what is written at the end
	 * of a round moves it once.
	 */
	private int movesInOneRound() {
		int inRound = this.round;
		int moves = 0;
		long seen = processed();
		while (this.round == inRound) {
			long now = processed();
			if (now != seen) {
				seen = now;
				moves++;
			}
		}
		return moves;
	}

	private long processed() {
		return this.tracker.progress().records().processed();
	}

}
