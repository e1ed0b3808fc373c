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
import java.util.HashMap;
import java.util.Map;

import io.github.progresstracker.RecordCounts;
import io.github.progresstracker.RunStatus;
import io.github.progresstracker.StageProgress;
import io.github.progresstracker.Throughput;
import org.jspecify.annotations.Nullable;

import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.step.StepExecution;

/**
 * Adds up the executions of a stage: usually one, several if a step has partitions or is
 * executed again. Used by one thread for one snapshot.
 */
final class LiveStage {

	private final String name;

	private final Instant now;

	private final StepTimes times = new StepTimes();

	private boolean open;

	/** How the newest execution of each name ended. A stage may be executed again. */
	private final Map<String, BatchStatus> ends = new HashMap<>();

	private long processed;

	private long skipped;

	private long expected;

	private boolean allExpected = true;

	private boolean counted;

	private boolean allLocal = true;

	private long aggregatedProcessed;

	private long aggregatedSkipped;

	private @Nullable Long expectedByManager;

	private @Nullable LocalDateTime managerEnded;

	private boolean managerRuns;

	LiveStage(String name, Instant now) {
		this.name = name;
		this.now = now;
	}

	/**
	 * Adds the counts and the time of an execution.
	 */
	void add(TrackedStep step) {
		addTime(step);
		ChunkCounts counts = step.counts();
		this.counted = true;
		this.allLocal &= step.isLocal();
		this.processed = RecordCounts.sum(this.processed, counts.processed());
		this.skipped = RecordCounts.sum(this.skipped, counts.skipped());
		Long expected = step.expected();
		if (expected != null) {
			this.expected = RecordCounts.sum(this.expected, expected);
		}
		else {
			this.allExpected = false;
		}
	}

	/**
	 * Adds only the time of an execution, because its counts are those of another stage.
	 */
	void addTime(TrackedStep step) {
		StepExecution execution = step.execution();
		LocalDateTime started = execution.getStartTime();
		if (started == null) {
			// Created, and about to start.
			return;
		}
		LocalDateTime ended = execution.getEndTime();
		if (ended == null) {
			// Remote ends are read late, but a worker is never open after its manager.
			ended = this.managerEnded;
		}
		boolean running = ended == null && execution.getStatus().isRunning();
		this.open |= running;
		this.ends.put(execution.getStepName(), execution.getStatus());
		// A step has its status before its end, and only a killed process leaves it so.
		if (running || ended != null || step.isLocal()) {
			this.times.add(StepTimes.instant(started), (ended != null) ? StepTimes.instant(ended) : this.now);
		}
	}

	/**
	 * Adds what the manager knows of its workers, which are the executions of this stage
	 * and are added after it. In the end the manager has the sum of their counts, even of
	 * workers in other processes.
	 */
	void addManager(TrackedStep manager) {
		ChunkCounts sum = ChunkCounts.of(manager.execution());
		this.aggregatedProcessed = RecordCounts.sum(this.aggregatedProcessed, sum.processed());
		this.aggregatedSkipped = RecordCounts.sum(this.aggregatedSkipped, sum.skipped());
		this.expectedByManager = manager.expected();
		this.managerEnded = manager.execution().getEndTime();
		this.managerRuns = manager.execution().getStartTime() != null && this.managerEnded == null
				&& manager.execution().getStatus().isRunning();
	}

	/**
	 * Whether there is anything to show of this stage. Spring Batch creates executions
	 * before it starts them.
	 */
	boolean hasBegun() {
		return !this.ends.isEmpty() || this.managerRuns || this.processed > 0 || this.aggregatedProcessed > 0;
	}

	StageProgress progress() {
		boolean aggregated = !this.allLocal && this.aggregatedProcessed > this.processed;
		Long total = this.expectedByManager;
		if (total == null && this.counted && this.allExpected) {
			total = this.expected;
		}
		return new StageProgress(this.name, status(), this.times.total(),
				new RecordCounts(aggregated ? this.aggregatedProcessed : this.processed,
						aggregated ? this.aggregatedSkipped : this.skipped, total),
				Throughput.UNKNOWN);
	}

	private RunStatus status() {
		if (this.open || (this.managerRuns && this.ends.isEmpty())) {
			return RunStatus.RUNNING;
		}
		if (this.ends.values().stream().anyMatch(BatchStatus::isUnsuccessful)) {
			return RunStatus.FAILED;
		}
		return this.ends.containsValue(BatchStatus.STOPPED) ? RunStatus.INTERRUPTED : RunStatus.COMPLETED;
	}

}
