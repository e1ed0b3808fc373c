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

package io.github.progresstracker.batch;

import java.util.function.Supplier;

import org.springframework.batch.core.scope.context.StepContext;
import org.springframework.batch.core.scope.context.StepSynchronizationManager;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStream;

import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Tells which counts of a chunk-oriented step were committed. Such a step also counts
 * what it wrote when a listener, or the commit, fails afterwards and the chunk is rolled
 * back. Streams are called within the transaction of each chunk that was not.
 *
 * @param runs told of the counts
 */
record ChunkTracking(Supplier<BatchRuns> runs) implements ItemStream {

	@Override
	public void update(ExecutionContext context) {
		BatchTracking.safely(this::chunkProcessed);
	}

	private void chunkProcessed() {
		StepContext context = StepSynchronizationManager.getContext();
		if (context == null) {
			return;
		}
		StepExecution execution = context.getStepExecution();
		ChunkCounts counts = ChunkCounts.of(execution);
		if (TransactionSynchronizationManager.isSynchronizationActive()) {
			TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {

				@Override
				public void afterCompletion(int status) {
					if (status == STATUS_COMMITTED) {
						tell(execution, counts);
					}
				}

			});
		}
		else {
			tell(execution, counts);
		}
	}

	private void tell(StepExecution execution, ChunkCounts counts) {
		BatchTracking.safely(() -> this.runs.get().chunkCommitted(execution, counts));
	}

}
