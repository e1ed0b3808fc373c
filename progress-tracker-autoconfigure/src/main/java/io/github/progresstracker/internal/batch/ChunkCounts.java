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
import org.springframework.batch.core.step.StepExecution;

/**
 * Counts of a step that a rollback takes back.
 *
 * @param written number of records written
 * @param filtered number of records filtered
 * @param skipped number of records skipped
 */
record ChunkCounts(long written, long filtered, long skipped) {

	/** Nothing was committed yet. */
	static final ChunkCounts NONE = new ChunkCounts(0, 0, 0);

	static ChunkCounts of(StepExecution execution) {
		// As a whole: Spring Batch applies the counts of a chunk under this lock.
		synchronized (execution) {
			return new ChunkCounts(execution.getWriteCount(), execution.getFilterCount(), execution.getSkipCount());
		}
	}

	/**
	 * What was written, filtered and skipped for good.
	 * @param execution an execution of a step
	 * @param committed what is known to be committed, or {@code null} if its own counts
	 * are right
	 * @return the counts
	 */
	static ChunkCounts forGood(StepExecution execution, @Nullable ChunkCounts committed) {
		if (committed == null) {
			return once(execution);
		}
		ChunkCounts counts = of(execution);
		// The last chunk may end with a skip, which is a rollback that fails nothing.
		boolean completed = execution.getStatus() == BatchStatus.COMPLETED;
		return completed ? new ChunkCounts(committed.written, counts.filtered, counts.skipped) : committed;
	}

	/**
	 * The same for a step in the old style. It takes back what it wrote when a chunk is
	 * rolled back, but not what it filtered or skipped.
	 * @param execution an execution of a step
	 * @param committed what its counts were at most when a chunk was committed
	 * @return the counts
	 */
	static ChunkCounts forGoodInOldStyle(StepExecution execution, ChunkCounts committed) {
		ChunkCounts counts = once(execution);
		if (execution.getStatus() == BatchStatus.COMPLETED) {
			return counts;
		}
		return new ChunkCounts(counts.written, Math.min(counts.filtered, committed.filtered),
				Math.min(counts.skipped, committed.skipped));
	}

	/**
	 * A step in the old style counts what it filters again when it tries a chunk again.
	 */
	static ChunkCounts once(StepExecution execution) {
		synchronized (execution) {
			ChunkCounts counts = of(execution);
			long read = execution.getReadCount() + execution.getReadSkipCount();
			long filtered = Math.min(counts.filtered, Math.max(0, read - counts.written - counts.skipped));
			return new ChunkCounts(counts.written, filtered, counts.skipped);
		}
	}

	ChunkCounts atLeast(ChunkCounts other) {
		return new ChunkCounts(Math.max(this.written, other.written), Math.max(this.filtered, other.filtered),
				Math.max(this.skipped, other.skipped));
	}

	ChunkCounts without(long undone) {
		return new ChunkCounts(this.written - undone, this.filtered, this.skipped);
	}

	long processed() {
		return this.written + this.filtered + this.skipped;
	}

}
