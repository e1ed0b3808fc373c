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

import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Supplier;

import org.springframework.batch.core.listener.ChunkListener;
import org.springframework.batch.core.scope.context.StepContext;
import org.springframework.batch.core.scope.context.StepSynchronizationManager;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStream;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Tells which counts of a chunk-oriented step were committed. Such a step also counts
 * what it wrote when a listener, or the commit, fails afterwards and the chunk is rolled
 * back. Streams are called within the transaction of each chunk that was not; listeners
 * at the begin of each chunk that is written again, record by record.
 *
 * @param runs told of the counts
 */
record ChunkTracking(Supplier<BatchRuns> runs) implements ItemStream, ChunkListener<Object, Object> {

	@Override
	public void beforeChunk(Chunk<Object> chunk) {
		BatchTracking.safely(() -> withTransaction((execution, before) -> (committed) -> {
			if (!committed) {
				long written = ChunkCounts.of(execution).written() - before.written();
				this.runs.get().chunkRolledBack(execution, written);
			}
		}));
	}

	@Override
	public void update(ExecutionContext context) {
		BatchTracking.safely(() -> withTransaction((execution, counts) -> (committed) -> {
			if (committed) {
				this.runs.get().chunkCommitted(execution, counts);
			}
		}));
	}

	private static void withTransaction(BiFunction<StepExecution, ChunkCounts, Consumer<Boolean>> end) {
		StepContext context = StepSynchronizationManager.getContext();
		if (context == null) {
			return;
		}
		StepExecution execution = context.getStepExecution();
		Consumer<Boolean> atEnd = end.apply(execution, ChunkCounts.of(execution));
		if (!TransactionSynchronizationManager.isSynchronizationActive()) {
			atEnd.accept(true);
			return;
		}
		TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {

			@Override
			public void afterCompletion(int status) {
				BatchTracking.safely(() -> atEnd.accept(status == STATUS_COMMITTED));
			}

		});
	}

	/**
	 * The same for a step in the old style, of which only the skips and what it filtered
	 * are wrong after a rollback.
	 *
	 * @param runs told of the counts
	 */
	record OldStyle(Supplier<BatchRuns> runs) implements ItemStream {

		@Override
		public void update(ExecutionContext context) {
			BatchTracking.safely(() -> withTransaction((execution, raw) -> {
				ChunkCounts counts = ChunkCounts.once(execution);
				return (committed) -> {
					if (committed) {
						this.runs.get().chunkCommittedInOldStyle(execution, counts);
					}
				};
			}));
		}

	}

}
