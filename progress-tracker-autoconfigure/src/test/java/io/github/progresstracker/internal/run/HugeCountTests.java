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

import io.github.progresstracker.ProgressTracker;
import io.github.progresstracker.RecordCounts;
import io.github.progresstracker.simple.SimpleProgressTrackers;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that an absurdly large number does not make a count go down.
 */
class HugeCountTests {

	private final ProgressTracker tracker = new SimpleProgressTrackers().start("huge");

	@Test
	void aCountThatOverflowsStaysAtTheMaximum() {
		this.tracker.inc(Long.MAX_VALUE);
		this.tracker.inc(Long.MAX_VALUE);
		this.tracker.inc(5);
		this.tracker.inc();
		assertThat(this.tracker.progress().records().processed()).isEqualTo(Long.MAX_VALUE);
	}

	@Test
	void aSumOfStagesThatOverflowsStaysAtTheMaximum() {
		this.tracker.startStage("one").inc(Long.MAX_VALUE);
		this.tracker.startStage("two").inc(Long.MAX_VALUE);
		this.tracker.markSkipped(Long.MAX_VALUE);
		this.tracker.markSkipped(7);
		RecordCounts records = this.tracker.progress().records();
		assertThat(records.processed()).isEqualTo(Long.MAX_VALUE);
		assertThat(records.skipped()).isEqualTo(Long.MAX_VALUE);
	}

	@Test
	void countsOfSeveralThreadsThatOverflowStayAtTheMaximum() throws InterruptedException {
		this.tracker.inc(Long.MAX_VALUE);
		Thread other = new Thread(() -> this.tracker.inc(Long.MAX_VALUE));
		other.start();
		other.join();
		assertThat(this.tracker.progress().records().processed()).isEqualTo(Long.MAX_VALUE);
	}

}
