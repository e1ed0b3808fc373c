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

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

import io.github.progresstracker.JobProgress;
import io.github.progresstracker.ProgressTrackers;
import io.github.progresstracker.RunStatus;
import io.github.progresstracker.testing.UsesServers;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.batch.core.configuration.support.MapJobRegistry;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.launch.support.TaskExecutorJobOperator;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.task.SimpleAsyncTaskExecutor;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Runs of jobs, however they are started.
 */
@ExtendWith(OutputCaptureExtension.class)
@UsesServers
class BatchRunsTests {

	private static final BatchApplication application = BatchApplication.start(BatchApplication.JdbcRepository.class);

	private static final BatchApplication resourceless = BatchApplication.start(BatchApplication.NoRepository.class);

	@AfterAll
	static void stop() throws Exception {
		application.close();
		resourceless.close();
	}

	private static JobOperator asynchronous(BatchApplication in) throws Exception {
		TaskExecutorJobOperator operator = new TaskExecutorJobOperator();
		operator.setJobRepository(in.repository());
		operator.setJobRegistry(new MapJobRegistry());
		operator.setTaskExecutor(new SimpleAsyncTaskExecutor());
		operator.afterPropertiesSet();
		return operator;
	}

	private static JobParameters parameters(int number) {
		return new JobParametersBuilder().addLong("number", (long) number).toJobParameters();
	}

	@Test
	void aRunOfAnAsynchronousJobEndsWhenTheJobDoes() throws Exception {
		CountDownLatch go = new CountDownLatch(1);
		Job job = application.bean(application.job("async").start(application.step("work").tasklet((step, context) -> {
			go.await();
			step.incrementWriteCount(3);
			return RepeatStatus.FINISHED;
		}, application.transactions()).build()).build(), "async");
		asynchronous(application).start(job, new JobParameters());
		Awaitility.await().atMost(BatchApplication.PATIENCE).until(() -> running(application, "async").size() == 1);
		go.countDown();
		assertThat(application.pushed("async")).isEqualTo(Map.of("", 3, "work", 3));
		assertThat(application.progress("async").status()).isEqualTo(RunStatus.COMPLETED);
	}

	@Test
	void twoRunsAtTheSameTimeHaveSeparateCountsAndAWarning(CapturedOutput output) throws Exception {
		assertTwoRunsAreSeparate(application, output);
	}

	@Test
	void twoRunsAtTheSameTimeWithTheSameIdHaveSeparateCounts(CapturedOutput output) throws Exception {
		assertTwoRunsAreSeparate(resourceless, output);
	}

	private static void assertTwoRunsAreSeparate(BatchApplication in, CapturedOutput output) throws Exception {
		CountDownLatch working = new CountDownLatch(2);
		CountDownLatch[] go = { new CountDownLatch(1), new CountDownLatch(1) };
		Job job = in.bean(in.job("twice").start(in.step("work").tasklet((step, context) -> {
			int number = step.getStepExecution().getJobParameters().getLong("number").intValue();
			step.incrementWriteCount(number + 5);
			working.countDown();
			go[number].await();
			return RepeatStatus.FINISHED;
		}, in.transactions()).build()).build(), "twice");
		JobOperator operator = asynchronous(in);
		operator.start(job, parameters(0));
		Awaitility.await().atMost(BatchApplication.PATIENCE).until(() -> running(in, "twice").size() == 1);
		operator.start(job, parameters(1));
		working.await();
		assertThat(running(in, "twice")).hasSize(2);
		Awaitility.await()
			.atMost(BatchApplication.PATIENCE)
			.untilAsserted(() -> assertThat(output)
				.containsOnlyOnce("Job 'twice' was started again while it was still running"));
		go[1].countDown();
		Awaitility.await().atMost(BatchApplication.PATIENCE).until(() -> running(in, "twice").size() == 1);
		assertThat(running(in, "twice")).singleElement()
			.satisfies((first) -> assertThat(first.records().processed()).isZero());
		go[0].countDown();
		Awaitility.await().atMost(BatchApplication.PATIENCE).until(() -> running(in, "twice").isEmpty());
		assertThat(in.progress("twice").records().processed()).isIn(5L, 6L);
	}

	private static List<JobProgress> running(BatchApplication in, String job) {
		return in.context()
			.getBean(ProgressTrackers.class)
			.progress()
			.stream()
			.filter((run) -> run.identity().job().equals(job) && run.status() == RunStatus.RUNNING)
			.toList();
	}

	@Test
	void aRepositoryWithoutMemoryIsSufficient() throws Exception {
		Job inner = resourceless.bean(resourceless.job("inner")
			.start(resourceless.step("load")
				.<Integer, Integer>chunk(10)
				.reader(BatchApplication.numbers(25))
				.writer(resourceless.writer("inner"))
				.build())
			.build(), "inner");
		List<Boolean> open = new ArrayList<>();
		resourceless.run(resourceless.job("outer")
			.start(resourceless.step("nested")
				.job(inner)
				.operator(resourceless.context().getBean(JobOperator.class))
				.build())
			.next(resourceless.step("after").tasklet((step, context) -> {
				open.add(resourceless.stage("outer", "after").open());
				step.incrementWriteCount(2);
				return RepeatStatus.FINISHED;
			}, resourceless.transactions()).build())
			.build());
		assertThat(open).containsExactly(true);
		assertThat(resourceless.pushed("inner")).isEqualTo(Map.of("", 25, "load", 25));
		assertThat(resourceless.pushed("outer")).isEqualTo(Map.of("", 2, "nested", 0, "after", 2));
	}

}
