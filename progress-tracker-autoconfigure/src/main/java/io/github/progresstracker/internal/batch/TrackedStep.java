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

import org.jspecify.annotations.Nullable;

import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.core.step.item.ChunkOrientedStep;
import org.springframework.batch.core.step.tasklet.TaskletStep;

/**
 * An execution of a step, with its expected number of records and with those of its
 * counts that no rollback can take back. Thread-safe: what is known of the execution is
 * guarded by the lock under which Spring Batch applies the counts of a chunk to it.
 */
class TrackedStep {

	private final StepExecution execution;

	private final ExpectedCount expected;

	private final boolean local;

	private TrackedStep(StepExecution execution, ExpectedCount expected, boolean local) {
		this.execution = execution;
		this.expected = expected;
		this.local = local;
	}

	/**
	 * Tracks an execution in this process.
	 * @param execution the execution, which is about to begin
	 * @param step the step
	 * @param expected its expected number of records
	 * @return the tracked execution
	 */
	static TrackedStep local(StepExecution execution, Step step, ExpectedCount expected) {
		if (step instanceof ChunkOrientedStep) {
			return new ChunkStep(execution, expected);
		}
		if (step instanceof TaskletStep tasklet && StepIntrospector.hasChunks(tasklet)) {
			return new OldStyleChunkStep(execution, expected);
		}
		return new TrackedStep(execution, expected, true);
	}

	/**
	 * Tracks an execution in another process.
	 * @param created the execution as this process created it
	 * @param stored the execution as it was last read from the job repository
	 * @return the tracked execution
	 */
	static TrackedStep remote(StepExecution created, StepExecution stored) {
		return new TrackedStep(stored, ExpectedCount.remote(created), false);
	}

	StepExecution execution() {
		return this.execution;
	}

	boolean isLocal() {
		return this.local;
	}

	/**
	 * The number of records that this execution is expected to process.
	 * @return the number, or {@code null} if it is unknown
	 */
	@Nullable Long expected() {
		return this.expected.of(this.execution);
	}

	/**
	 * The counts that are final.
	 * @return the counts
	 */
	ChunkCounts counts() {
		return ChunkCounts.withoutRetries(this.execution);
	}

	/**
	 * The counts as they are within the current transaction.
	 * @return the counts, to be handed to {@link #committed} after the commit
	 */
	ChunkCounts uncommitted() {
		return ChunkCounts.of(this.execution);
	}

	/**
	 * Notes that a chunk was committed. Of several commits that are noted out of order,
	 * the highest counts stay.
	 * @param counts the counts just before the commit
	 */
	void committed(ChunkCounts counts) {
	}

	/**
	 * Notes that a writer removed records from its chunk.
	 * @param records how many; negative if the chunk was rolled back
	 */
	void removed(int records) {
	}

	/**
	 * Notes that a chunk was rolled back.
	 * @param written how many of its records still count as written
	 */
	void rolledBack(long written) {
	}

	/**
	 * An execution of a {@link ChunkOrientedStep}. It still counts what it wrote in a
	 * chunk that was rolled back because a listener or the commit failed.
	 */
	private static final class ChunkStep extends TrackedStep {

		private ChunkCounts committed = ChunkCounts.NONE;

		private long rolledBack;

		private long removed;

		ChunkStep(StepExecution execution, ExpectedCount expected) {
			super(execution, expected, true);
		}

		@Override
		ChunkCounts counts() {
			synchronized (execution()) {
				if (execution().getStatus() != BatchStatus.COMPLETED) {
					return this.committed;
				}
				// The last chunk may end with a skip: a rollback that is no failure.
				ChunkCounts last = uncommitted();
				return new ChunkCounts(this.committed.written(), last.filtered(), last.skipped());
			}
		}

		@Override
		ChunkCounts uncommitted() {
			synchronized (execution()) {
				return super.uncommitted().withSkipped(this.removed);
			}
		}

		@Override
		void removed(int records) {
			synchronized (execution()) {
				this.removed += records;
			}
		}

		@Override
		void committed(ChunkCounts counts) {
			synchronized (execution()) {
				this.committed = this.committed.max(counts.withoutWritten(this.rolledBack));
			}
		}

		@Override
		void rolledBack(long written) {
			synchronized (execution()) {
				this.rolledBack += written;
			}
		}

	}

	/**
	 * An execution of a step with a {@code ChunkOrientedTasklet}. When a chunk is rolled
	 * back, it subtracts what it wrote, but not what it filtered or skipped. Several
	 * threads may process chunks at the same time.
	 */
	private static final class OldStyleChunkStep extends TrackedStep {

		private ChunkCounts committed = ChunkCounts.NONE;

		OldStyleChunkStep(StepExecution execution, ExpectedCount expected) {
			super(execution, expected, true);
		}

		@Override
		ChunkCounts counts() {
			synchronized (execution()) {
				ChunkCounts counts = uncommitted();
				return (execution().getStatus() == BatchStatus.COMPLETED) ? counts
						: new ChunkCounts(counts.written(), Math.min(counts.filtered(), this.committed.filtered()),
								Math.min(counts.skipped(), this.committed.skipped()));
			}
		}

		@Override
		ChunkCounts uncommitted() {
			return ChunkCounts.withoutRetries(execution());
		}

		@Override
		void committed(ChunkCounts counts) {
			synchronized (execution()) {
				this.committed = this.committed.max(counts);
			}
		}

	}

}
