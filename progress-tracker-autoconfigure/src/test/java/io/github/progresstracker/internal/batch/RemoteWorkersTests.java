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

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

import io.github.progresstracker.JobProgress;
import io.github.progresstracker.ProgressTrackers;
import io.github.progresstracker.RunStatus;
import io.github.progresstracker.StageProgress;
import io.github.progresstracker.batch.ExpectedRecords;
import io.github.progresstracker.testing.UsesServers;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.partition.PartitionHandler;
import org.springframework.batch.core.partition.Partitioner;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemWriter;
import org.springframework.batch.infrastructure.item.support.AbstractItemCountingItemStreamItemReader;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A partitioned step with workers in other processes, which share only the repository
 * with the manager.
 */
@ExtendWith(OutputCaptureExtension.class)
@UsesServers
class RemoteWorkersTests {

	private static final int RECORDS = 50;

	private static final BatchApplication application = BatchApplication.start(BatchApplication.JdbcRepository.class);

	@AfterAll
	static void stop() throws Exception {
		application.close();
	}

	/** Records 1 to 50 and 51 to 100, each partition with its number of records. */
	private static final Partitioner PARTITIONER = (size) -> {
		Map<String, ExecutionContext> partitions = new HashMap<>();
		for (int part = 0; part < 2; part++) {
			partitions.put("p" + part,
					new ExecutionContext(Map.of("first", part * RECORDS, ExpectedRecords.KEY, RECORDS)));
		}
		return partitions;
	};

	@Test
	void theirRecordsAreSeenWhileTheyWork() throws Exception {
		CountDownLatch go = new CountDownLatch(1);
		ItemWriter<Integer> table = application.writer("elsewhere");
		Job job = job("elsewhere", application.repository(), (chunk) -> {
			if (chunk.getItems().contains(31)) {
				go.await();
			}
			table.write(chunk);
		});
		Thread thread = new Thread(() -> run(job));
		thread.start();
		Awaitility.await().atMost(BatchApplication.PATIENCE).until(() -> processed("elsewhere") == 80);
		StageProgress halfway = application.stage("elsewhere", "worker");
		assertThat(halfway.open()).isTrue();
		assertThat(halfway.records().expected()).isEqualTo(2 * RECORDS);
		assertThat(halfway.duration()).isPositive();
		go.countDown();
		thread.join();
		assertThat(application.written("elsewhere")).isEqualTo(2 * RECORDS);
		assertThat(application.pushed("elsewhere"))
			.isEqualTo(Map.of("", 2 * RECORDS, "manager", 0, "worker", 2 * RECORDS, "after", 0));
		assertThat(application.stage("elsewhere", "worker").open()).isFalse();
		assertThat(application.progress("elsewhere").status()).isEqualTo(RunStatus.COMPLETED);
	}

	private static long processed(String job) {
		return application.context()
			.getBean(ProgressTrackers.class)
			.progress()
			.stream()
			.filter((run) -> run.identity().job().equals(job))
			.mapToLong((run) -> run.records().processed())
			.sum();
	}

	@Test
	void aFailureOfAWorkerIsReportedAndTheRestartCountsTheRest() {
		AtomicBoolean failing = new AtomicBoolean(true);
		ItemWriter<Integer> table = application.writer("lost");
		Job job = job("lost", application.repository(), (chunk) -> {
			if (chunk.getItems().contains(71) && failing.getAndSet(false)) {
				throw new LostConnectionException();
			}
			if (chunk.getItems().contains(41)) {
				Awaitility.await().atMost(BatchApplication.PATIENCE).until(() -> processed("lost") == 60);
			}
			table.write(chunk);
		});
		run(job);
		JobProgress first = application.progress("lost");
		assertThat(first.status()).isEqualTo(RunStatus.FAILED);
		assertThat(first.records().processed()).isEqualTo(application.written("lost")).isEqualTo(70);
		assertThat(first.outcomes().lastFailure()).satisfies((failure) -> {
			// A wrapper of the cause: the repository stores only 2,500 characters.
			assertThat(failure.exception()).isEqualTo("FatalStepExecutionException");
			assertThat(failure.message()).isEqualTo("Unable to process chunk");
			assertThat(failure.stage()).isEqualTo("worker");
		});
		run(job);
		StageProgress second = application.stage("lost", "worker");
		assertThat(second.records().processed()).isEqualTo(30);
		assertThat(second.records().expected()).isEqualTo(30);
		assertThat(application.written("lost")).isEqualTo(2 * RECORDS);
		assertThat(application.progress("lost").status()).isEqualTo(RunStatus.COMPLETED);
	}

	@Test
	void aRepositoryThatCannotBeReadOnlyCausesOneWarning(CapturedOutput output) {
		Set<String> readers = ConcurrentHashMap.newKeySet();
		JobRepository unreadable = (JobRepository) Proxy.newProxyInstance(getClass().getClassLoader(),
				new Class<?>[] { JobRepository.class }, (proxy, method, arguments) -> {
					if (method.getName().equals("getJobExecution")) {
						readers.add(Thread.currentThread().getName());
						throw new LostConnectionException();
					}
					try {
						return method.invoke(application.repository(), arguments);
					}
					catch (InvocationTargetException ex) {
						throw ex.getCause();
					}
				});
		ItemWriter<Integer> table = application.writer("unreadable");
		run(job("unreadable", unreadable, (chunk) -> {
			Awaitility.await().atMost(BatchApplication.PATIENCE).until(() -> !readers.isEmpty());
			table.write(chunk);
		}));
		assertThat(readers).containsExactly("progress-batch-reader");
		assertThat(application.pushed("unreadable"))
			.isEqualTo(Map.of("", 2 * RECORDS, "manager", 0, "worker", 2 * RECORDS, "after", 0));
		assertThat(output).containsOnlyOnce("The counts of the workers of step 'manager' could not be read");
	}

	private static Job job(String name, JobRepository managersRepository, ItemWriter<Integer> writer) {
		Step worker = application.step("worker")
			.<Integer, Integer>chunk(10)
			.reader(new PartitionReader())
			.writer(writer)
			.build();
		Step manager = new StepBuilder("manager", managersRepository).partitioner("worker", PARTITIONER)
			.partitionHandler(remote(worker))
			.build();
		Step after = application.step("after")
			.tasklet((step, context) -> RepeatStatus.FINISHED, application.transactions())
			.build();
		return application.job(name).start(manager).next(after).build();
	}

	/** Executes the partitions one after another, the first one last. */
	private static PartitionHandler remote(Step worker) {
		return (splitter, manager) -> {
			List<Long> requests = splitter.split(manager, 2)
				.stream()
				.sorted((one, other) -> other.getStepName().compareTo(one.getStepName()))
				.map(StepExecution::getId)
				.toList();
			for (Long request : requests) {
				worker.execute(application.repository().getStepExecution(request));
			}
			JobExecution stored = application.repository().getJobExecution(manager.getJobExecutionId());
			return stored.getStepExecutions().stream().filter((step) -> requests.contains(step.getId())).toList();
		};
	}

	private static void run(Job job) {
		try {
			application.context()
				.getBean(JobOperator.class)
				.start(application.bean(job, job.getName()), new JobParameters());
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** Reads the numbers of the current partition. */
	private static final class PartitionReader extends AbstractItemCountingItemStreamItemReader<Integer> {

		private int last;

		PartitionReader() {
			setName("numbers");
			setMaxItemCount(RECORDS);
		}

		@Override
		public void open(ExecutionContext context) {
			this.last = context.getInt("first");
			super.open(context);
		}

		@Override
		protected Integer doRead() {
			return ++this.last;
		}

		@Override
		protected void doOpen() {
		}

		@Override
		protected void doClose() {
		}

	}

	private static final class LostConnectionException extends RuntimeException {

	}

}
