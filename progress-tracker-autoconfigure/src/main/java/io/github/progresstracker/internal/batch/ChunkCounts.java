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

import io.github.progresstracker.RecordCounts;

import org.springframework.batch.core.step.StepExecution;

/**
 * Those counts of a step that change with a chunk.
 *
 * @param written number of records written
 * @param filtered number of records filtered
 * @param skipped number of records skipped
 */
record ChunkCounts(long written, long filtered, long skipped) {

	/** Nothing has been committed yet. */
	static final ChunkCounts NONE = new ChunkCounts(0, 0, 0);

	/**
	 * Reads the counts of an execution.
	 * @param execution an execution of a step
	 * @return the counts
	 */
	static ChunkCounts of(StepExecution execution) {
		// Spring Batch applies all counts of a chunk under this lock.
		synchronized (execution) {
			return new ChunkCounts(execution.getWriteCount(), execution.getFilterCount(), execution.getSkipCount());
		}
	}

	/**
	 * Reads the counts of an execution, each filtered record once: a step with a
	 * {@code ChunkOrientedTasklet} counts it again each time it retries the chunk.
	 * @param execution an execution of a step
	 * @return the counts
	 */
	static ChunkCounts withoutRetries(StepExecution execution) {
		synchronized (execution) {
			ChunkCounts counts = of(execution);
			long read = execution.getReadCount() + execution.getReadSkipCount();
			long filtered = Math.min(counts.filtered, Math.max(0, read - counts.written - counts.skipped));
			return new ChunkCounts(counts.written, filtered, counts.skipped);
		}
	}

	ChunkCounts max(ChunkCounts other) {
		return new ChunkCounts(Math.max(this.written, other.written), Math.max(this.filtered, other.filtered),
				Math.max(this.skipped, other.skipped));
	}

	ChunkCounts withoutWritten(long records) {
		return new ChunkCounts(this.written - records, this.filtered, this.skipped);
	}

	ChunkCounts withSkipped(long records) {
		return new ChunkCounts(this.written, this.filtered, this.skipped + records);
	}

	long processed() {
		return RecordCounts.sum(RecordCounts.sum(this.written, this.filtered), this.skipped);
	}

}
