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

package io.github.progresstracker.internal.batch;

import java.time.Instant;
import java.time.LocalDateTime;

import io.github.progresstracker.RecordCounts;
import io.github.progresstracker.StageProgress;
import org.jspecify.annotations.Nullable;

import org.springframework.batch.core.step.StepExecution;

/**
 * Adds up the executions of a stage: one in most cases, several where a step has
 * partitions or is executed again. Used by one thread for one snapshot.
 */
final class LiveStage {

	private final String name;

	private final Instant now;

	private final StepTimes times = new StepTimes();

	private boolean open;

	private long processed;

	private long skipped;

	private long expected;

	private boolean allExpected = true;

	private boolean counted;

	private boolean allHere = true;

	private long aggregatedProcessed;

	private long aggregatedSkipped;

	private @Nullable Long expectedInAll;

	private @Nullable LocalDateTime managerEnded;

	LiveStage(String name, Instant now) {
		this.name = name;
		this.now = now;
	}

	/**
	 * Adds an execution whose counts are those of this stage.
	 * @param execution the execution
	 * @param counts what of its counts is for good
	 * @param expectedHere how many records are expected of it, or {@code null} if unknown
	 * @param here whether it began in this process
	 */
	void count(StepExecution execution, ChunkCounts counts, @Nullable Long expectedHere, boolean here) {
		time(execution);
		this.counted = true;
		this.allHere &= here;
		this.processed += counts.processed();
		this.skipped += counts.skipped();
		if (expectedHere != null) {
			this.expected += expectedHere;
		}
		else {
			this.allExpected = false;
		}
	}

	/**
	 * Adds the time of an execution whose counts are those of another stage, or none.
	 */
	void time(StepExecution execution) {
		LocalDateTime started = execution.getStartTime();
		if (started == null) {
			return;
		}
		LocalDateTime ended = execution.getEndTime();
		if (ended == null) {
			// What other processes do is known late; it is over when the manager is.
			ended = this.managerEnded;
		}
		boolean running = ended == null && execution.getStatus().isRunning();
		this.open |= running;
		if (running || ended != null) {
			this.times.add(StepTimes.instant(started), (ended != null) ? StepTimes.instant(ended) : this.now);
		}
	}

	/**
	 * Takes in what the manager knows of its workers, whose executions are this stage's
	 * and come after it. It adds up their counts in the end, also of those that work in
	 * other processes.
	 */
	void manage(StepExecution manager, ExpectedCount expectation) {
		synchronized (manager) {
			long skips = manager.getSkipCount();
			this.aggregatedProcessed += manager.getWriteCount() + manager.getFilterCount() + skips;
			this.aggregatedSkipped += skips;
		}
		this.expectedInAll = expectation.of(manager);
		this.managerEnded = manager.getEndTime();
	}

	StageProgress progress() {
		boolean aggregated = !this.allHere && this.aggregatedProcessed > this.processed;
		Long known = this.expectedInAll;
		if (known == null && this.counted && this.allExpected) {
			known = this.expected;
		}
		return new StageProgress(this.name, this.open, this.times.total(),
				new RecordCounts(aggregated ? this.aggregatedProcessed : this.processed,
						aggregated ? this.aggregatedSkipped : this.skipped, known));
	}

}
