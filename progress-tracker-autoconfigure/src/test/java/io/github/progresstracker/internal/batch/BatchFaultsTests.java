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

import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.progresstracker.RunStatus;
import io.github.progresstracker.testing.UsesServers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.SimpleJob;
import org.springframework.batch.core.job.builder.FlowBuilder;
import org.springframework.batch.core.job.flow.Flow;
import org.springframework.batch.core.job.flow.support.SimpleFlow;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.listener.ChunkListener;
import org.springframework.batch.core.listener.ItemProcessListener;
import org.springframework.batch.core.listener.ItemReadListener;
import org.springframework.batch.core.listener.ItemWriteListener;
import org.springframework.batch.core.listener.JobExecutionListener;
import org.springframework.batch.core.listener.StepExecutionListener;
import org.springframework.batch.core.listener.StepListener;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemProcessor;
import org.springframework.batch.infrastructure.item.ItemReader;
import org.springframework.batch.infrastructure.item.ItemWriter;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.task.SimpleAsyncTaskExecutor;

import static io.github.progresstracker.internal.batch.FailingItems.failing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Jobs with faults: the counts are those of the table, and the outcome is the same as
 * without tracking.
 */
@UsesServers
class BatchFaultsTests {

	private static final BatchApplication application = BatchApplication.start(BatchApplication.JdbcRepository.class);

	@AfterAll
	static void stop() throws Exception {
		application.close();
	}

	@Test
	void skippedRecordsAreProcessedRecords() throws Exception {
		application.run(application.job("skips")
			.start(application.step("load")
				.<Integer, Integer>chunk(10)
				.reader(failing(BatchApplication.numbers(40), 3))
				.processor(failing(13))
				.writer(failing(application.writer("skips"), 27))
				.faultTolerant()
				.skip(IllegalArgumentException.class)
				.skipLimit(10)
				.transactionManager(application.transactions())
				.build())
			.build());
		assertThat(application.written("skips")).isEqualTo(40 - 4 - 3);
		assertThat(application.pushed("skips")).isEqualTo(Map.of("", 40, "load", 40));
		assertThat(application.pushed("job_records_skipped", "skips")).isEqualTo(Map.of("", 3, "load", 3));
	}

	/** See spring-batch#4514. */
	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void recordsThatAWriterRemovesFromItsChunkAreSkippedRecords(boolean concurrent) throws Exception {
		String job = concurrent ? "removed concurrently" : "removed";
		ItemWriter<Integer> table = application.writer(job);
		application.run(application.job(job)
			.start(application.step("load")
				.<Integer, Integer>chunk(10)
				.reader(BatchApplication.numbers(100))
				.writer((chunk) -> {
					for (Chunk<? extends Integer>.ChunkIterator items = chunk.iterator(); items.hasNext();) {
						if (items.next() % 10 == 7) {
							items.remove(new IllegalArgumentException("expected by the test"));
						}
					}
					table.write(chunk);
				})
				.taskExecutor(concurrent ? new SimpleAsyncTaskExecutor() : null)
				.transactionManager(application.transactions())
				.build())
			.build());
		assertThat(application.pushed(job)).isEqualTo(Map.of("", 100, "load", 100));
		assertThat(application.pushed("job_records_skipped", job)).isEqualTo(Map.of("", 10, "load", 10));
	}

	@Test
	@SuppressWarnings("removal")
	void skippedRecordsInTheOldStyleAreProcessedRecords() throws Exception {
		application.run(application.job("legacy skips")
			.start(application.step("load")
				.<Integer, Integer>chunk(10, application.transactions())
				.reader(failing(BatchApplication.numbers(40), 3))
				.processor(failing(13))
				.writer(failing(application.writer("legacy skips"), 27))
				.faultTolerant()
				.skip(IllegalArgumentException.class)
				.skipLimit(10)
				.build())
			.build());
		assertThat(application.written("legacy skips")).isEqualTo(40 - 4 - 3);
		assertThat(application.pushed("job_records_skipped", "legacy skips")).isEqualTo(Map.of("", 3, "load", 3));
		assertThat(application.pushed("legacy skips")).isEqualTo(Map.of("", 40, "load", 40));
	}

	@Test
	@SuppressWarnings("removal")
	void recordsThatAreRetriedAfterARollbackCountOnce() throws Exception {
		Set<Integer> failed = new HashSet<>();
		ItemWriter<Integer> table = application.writer("retries");
		application.run(application.job("retries")
			.start(application.step("load")
				.<Integer, Integer>chunk(10, application.transactions())
				.reader(BatchApplication.numbers(40))
				.processor(failing(-1))
				.writer((chunk) -> {
					table.write(chunk);
					if (failed.add(chunk.getItems().get(0))) {
						throw new IllegalArgumentException("expected by the test");
					}
				})
				.faultTolerant()
				.retry(IllegalArgumentException.class)
				.retryLimit(3)
				.build())
			.build());
		assertThat(application.written("retries")).isEqualTo(36);
		assertThat(application.pushed("retries")).isEqualTo(Map.of("", 40, "load", 40));
	}

	@Test
	void aFailureNamesItsExceptionAndStage() throws Exception {
		JobExecution execution = application.run(application.job("failure")
			.start(application.step("check")
				.tasklet((contribution, context) -> RepeatStatus.FINISHED, application.transactions())
				.build())
			.next(application.step("load")
				.<Integer, Integer>chunk(10)
				.reader(BatchApplication.numbers(40))
				.writer(failing(application.writer("failure"), 27))
				.transactionManager(application.transactions())
				.build())
			.build());
		assertThat(execution.getStatus()).isEqualTo(BatchStatus.FAILED);
		assertThat(application.written("failure")).isEqualTo(20);
		assertThat(application.pushed("failure")).isEqualTo(Map.of("", 20, "check", 0, "load", 20));
		assertThat(application.awaitEnd("failure")
			.value("job_last_failure_info",
					Map.of("job", "failure", "stage", "load", "exception", "IllegalArgumentException")))
			.isEqualTo(1);
		assertThat(application.awaitEnd("failure").has("job_last_success", Map.of("job", "failure"))).isFalse();
	}

	@Test
	void aFailureOfAFaultTolerantStepNamesTheOriginalException() throws Exception {
		assertThat(failure("read", failing(BatchApplication.numbers(40), 13), (number) -> number, (chunk) -> {
		})).isEqualTo("IllegalArgumentException");
		assertThat(failure("process", BatchApplication.numbers(40), failing(13), (chunk) -> {
		})).isEqualTo("IllegalArgumentException");
		assertThat(failure("write", BatchApplication.numbers(40), (number) -> number,
				failing(application.writer("w"), 13)))
			.isEqualTo("IllegalArgumentException");
	}

	private static String failure(String part, ItemReader<Integer> reader, ItemProcessor<Integer, Integer> processor,
			ItemWriter<Integer> writer) throws Exception {
		String job = "fails to " + part;
		application.run(application.job(job)
			.start(application.step("load")
				.<Integer, Integer>chunk(10)
				.reader(reader)
				.processor(processor)
				.writer(writer)
				.faultTolerant()
				.retry(IllegalStateException.class)
				.retryLimit(2)
				.transactionManager(application.transactions())
				.build())
			.build());
		assertThat(application.progress(job).outcomes().lastFailure().message()).isEqualTo("expected by the test");
		return application.progress(job).outcomes().lastFailure().exception();
	}

	@Test
	@SuppressWarnings("removal")
	void aFailureOfAStepInTheOldStyleNamesTheOriginalException() throws Exception {
		application.run(application.job("old style")
			.start(application.step("load")
				.<Integer, Integer>chunk(10, application.transactions())
				.reader(BatchApplication.numbers(40))
				.processor(failing(13))
				.writer(application.writer("old style"))
				.faultTolerant()
				.retry(IllegalArgumentException.class)
				.retryLimit(2)
				.build())
			.build());
		assertThat(application.progress("old style").outcomes().lastFailure().exception())
			.isEqualTo("IllegalArgumentException");
	}

	@Test
	void aReaderThatCannotBeOpenedNamesItsException() throws Exception {
		BatchApplication.Numbers reader = new BatchApplication.Numbers(1) {

			@Override
			protected void doOpen() {
				throw new UnsupportedOperationException("expected by the test");
			}

		};
		application.run(application.job("not opened")
			.start(application.step("load")
				.<Integer, Integer>chunk(10)
				.reader(reader)
				.writer(application.writer("not opened"))
				.transactionManager(application.transactions())
				.build())
			.build());
		assertThat(application.progress("not opened").outcomes().lastFailure().exception())
			.isEqualTo("UnsupportedOperationException");
	}

	@Test
	void tooManySkipsAreNamedAsTheReason() throws Exception {
		application.run(application.job("too many")
			.start(application.step("load")
				.<Integer, Integer>chunk(10)
				.reader(BatchApplication.numbers(40))
				.processor((number) -> {
					throw new IllegalArgumentException("expected by the test");
				})
				.writer(application.writer("too many"))
				.faultTolerant()
				.skip(IllegalArgumentException.class)
				.skipLimit(2)
				.transactionManager(application.transactions())
				.build())
			.build());
		assertThat(application.progress("too many").outcomes().lastFailure().exception())
			.isEqualTo("SkipLimitExceededException");
	}

	@Test
	void stepsOfAnInlineFlowStepAreCountedExactlyAndHaveTotals() throws Exception {
		Flow inner = new FlowBuilder<SimpleFlow>("inner").start(skipping("flow step", "load", 30)).build();
		Flow outer = new FlowBuilder<SimpleFlow>("outer").start(inner).build();
		application.run(application.job("flow step").start(application.step("all").flow(outer).build()).build());
		assertThat(application.written("flow step")).isEqualTo(29);
		assertThat(application.pushed("flow step")).isEqualTo(Map.of("", 30, "all", 0, "load", 30));
		assertThat(application.pushed("job_records_expected", "flow step")).containsEntry("load", 30);
	}

	@Test
	void stepsOfInlineFlowsInASplitAreCountedExactlyAndHaveTotals() throws Exception {
		Flow one = new FlowBuilder<SimpleFlow>("one").start(skipping("split flows", "load", 30)).build();
		Flow other = new FlowBuilder<SimpleFlow>("other")
			.start(application.step("check")
				.tasklet((contribution, context) -> RepeatStatus.FINISHED, application.transactions())
				.build())
			.build();
		Flow split = new FlowBuilder<SimpleFlow>("split").split(new SimpleAsyncTaskExecutor()).add(one, other).build();
		application.run(application.job("split flows").start(split).build().build());
		assertThat(application.written("split flows")).isEqualTo(29);
		assertThat(application.pushed("split flows")).isEqualTo(Map.of("", 30, "check", 0, "load", 30));
		assertThat(application.pushed("job_records_expected", "split flows")).containsEntry("load", 30);
	}

	private static Step skipping(String job, String step, int records) {
		BatchApplication.Numbers numbers = BatchApplication.numbers(2 * records);
		numbers.setMaxItemCount(records);
		return application.step(step)
			.<Integer, Integer>chunk(10)
			.reader(numbers)
			.writer(failing(application.writer(job), 27))
			.faultTolerant()
			.skip(IllegalArgumentException.class)
			.skipLimit(10)
			.transactionManager(application.transactions())
			.build();
	}

	@Test
	@ExtendWith(OutputCaptureExtension.class)
	void aJobWhoseStepsCannotBeTrackedIsNamedInTheLogOnce(CapturedOutput output) {
		SimpleJob job = new SimpleJob("no steps") {
			@Override
			public Collection<String> getStepNames() {
				throw new IllegalStateException("expected by the test");
			}
		};
		job.setJobRepository(application.repository());
		application.bean(job, "no steps");
		application.bean(job, "no steps");
		assertThat(output).containsOnlyOnce("[name=no steps] could not be tracked: "
				+ "java.lang.IllegalStateException: expected by the test. Further");
	}

	@Test
	void recordsThatAPartitionFilteredInAFailedChunkAreNotCounted() throws Exception {
		ItemWriter<Integer> table = failing(application.writer("partition fault"), 17);
		Step worker = application.step("worker")
			.<Integer, Integer>chunk(10)
			.reader(BatchApplication.numbers(40))
			.processor(failing(-1))
			.writer(table)
			.transactionManager(application.transactions())
			.build();
		application.run(application.job("partition fault")
			.start(application.step("manager")
				.partitioner("worker", (size) -> Map.of("p", new ExecutionContext()))
				.step(worker)
				.build())
			.build());
		assertThat(application.written("partition fault")).isEqualTo(9);
		assertThat(application.pushed("partition fault")).isEqualTo(Map.of("", 10, "manager", 0, "worker", 10));
	}

	@Test
	void aJobThatIsStoppedIsInterrupted() throws Exception {
		JobOperator operator = application.context().getBean(JobOperator.class);
		StepExecution[] current = new StepExecution[1];
		BatchApplication.Numbers numbers = BatchApplication.numbers(100);
		JobExecution execution = application.run(application.job("stop")
			.start(application.step("load").<Integer, Integer>chunk(10).reader(numbers).writer((chunk) -> {
				application.writer("stop").write(chunk);
				if (chunk.getItems().contains(30)) {
					operator.stop(current[0].getJobExecution());
				}
			}).transactionManager(application.transactions()).listener(new StepExecutionListener() {
				@Override
				public void beforeStep(StepExecution stepExecution) {
					current[0] = stepExecution;
				}
			}).build())
			.build());
		assertThat(execution.getStatus()).isEqualTo(BatchStatus.STOPPED);
		assertThat(application.progress("stop").status()).isEqualTo(RunStatus.INTERRUPTED);
		assertThat(application.pushed("stop")).containsEntry("load", application.written("stop"));
		assertThat(application.awaitEnd("stop").has("job_last_interruption", Map.of("job", "stop"))).isTrue();
	}

	@Test
	void theUsersListenersHaveTheLastWord() throws Exception {
		application.run(application.job("last word")
			.start(application.step("work")
				.tasklet((contribution, context) -> RepeatStatus.FINISHED, application.transactions())
				.build())
			.listener(new JobExecutionListener() {
				@Override
				public void afterJob(JobExecution execution) {
					execution.setStatus(BatchStatus.FAILED);
				}
			})
			.build());
		assertThat(application.progress("last word").status()).isEqualTo(RunStatus.FAILED);
		assertThat(application.progress("last word").outcomes().lastSuccessAt()).isNull();
	}

	/** See spring-batch#3963. */
	@Test
	void aListenerThatFailsAJobWhoseStepsAllCompletedBlamesNoStage() throws Exception {
		application.run(application.job("last word without stage")
			.start(application.step("load")
				.tasklet((contribution, context) -> RepeatStatus.FINISHED, application.transactions())
				.build())
			.listener(new JobExecutionListener() {
				@Override
				public void afterJob(JobExecution execution) {
					execution.setStatus(BatchStatus.FAILED);
				}
			})
			.build());
		assertThat(application.progress("last word without stage").outcomes().lastFailure().stage()).isNull();
	}

	@Test
	void aStepWhoseOutcomeIsUnknownIsTheStageOfTheFailure() throws Exception {
		application.run(
				application.job("unknown outcome").start(application.step("load").listener(new StepExecutionListener() {
					@Override
					public ExitStatus afterStep(StepExecution execution) {
						execution.setStatus(BatchStatus.UNKNOWN);
						return null;
					}
				}).tasklet((contribution, context) -> RepeatStatus.FINISHED, application.transactions()).build())
					.build());
		assertThat(application.progress("unknown outcome").outcomes().lastFailure().stage()).isEqualTo("load");
	}

	@Test
	void aJobWhoseParametersAreRefusedFails() throws Exception {
		AtomicInteger checks = new AtomicInteger();
		Job job = application.job("refused").validator((parameters) -> {
			// The first check is that of the launcher.
			if (checks.incrementAndGet() == 2) {
				throw new org.springframework.batch.core.job.parameters.InvalidJobParametersException(
						"expected by the test");
			}
		})
			.start(application.step("work")
				.tasklet((contribution, context) -> RepeatStatus.FINISHED, application.transactions())
				.build())
			.build();
		application.run(job);
		assertThat(application.progress("refused").status()).isEqualTo(RunStatus.FAILED);
		assertThat(application.progress("refused").stages()).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "beforeJob, 1", "afterJob, 1", "beforeStep, 1", "afterStep, 1", "beforeChunk, 2", "afterChunk, 2",
			"afterChunk, 4", "beforeRead, 15", "afterRead, 15", "onReadError, 1", "beforeProcess, 15",
			"afterProcess, 15", "onProcessError, 1", "beforeWrite, 2", "afterWrite, 2", "afterWrite, 4",
			"onWriteError, 1", "onSkipInRead, 1", "onSkipInProcess, 1", "onSkipInWrite, 1" })
	void aListenerThatThrowsHasTheSameEffectAsWithoutTracking(String callback, int call) throws Exception {
		String name = callback + call;
		FailingListener listener = FailingListener.in(callback, call);
		Job alone = withListener("alone " + name, FailingListener.in(callback, call));
		Job tracked = withListener(name, listener);
		JobExecution expected = application.context().getBean(JobOperator.class).start(alone, new JobParameters());
		JobExecution execution = application.run(tracked);
		assertThat(listener.hasThrown()).isTrue();
		assertThat(execution.getStatus()).isEqualTo(expected.getStatus());
		assertThat(execution.getExitStatus().getExitCode()).isEqualTo(expected.getExitStatus().getExitCode());
		assertThat(application.written(name)).isEqualTo(application.written("alone " + name));
		await().atMost(BatchApplication.PATIENCE).until(() -> application.progress(name).status() != RunStatus.RUNNING);
		assertThat(application.progress(name).status())
			.isEqualTo((expected.getStatus() == BatchStatus.COMPLETED) ? RunStatus.COMPLETED : RunStatus.FAILED);
		long written = application.progress(name).records().processed()
				- application.progress(name).records().skipped();
		assertThat(written).isEqualTo(application.written(name));
	}

	@Test
	void aListenerThatThrowsAfterAFailedChunkChangesNothing() throws Exception {
		FailingListener listener = FailingListener.in("onChunkError", 1);
		JobExecution execution = application.run(application.job("onChunkError")
			.start(application.step("load")
				.<Integer, Integer>chunk(10)
				.reader(BatchApplication.numbers(40))
				.writer(failing(application.writer("onChunkError"), 27))
				.listener((StepListener) listener)
				.transactionManager(application.transactions())
				.build())
			.build());
		assertThat(listener.hasThrown()).isTrue();
		assertThat(execution.getStatus()).isEqualTo(BatchStatus.FAILED);
		assertThat(application.written("onChunkError")).isEqualTo(20);
		assertThat(application.pushed("onChunkError")).isEqualTo(Map.of("", 20, "load", 20));
	}

	private static Job withListener(String name, FailingListener listener) {
		return application.job(name)
			.listener((JobExecutionListener) listener)
			.start(application.step("load")
				.<Integer, Integer>chunk(10)
				.reader(failing(BatchApplication.numbers(40), 3))
				.processor((number) -> {
					if (number == 13) {
						throw new IllegalArgumentException("expected by the test");
					}
					return number;
				})
				.writer(failing(application.writer(name), 27))
				.faultTolerant()
				.skip(IllegalArgumentException.class)
				.skipLimit(10)
				.skipListener(listener)
				.listener((StepListener) listener)
				.transactionManager(application.transactions())
				.build())
			.build();
	}

	@ParameterizedTest
	@ValueSource(strings = { "beforeJob", "afterJob", "beforeStep", "afterStep", "beforeChunk", "afterChunk",
			"beforeRead", "afterRead", "beforeProcess", "afterProcess", "beforeWrite", "afterWrite" })
	@SuppressWarnings("removal")
	void aListenerThatThrowsInTheOldStyleHasTheSameEffectAsWithoutTracking(String callback) throws Exception {
		String name = "legacy " + callback;
		Job alone = withListenerInTheOldStyle("alone " + name, FailingListener.in(callback, 1));
		FailingListener listener = FailingListener.in(callback, 1);
		Job tracked = withListenerInTheOldStyle(name, listener);
		JobExecution expected = application.context().getBean(JobOperator.class).start(alone, new JobParameters());
		JobExecution execution = application.run(tracked);
		assertThat(listener.hasThrown()).isTrue();
		assertThat(execution.getStatus()).isEqualTo(expected.getStatus());
		assertThat(application.written(name)).isEqualTo(application.written("alone " + name));
		await().atMost(BatchApplication.PATIENCE).until(() -> application.progress(name).status() != RunStatus.RUNNING);
		assertThat(application.progress(name).records().processed()).isEqualTo(application.written(name));
	}

	@SuppressWarnings("removal")
	private static Job withListenerInTheOldStyle(String name, FailingListener listener) {
		return application.job(name)
			.listener((JobExecutionListener) listener)
			.start(application.step("load")
				.<Integer, Integer>chunk(10, application.transactions())
				.reader(BatchApplication.numbers(40))
				.processor((number) -> number)
				.writer(application.writer(name))
				.listener((ItemReadListener<Integer>) listener)
				.listener((ItemProcessListener<Integer, Integer>) listener)
				.listener((ItemWriteListener<Integer>) listener)
				.listener((ChunkListener<?, ?>) listener)
				.listener((StepExecutionListener) listener)
				.build())
			.build();
	}

}
