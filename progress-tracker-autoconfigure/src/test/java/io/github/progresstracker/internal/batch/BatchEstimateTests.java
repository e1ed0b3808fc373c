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

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.progresstracker.Estimate;
import io.github.progresstracker.JobProgress;
import io.github.progresstracker.JobSuccess;
import io.github.progresstracker.StageProgress;
import io.github.progresstracker.WorkDone;
import io.github.progresstracker.internal.lifecycle.Tracking;
import io.github.progresstracker.testing.UsesServers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.partition.Partitioner;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemReader;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for what real jobs of Spring Batch are estimated at, if their last success took
 * minutes.
 */
@UsesServers
class BatchEstimateTests {

	private static BatchApplication application;

	private final List<JobProgress> seen = new CopyOnWriteArrayList<>();

	@BeforeAll
	static void start() {
		application = BatchApplication.start(BatchApplication.JdbcRepository.class);
	}

	@AfterAll
	static void stop() throws IOException {
		application.close();
	}

	@Test
	void thePartitionsOfAStepAreJudgedTogether() throws Exception {
		lastSuccess("partitioned", 150, "manager", work(100, 0), "worker", work(100, 100), "next", work(50, 0));
		Partitioner partitioner = (size) -> Map.of("p0", new ExecutionContext(), "p1", new ExecutionContext());
		Step manager = application.step("manager")
			.partitioner("worker", partitioner)
			.step(chunks("partitioned", "worker", 40))
			.build();
		application.run(application.job("partitioned").start(manager).next(tasklet("next")).build());
		assertThat(this.seen).hasSize(4).allSatisfy((progress) -> {
			StageProgress worker = progress.stage("worker").orElseThrow();
			assertThat(progress.estimate(worker).asLastTime()).isTrue();
			assertThat(progress.estimate(worker).fraction()).isEqualTo(worker.records().processed() / 100.0);
			assertThat(left(progress.estimate())).isBetween(Duration.ofSeconds(100), Duration.ofSeconds(150));
		});
	}

	@Test
	void aRestartDoesNotWaitForTheStepsThatItLeavesOut() throws Exception {
		AtomicBoolean fails = new AtomicBoolean(true);
		lastSuccess("restarted", 300, "first", work(100, 0), "second", work(100, 100), "third", work(100, 0));
		for (BatchStatus end : List.of(BatchStatus.FAILED, BatchStatus.COMPLETED)) {
			this.seen.clear();
			Step second = application.step("second").<Integer, Integer>chunk(10).reader(upTo(20)).writer((chunk) -> {
				this.seen.add(application.progress("restarted"));
				if (fails.getAndSet(false)) {
					throw new IllegalStateException("expected by the test");
				}
			}).transactionManager(application.transactions()).build();
			Job job = application.job("restarted").start(tasklet("first")).next(second).next(tasklet("third")).build();
			JobExecution execution = application.run(job);
			assertThat(execution.getStatus()).isEqualTo(end);
		}
		assertThat(this.seen).isNotEmpty().allSatisfy((progress) -> {
			assertThat(progress.stage("first")).isEmpty();
			assertThat(left(progress.estimate())).isBetween(Duration.ofSeconds(150), Duration.ofSeconds(200));
		});
	}

	@Test
	void aRestartIsJudgedByWhatWasLeftOfItsStep() throws Exception {
		AtomicBoolean fails = new AtomicBoolean(true);
		lastSuccess("continued", 200, "load", work(100, 100), "index", work(100, 0));
		for (BatchStatus end : List.of(BatchStatus.FAILED, BatchStatus.COMPLETED)) {
			this.seen.clear();
			Step load = application.step("load")
				.<Integer, Integer>chunk(10)
				.reader(BatchApplication.numbers(100))
				.writer((chunk) -> {
					application.awaitReader();
					this.seen.add(application.progress("continued"));
					if (chunk.getItems().contains(57) && fails.getAndSet(false)) {
						throw new IllegalStateException("expected by the test");
					}
				})
				.transactionManager(application.transactions())
				.build();
			JobExecution execution = application
				.run(application.job("continued").start(load).next(tasklet("index")).build());
			assertThat(execution.getStatus()).isEqualTo(end);
		}
		assertThat(this.seen).hasSize(5).allSatisfy((progress) -> {
			StageProgress load = progress.stage("load").orElseThrow();
			assertThat(load.records().processed()).isLessThan(50);
			assertThat(progress.estimate(load).asLastTime()).isTrue();
			assertThat(progress.estimate(load).fraction()).isEqualTo(load.records().processed() / 50.0);
		});
	}

	private static Duration left(Estimate estimate) {
		assertThat(estimate.asLastTime()).isTrue();
		assertThat(estimate.timeLeft()).isNotNull();
		return estimate.timeLeft();
	}

	private Step chunks(String job, String name, int records) {
		return application.step(name)
			.<Integer, Integer>chunk(20)
			.reader(upTo(2 * records))
			.writer((chunk) -> this.seen.add(application.progress(job)))
			.transactionManager(application.transactions())
			.build();
	}

	private static Step tasklet(String name) {
		return application.step(name)
			.tasklet((contribution, context) -> RepeatStatus.FINISHED, application.transactions())
			.build();
	}

	/** A reader whose total nobody knows. */
	private static ItemReader<Integer> upTo(int count) {
		AtomicInteger last = new AtomicInteger();
		return () -> (last.get() < count) ? last.incrementAndGet() : null;
	}

	private static WorkDone work(int seconds, long records) {
		return new WorkDone(Duration.ofSeconds(seconds), records);
	}

	private static void lastSuccess(String job, int seconds, Object... stages) {
		Map<String, WorkDone> work = new LinkedHashMap<>();
		for (int i = 0; i < stages.length; i += 2) {
			work.put((String) stages[i], (WorkDone) stages[i + 1]);
		}
		Tracking tracking = application.context().getBean(Tracking.class);
		tracking.runs()
			.restoreLastSuccess(tracking.jobs().namedByFramework(job),
					new JobSuccess(Instant.now().minusSeconds(86_400), work(seconds, 100), work, true));
	}

}
