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

import java.util.List;
import java.util.Map;

import io.github.progresstracker.batch.ExpectedRecords;
import io.github.progresstracker.testing.UsesServers;
import org.junit.jupiter.api.Test;

import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobInstance;
import org.springframework.batch.core.job.builder.FlowBuilder;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.job.flow.Flow;
import org.springframework.batch.core.job.flow.support.SimpleFlow;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.partition.PartitionHandler;
import org.springframework.batch.core.partition.PartitionStep;
import org.springframework.batch.core.partition.Partitioner;
import org.springframework.batch.core.partition.support.SimpleStepExecutionSplitter;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.repository.support.ResourcelessJobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.core.step.tasklet.TaskletStep;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemReader;
import org.springframework.batch.infrastructure.item.support.SynchronizedItemReader;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;
import org.springframework.batch.infrastructure.support.transaction.ResourcelessTransactionManager;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link StepIntrospector}, one for each name that it looks up in Spring Batch:
 * if one of them fails with a new release, that name has changed.
 */
@UsesServers
class StepIntrospectorTests {

	private final JobRepository repository = new ResourcelessJobRepository();

	private StepBuilder step(String name) {
		return new StepBuilder(name, this.repository);
	}

	private Step chunks(ItemReader<Integer> reader) {
		return step("load").<Integer, Integer>chunk(10).reader(reader).writer((chunk) -> {
		}).build();
	}

	@SuppressWarnings("removal")
	private TaskletStep oldStyleChunks(ItemReader<Integer> reader) {
		return step("load").<Integer, Integer>chunk(10, new ResourcelessTransactionManager())
			.reader(reader)
			.writer((chunk) -> {
			})
			.build();
	}

	private Step tasklet(String name) {
		return step(name)
			.tasklet((contribution, context) -> RepeatStatus.FINISHED, new ResourcelessTransactionManager())
			.build();
	}

	private Step partitioned(Partitioner partitioner) {
		return step("manager").partitioner("worker", partitioner).step(tasklet("worker")).build();
	}

	private Step remotelyPartitioned() {
		PartitionHandler handler = (splitter, manager) -> List.of();
		return step("manager").partitioner("worker", new KnowingPartitioner()).partitionHandler(handler).build();
	}

	@Test
	void itemReader() {
		KnowingReader reader = new KnowingReader();
		assertThat(StepIntrospector.expectedRecords(chunks(reader))).isSameAs(reader);
	}

	@Test
	void chunkProvider() {
		KnowingReader reader = new KnowingReader();
		assertThat(StepIntrospector.hasChunks(oldStyleChunks(reader))).isTrue();
		assertThat(StepIntrospector.expectedRecords(oldStyleChunks(reader))).isSameAs(reader);
	}

	@Test
	void delegate() {
		KnowingReader reader = new KnowingReader();
		assertThat(StepIntrospector.expectedRecords(chunks(new SynchronizedItemReader<>(reader)))).isSameAs(reader);
	}

	@Test
	void maxItemCount() {
		BatchApplication.Numbers reader = BatchApplication.numbers(10);
		assertThat(StepIntrospector.maxItemCount(chunks(reader))).isNull();
		reader.setMaxItemCount(7);
		assertThat(StepIntrospector.maxItemCount(chunks(reader))).isEqualTo(7);
	}

	@Test
	void stepExecutionSplitter() {
		assertThat(StepIntrospector.workerName(partitioned((size) -> Map.of()))).isEqualTo("worker");
	}

	@Test
	void partitioner() {
		KnowingPartitioner partitioner = new KnowingPartitioner();
		assertThat(StepIntrospector.expectedRecords(partitioned(partitioner))).isSameAs(partitioner);
	}

	@Test
	void partitionHandler() {
		Step worker = StepIntrospector.worker(partitioned((size) -> Map.of()));
		assertThat(worker).isNotNull();
		assertThat(worker.getName()).isEqualTo("worker");
		assertThat(StepIntrospector.worker(remotelyPartitioned())).isNull();
	}

	@Test
	void jobRepository() {
		assertThat(StepIntrospector.repositoryOfRemoteWorkers(remotelyPartitioned())).isSameAs(this.repository);
		assertThat(StepIntrospector.repositoryOfRemoteWorkers(partitioned((size) -> Map.of()))).isNull();
	}

	@Test
	void flow() throws Exception {
		Flow flow = new FlowBuilder<SimpleFlow>("flow").start(tasklet("one")).next(tasklet("two")).build();
		Object job = new JobBuilder("job", this.repository).start(flow).build().build();
		assertThat(StepIntrospector.stepsOfFlow(job)).extracting(Step::getName).containsExactlyInAnyOrder("one", "two");
		Step step = step("step").flow(flow).build();
		assertThat(StepIntrospector.stepsOfFlow(step)).extracting(Step::getName)
			.containsExactlyInAnyOrder("one", "two");
	}

	@Test
	void gridSize() throws Exception {
		JobExecution job = new JobExecution(1, new JobInstance(1, "job"), new JobParameters());
		StepExecution manager = new StepExecution(1, "manager", job);
		assertThat(StepIntrospector.isManager(manager)).isFalse();
		new SimpleStepExecutionSplitter(this.repository, "worker", (size) -> Map.of()).split(manager, 4);
		assertThat(StepIntrospector.isRestartOfManager(manager)).isTrue();
		assertThat(StepIntrospector.isManager(manager)).isTrue();
	}

	@Test
	void aFieldThatWasRenamedIsUnknown() {
		assertThat(StepIntrospector.field(new Object(), StepIntrospector.PARTITION_HANDLER)).isNull();
		assertThat(StepIntrospector.field(null, StepIntrospector.PARTITION_HANDLER)).isNull();
	}

	/** As if a release had renamed the handler: without it, its workers may be local. */
	@Test
	void aPartitionedStepWhoseHandlerIsUnknownHasNoRemoteWorkers() {
		PartitionStep step = new PartitionStep(this.repository);
		assertThat(StepIntrospector.repositoryOfRemoteWorkers(step)).isNull();
		assertThat(StepIntrospector.worker(step)).isNull();
		assertThat(StepIntrospector.workerName(step)).isNull();
		assertThat(StepIntrospector.expectedRecords(step)).isNull();
	}

	private static final class KnowingReader implements ItemReader<Integer>, ExpectedRecords {

		@Override
		public Integer read() {
			return null;
		}

		@Override
		public long expectedRecords() {
			return 10;
		}

	}

	private static final class KnowingPartitioner implements Partitioner, ExpectedRecords {

		@Override
		public Map<String, ExecutionContext> partition(int size) {
			return Map.of();
		}

		@Override
		public long expectedRecords() {
			return 10;
		}

	}

}
