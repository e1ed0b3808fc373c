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

import java.util.function.Consumer;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.listener.ChunkListener;
import org.springframework.batch.core.listener.ItemWriteListener;
import org.springframework.batch.core.listener.StepExecutionListener;
import org.springframework.batch.core.scope.context.StepContext;
import org.springframework.batch.core.scope.context.StepSynchronizationManager;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStream;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Reports when a step begins and ends, and which of its chunks were committed. The counts
 * themselves are read from its execution. This is a record because a step ignores a
 * listener that equals one it already has.
 *
 * @param runs the runs of all jobs
 * @param step the step
 */
record StepTracking(Supplier<BatchRuns> runs, Step step)
		implements
			StepExecutionListener,
			ChunkListener<Object, Object>,
			ItemWriteListener<Object>,
			ItemStream {

	@Override
	public void beforeStep(StepExecution execution) {
		BatchRuns.tell(this.runs, (runs) -> runs.stepStarted(execution, this.step));
	}

	@Override
	public @Nullable ExitStatus afterStep(StepExecution execution) {
		BatchRuns.tell(this.runs, (runs) -> runs.stepEnded(execution));
		return null;
	}

	/**
	 * Called for each chunk, and for each record of a chunk that is written again record
	 * by record.
	 */
	@Override
	public void beforeChunk(Chunk<Object> chunk) {
		withCurrentStep((tracked) -> {
			long before = tracked.uncommitted().written();
			atEndOfTransaction((committed) -> {
				if (!committed) {
					tracked.rolledBack(tracked.uncommitted().written() - before);
				}
			});
		});
	}

	/**
	 * Called when a chunk was written. The writer may have removed some of its records,
	 * which Spring Batch counts nowhere.
	 */
	@Override
	public void afterWrite(Chunk<?> chunk) {
		withCurrentStep((tracked) -> {
			int removed = removed(chunk);
			if (removed > 0) {
				tracked.removed(removed);
				atEndOfTransaction((committed) -> {
					if (!committed) {
						tracked.removed(-removed);
					}
				});
			}
		});
	}

	/** Spring Batch has no other way to tell, although it means to remove this one. */
	@SuppressWarnings("removal")
	private static int removed(Chunk<?> chunk) {
		return chunk.getSkips().size();
	}

	/**
	 * Called within the transaction of each chunk, just before the commit.
	 */
	@Override
	public void update(ExecutionContext context) {
		withCurrentStep((tracked) -> {
			ChunkCounts counts = tracked.uncommitted();
			atEndOfTransaction((committed) -> {
				if (committed) {
					tracked.committed(counts);
				}
			});
		});
	}

	private void withCurrentStep(Consumer<TrackedStep> action) {
		StepContext context = StepSynchronizationManager.getContext();
		if (context != null) {
			BatchRuns.tell(this.runs, (runs) -> {
				TrackedStep tracked = runs.trackedStep(context.getStepExecution());
				if (tracked != null) {
					action.accept(tracked);
				}
			});
		}
	}

	private static void atEndOfTransaction(Consumer<Boolean> action) {
		if (!TransactionSynchronizationManager.isSynchronizationActive()) {
			action.accept(true);
			return;
		}
		TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {

			@Override
			public void afterCompletion(int status) {
				action.accept(status == STATUS_COMMITTED);
			}

		});
	}

}
