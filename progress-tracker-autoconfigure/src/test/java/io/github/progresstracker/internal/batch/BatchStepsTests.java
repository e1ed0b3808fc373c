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
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

import io.github.progresstracker.RunStatus;
import io.github.progresstracker.StageProgress;
import io.github.progresstracker.testing.UsesServers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.builder.FlowBuilder;
import org.springframework.batch.core.job.flow.Flow;
import org.springframework.batch.core.job.flow.FlowExecutionStatus;
import org.springframework.batch.core.job.flow.JobExecutionDecider;
import org.springframework.batch.core.job.flow.support.SimpleFlow;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.listener.StepExecutionListener;
import org.springframework.batch.core.partition.Partitioner;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemReader;
import org.springframework.batch.infrastructure.item.support.ListItemReader;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;
import org.springframework.core.task.SimpleAsyncTaskExecutor;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * All kinds of steps, without code for tracking: in the end, the gateway shows the counts
 * of the table.
 */
@UsesServers
class BatchStepsTests {

	private static final BatchApplication application = BatchApplication.start(BatchApplication.JdbcRepository.class);

	/** The reader of the thread's partition. */
	private static final ThreadLocal<ListItemReader<Integer>> PARTITION = new ThreadLocal<>();

	@AfterAll
	static void stop() throws Exception {
		application.close();
	}

	private static Step chunks(String job, String step, int from, int to) {
		return application.step(step)
			.<Integer, Integer>chunk(10)
			.reader(reader(from, to))
			.writer(application.writer(job))
			.transactionManager(application.transactions())
			.build();
	}

	private static ListItemReader<Integer> reader(int from, int to) {
		return new ListItemReader<>(BatchApplication.upTo(to).subList(from, to));
	}

	@Test
	void aChunkOrientedStepIsAStageAndItsRecordsAreCountedExactly() throws Exception {
		Job job = application.job("chunks")
			.start(application.step("load")
				.<Integer, Integer>chunk(10)
				.reader(reader(0, 95))
				.processor((number) -> (number % 5 == 0) ? null : number)
				.writer(application.writer("chunks"))
				.transactionManager(application.transactions())
				.build())
			.build();
		application.run(job);
		assertThat(application.written("chunks")).isEqualTo(76);
		assertThat(application.pushed("chunks")).isEqualTo(Map.of("", 95, "load", 95));
		assertThat(application.awaitEnd("chunks").has("job_last_success", Map.of("job", "chunks"))).isTrue();
		assertThat(application.stage("chunks", "load").duration()).isPositive();
	}

	@Test
	@SuppressWarnings("removal")
	void aStepInTheOldStyleIsCountedAsWell() throws Exception {
		Job job = application.job("legacy")
			.start(application.step("load")
				.<Integer, Integer>chunk(10, application.transactions())
				.reader(reader(0, 95))
				.processor((number) -> (number % 5 == 0) ? null : number)
				.writer(application.writer("legacy"))
				.build())
			.build();
		application.run(job);
		assertThat(application.written("legacy")).isEqualTo(76);
		assertThat(application.pushed("legacy")).isEqualTo(Map.of("", 95, "load", 95));
	}

	@Test
	void aTaskletIsAStageWithTheCountsOfItsContribution() throws Exception {
		Job job = application.job("tasklet").start(application.step("clean up").tasklet((contribution, context) -> {
			contribution.incrementWriteCount(7);
			return RepeatStatus.FINISHED;
		}, application.transactions()).build()).build();
		application.run(job);
		assertThat(application.pushed("tasklet")).isEqualTo(Map.of("", 7, "clean up", 7));
	}

	@Test
	void countsAreLiveWhileTheStepWorks() throws Exception {
		CountDownLatch half = new CountDownLatch(1);
		CountDownLatch seen = new CountDownLatch(1);
		ItemReader<Integer> numbers = reader(0, 20);
		Job job = application.job("live").start(application.step("load").<Integer, Integer>chunk(5).reader(() -> {
			Integer number = numbers.read();
			if (number != null && number == 11) {
				half.countDown();
				seen.await();
			}
			return number;
		}).writer(application.writer("live")).transactionManager(application.transactions()).build()).build();
		Thread thread = new Thread(() -> {
			try {
				application.run(job);
			}
			catch (Exception ex) {
				throw new IllegalStateException(ex);
			}
		});
		thread.start();
		half.await();
		StageProgress load = application.stage("live", "load");
		seen.countDown();
		thread.join();
		assertThat(load.open()).isTrue();
		assertThat(load.records().processed()).isEqualTo(10);
		assertThat(application.pushed("live")).isEqualTo(Map.of("", 20, "load", 20));
	}

	@Test
	void theFlowsOfASplitAreSeparateStages() throws Exception {
		Flow left = new FlowBuilder<SimpleFlow>("left").start(chunks("split", "left", 0, 30)).build();
		Flow right = new FlowBuilder<SimpleFlow>("right").start(chunks("split", "right", 30, 50)).build();
		Flow split = new FlowBuilder<SimpleFlow>("split").split(new SimpleAsyncTaskExecutor()).add(left, right).build();
		application.run(application.job("split").start(split).next(chunks("split", "after", 50, 60)).build().build());
		assertThat(application.written("split")).isEqualTo(60);
		assertThat(application.pushed("split")).isEqualTo(Map.of("", 60, "left", 30, "right", 20, "after", 10));
	}

	@Test
	void aStepThatADeciderOmitsIsNoStage() throws Exception {
		JobExecutionDecider decider = (execution, step) -> new FlowExecutionStatus("SMALL");
		Step first = chunks("decider", "first", 0, 10);
		Step big = chunks("decider", "big", 10, 1000);
		Step small = chunks("decider", "small", 10, 15);
		Job job = application.job("decider")
			.start(first)
			.next(decider)
			.on("BIG")
			.to(big)
			.from(decider)
			.on("SMALL")
			.to(small)
			.end()
			.build();
		application.run(job);
		assertThat(application.pushed("decider")).isEqualTo(Map.of("", 15, "first", 10, "small", 5));
	}

	@Test
	void aJobWithinAJobIsAJobOfItsOwn() throws Exception {
		Job inner = application.bean(application.job("inner").start(chunks("inner", "load", 0, 25)).build(), "inner");
		Job outer = application.job("outer")
			.start(chunks("outer", "before", 0, 5))
			.next(application.step("nested")
				.job(inner)
				.operator(application.context().getBean(JobOperator.class))
				.build())
			.build();
		application.run(outer);
		assertThat(application.pushed("inner")).isEqualTo(Map.of("", 25, "load", 25));
		assertThat(application.pushed("outer")).isEqualTo(Map.of("", 5, "before", 5, "nested", 0));
	}

	@Test
	void theWorkersOfAPartitionedStepAreOneStage() throws Exception {
		Partitioner partitioner = (size) -> Map.of("p0", range(0, 40), "p1", range(40, 55), "p2", range(55, 100));
		Step worker = application.step("worker")
			.<Integer, Integer>chunk(10)
			.reader(() -> PARTITION.get().read())
			.writer(application.writer("partitions"))
			.transactionManager(application.transactions())
			.listener(new PartitionReader())
			.build();
		application.run(application.job("partitions")
			.start(application.step("manager")
				.partitioner("worker", partitioner)
				.step(worker)
				.taskExecutor(new SimpleAsyncTaskExecutor())
				.build())
			.build());
		assertThat(application.written("partitions")).isEqualTo(100);
		assertThat(application.pushed("partitions")).isEqualTo(Map.of("", 100, "manager", 0, "worker", 100));
	}

	private static ExecutionContext range(int from, int to) {
		return new ExecutionContext(Map.of("from", from, "to", to));
	}

	@Test
	void aStepAndItsWorkersOfTheSameNameAreOneStage() throws Exception {
		Partitioner partitioner = (size) -> Map.of("a:b", range(0, 4), "c", range(4, 6));
		Step worker = application.step("load:eu")
			.<Integer, Integer>chunk(10)
			.reader(() -> PARTITION.get().read())
			.writer(application.writer("same"))
			.transactionManager(application.transactions())
			.listener(new PartitionReader())
			.build();
		application.run(application.job("same")
			.start(application.step("load:eu").partitioner("load:eu", partitioner).step(worker).build())
			.build());
		assertThat(application.pushed("same")).isEqualTo(Map.of("", 6, "load:eu", 6));
	}

	@Test
	void aMultiThreadedStepIsCountedExactly() throws Exception {
		application.run(application.job("threads")
			.start(application.step("load")
				.<Integer, Integer>chunk(7)
				.reader(BatchApplication.numbers(500))
				.processor((number) -> (number % 10 == 0) ? null : number)
				.writer(application.writer("threads"))
				.transactionManager(application.transactions())
				.taskExecutor(new SimpleAsyncTaskExecutor())
				.build())
			.build());
		assertThat(application.written("threads")).isEqualTo(450);
		assertThat(application.pushed("threads")).isEqualTo(Map.of("", 500, "load", 500));
	}

	@Test
	@SuppressWarnings("removal")
	void aMultiThreadedStepInTheOldStyleIsCountedExactly() throws Exception {
		BatchApplication.Numbers numbers = BatchApplication.numbers(500);
		numbers.setSaveState(false);
		application.run(application.job("legacy threads")
			.start(application.step("load")
				.<Integer, Integer>chunk(7, application.transactions())
				.reader(numbers::doRead)
				.writer(application.writer("legacy threads"))
				.taskExecutor(new SimpleAsyncTaskExecutor())
				.build())
			.build());
		assertThat(application.written("legacy threads")).isEqualTo(500);
		assertThat(application.pushed("legacy threads")).isEqualTo(Map.of("", 500, "load", 500));
	}

	@Test
	void aStepThatIsExecutedAgainContinuesItsCount() throws Exception {
		Step step = chunks("again", "load", 0, 10);
		Step more = chunks("again", "load", 10, 30);
		application.run(application.job("again").start(step).next(more).build());
		assertThat(application.pushed("again")).isEqualTo(Map.of("", 30, "load", 30));
	}

	@Test
	void stepsBeyondTheMaximumNumberOfStagesAreCountedTogether() throws Exception {
		List<Step> steps = Stream.iterate(1, (i) -> i + 1)
			.limit(102)
			.map((i) -> chunks("many", "s" + i, i, i + 1))
			.toList();
		var builder = application.job("many").start(steps.get(0));
		for (Step step : steps.subList(1, steps.size())) {
			builder = builder.next(step);
		}
		application.run(builder.build());
		Map<String, Integer> pushed = application.pushed("many");
		assertThat(pushed).hasSize(102).containsEntry("", 102).containsEntry("_other", 2);
	}

	@Test
	void aFailedStepFromWhichTheJobRecoversIsNoFailure() throws Exception {
		Step failing = application.step("failing").tasklet((contribution, context) -> {
			throw new IllegalStateException("expected by the test");
		}, application.transactions()).build();
		JobExecution execution = application.run(application.job("recovered")
			.start(failing)
			.on(ExitStatus.FAILED.getExitCode())
			.to(chunks("recovered", "recovery", 0, 3))
			.end()
			.build());
		assertThat(execution.getAllFailureExceptions()).isNotEmpty();
		assertThat(application.progress("recovered").status()).isEqualTo(RunStatus.COMPLETED);
	}

	/**
	 * Gives each thread a reader for its partition.
	 */
	private static final class PartitionReader implements StepExecutionListener {

		@Override
		public void beforeStep(StepExecution execution) {
			ExecutionContext partition = execution.getExecutionContext();
			PARTITION.set(reader(partition.getInt("from"), partition.getInt("to")));
		}

	}

}
