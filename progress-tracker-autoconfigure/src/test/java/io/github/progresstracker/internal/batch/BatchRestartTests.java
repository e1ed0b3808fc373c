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

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.github.progresstracker.JobFailure;
import io.github.progresstracker.JobProgress;
import io.github.progresstracker.JobSuccess;
import io.github.progresstracker.RecordCounts;
import io.github.progresstracker.RunStatus;
import io.github.progresstracker.StageProgress;
import io.github.progresstracker.batch.ExpectedRecords;
import io.github.progresstracker.spi.TimeSource;
import io.github.progresstracker.testing.UsesServers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.partition.Partitioner;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemWriter;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;

import static io.github.progresstracker.internal.batch.FailingItems.failing;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Runs that fail and are restarted: together they count each record of the table once.
 */
@UsesServers
class BatchRestartTests {

	private static final BatchApplication application = BatchApplication.start(BatchApplication.JdbcRepository.class);

	@AfterAll
	static void stop() throws Exception {
		application.close();
	}

	/** Throws an exception that is not skipped. */
	private static ItemWriter<Integer> endingAt(Integer at, ItemWriter<Integer> writer) {
		return (chunk) -> {
			writer.write(chunk);
			if (chunk.getItems().contains(at)) {
				throw new IllegalStateException("expected by the test");
			}
		};
	}

	@Test
	void aRestartCountsAndExpectsOnlyTheRemainingRecords() throws Exception {
		BatchApplication.Numbers numbers = BatchApplication.numbers(100);
		numbers.setMaxItemCount(100);
		ItemWriter<Integer> table = application.writer("restart");
		ItemWriter<Integer> failsOnce = failing(table, 57);
		Step[] steps = new Step[2];
		for (int i = 0; i < 2; i++) {
			steps[i] = application.step("load")
				.<Integer, Integer>chunk(10)
				.reader(numbers)
				.writer((i == 0) ? failsOnce : table)
				.transactionManager(application.transactions())
				.build();
		}
		application.run(application.job("restart").start(steps[0]).build());
		assertThat(application.progress("restart").status()).isEqualTo(RunStatus.FAILED);
		StageProgress first = application.stage("restart", "load");
		assertThat(first.records().processed()).isEqualTo(50);
		assertThat(first.records().expected()).isEqualTo(100);
		application.run(application.job("restart").start(steps[1]).build());
		assertThat(application.progress("restart").status()).isEqualTo(RunStatus.COMPLETED);
		StageProgress second = application.stage("restart", "load");
		assertThat(second.records().processed()).isEqualTo(50);
		assertThat(second.records().expected()).isEqualTo(50);
		assertThat(application.written("restart")).isEqualTo(100);
	}

	/**
	 * What the gateway and the next run are told of a success must not be the rest that
	 * was left for the restart.
	 */
	@Test
	void theSuccessOfARestartIsThatOfTheWholeWork() throws Exception {
		Set<String> failed = new HashSet<>();
		Step extract = writing("extract", 40, "whole work extract", "none", failed);
		Step load = writing("load", 100, "whole work load", "load", failed);
		Step report = application.step("report").tasklet((contribution, context) -> {
			if (failed.add("report")) {
				throw new IllegalStateException("expected by the test");
			}
			// Otherwise the job might end before another thread has read what was before
			application.awaitReader();
			return RepeatStatus.FINISHED;
		}, application.transactions()).build();
		Job job = application.job("whole work").start(extract).next(load).next(report).build();
		for (RunStatus end : List.of(RunStatus.FAILED, RunStatus.FAILED, RunStatus.COMPLETED)) {
			application.run(job);
			assertThat(application.progress("whole work").status()).isEqualTo(end);
		}
		assertThat(application.progress("whole work").records().processed()).isZero();
		JobSuccess seen = application.progress("whole work").outcomes().lastSuccess();
		assertWholeWork(seen);
		assertWholeWork(
				new StoredRuns(application.repository(), TimeSource.SYSTEM).lastSuccess("whole work", () -> false)
					.orElseThrow());
		assertThat(application.pushed("job_last_success_records_processed", "whole work"))
			.isEqualTo(Map.of("", 140, "extract", 40, "load", 100, "report", 0));
		assertThat(application.pushed("whole work")).isEqualTo(Map.of("", 0, "report", 0));
	}

	@Test
	void aStepThatTheRestartExecutesAgainCountsOnceForTheSuccess() throws Exception {
		Set<String> failed = new HashSet<>();
		Step prepare = application.step("prepare").tasklet((contribution, context) -> {
			application.awaitReader();
			contribution.incrementWriteCount(30);
			return RepeatStatus.FINISHED;
		}, application.transactions()).allowStartIfComplete(true).build();
		Step load = writing("load", 100, "again", "load", failed);
		Job job = application.job("again").start(prepare).next(load).build();
		application.run(job);
		application.run(job);
		JobProgress restart = application.progress("again");
		assertThat(restart.status()).isEqualTo(RunStatus.COMPLETED);
		assertThat(restart.records().processed()).isEqualTo(30 + 50);
		JobSuccess stored = new StoredRuns(application.repository(), TimeSource.SYSTEM)
			.lastSuccess("again", () -> false)
			.orElseThrow();
		for (JobSuccess success : List.of(restart.outcomes().lastSuccess(), stored)) {
			assertThat(success.stages().get("prepare").processed()).isEqualTo(30);
			assertThat(success.stages().get("load").processed()).isEqualTo(100);
			assertThat(success.work().processed()).isEqualTo(130);
		}
	}

	private static void assertWholeWork(JobSuccess success) {
		assertThat(success.work().processed()).isEqualTo(140);
		assertThat(success.stages().keySet()).containsExactly("extract", "load", "report");
		assertThat(success.stages().get("extract").processed()).isEqualTo(40);
		assertThat(success.stages().get("load").processed()).isEqualTo(100);
		assertThat(success.stages().get("load").duration()).isLessThanOrEqualTo(success.work().duration());
	}

	private static Step writing(String name, int records, String table, String failing, Set<String> failed) {
		ItemWriter<Integer> writer = application.writer(table);
		return application.step(name)
			.<Integer, Integer>chunk(10)
			.reader(BatchApplication.numbers(records))
			.writer((chunk) -> {
				if (chunk.getItems().contains(57) && failing.equals(name) && failed.add(name)) {
					throw new IllegalStateException("expected by the test");
				}
				writer.write(chunk);
			})
			.transactionManager(application.transactions())
			.build();
	}

	@Test
	void recordsSkippedInAFailedChunkAreCountedByTheRestartOnly() throws Exception {
		BatchApplication.Numbers numbers = BatchApplication.numbers(100);
		ItemWriter<Integer> table = application.writer("skips restart");
		Step[] steps = new Step[2];
		for (int i = 0; i < 2; i++) {
			steps[i] = application.step("load").<Integer, Integer>chunk(10).reader(numbers).processor((number) -> {
				if (number % 10 == 7) {
					throw new IllegalArgumentException("expected by the test");
				}
				return number;
			})
				.writer(failing((i == 0) ? endingAt(60, table) : table, 25))
				.faultTolerant()
				.skip(IllegalArgumentException.class)
				.skipLimit(20)
				.transactionManager(application.transactions())
				.build();
		}
		application.run(application.job("skips restart").start(steps[0]).build());
		assertThat(application.progress("skips restart").status()).isEqualTo(RunStatus.FAILED);
		RecordCounts first = application.stage("skips restart", "load").records();
		assertThat(first.processed() - first.skipped()).isEqualTo(application.written("skips restart"));
		application.run(application.job("skips restart").start(steps[1]).build());
		assertThat(application.progress("skips restart").status()).isEqualTo(RunStatus.COMPLETED);
		RecordCounts second = application.stage("skips restart", "load").records();
		assertThat(first.skipped() + second.skipped()).isEqualTo(11);
		assertThat(first.processed() + second.processed()).isEqualTo(100);
		assertThat(application.written("skips restart")).isEqualTo(89);
	}

	@Test
	@SuppressWarnings("removal")
	void recordsSkippedOrFilteredInTheOldStyleInAFailedChunkAreCountedByTheRestartOnly() throws Exception {
		BatchApplication.Numbers numbers = BatchApplication.numbers(100);
		ItemWriter<Integer> table = application.writer("legacy skips restart");
		Step[] steps = new Step[2];
		for (int i = 0; i < 2; i++) {
			steps[i] = application.step("load")
				.<Integer, Integer>chunk(10, application.transactions())
				.reader(numbers)
				.processor((number) -> {
					if (number % 10 == 7) {
						throw new IllegalArgumentException("expected by the test");
					}
					return (number % 10 == 5) ? null : number;
				})
				.writer(failing((i == 0) ? endingAt(60, table) : table, 24))
				.faultTolerant()
				.skip(IllegalArgumentException.class)
				.skipLimit(20)
				.build();
		}
		application.run(application.job("legacy skips restart").start(steps[0]).build());
		assertThat(application.progress("legacy skips restart").status()).isEqualTo(RunStatus.FAILED);
		RecordCounts first = application.stage("legacy skips restart", "load").records();
		assertThat(application.written("legacy skips restart")).isEqualTo(50 - 5 - 5 - 1);
		assertThat(first.skipped()).isEqualTo(6);
		assertThat(first.processed()).isEqualTo(50);
		application.run(application.job("legacy skips restart").start(steps[1]).build());
		assertThat(application.progress("legacy skips restart").status()).isEqualTo(RunStatus.COMPLETED);
		RecordCounts second = application.stage("legacy skips restart", "load").records();
		assertThat(first.skipped() + second.skipped()).isEqualTo(11);
		assertThat(first.processed() + second.processed()).isEqualTo(100);
		assertThat(application.written("legacy skips restart")).isEqualTo(79);
	}

	@Test
	void aRestartOfPartitionsCountsOnlyThoseThatFailed() throws Exception {
		Partitioner partitioner = (size) -> {
			ExecutionContext good = new ExecutionContext(Map.of("first", 0, ExpectedRecords.KEY, 30));
			ExecutionContext bad = new ExecutionContext(Map.of("first", 30, ExpectedRecords.KEY, 30));
			return Map.of("good", good, "bad", bad);
		};
		Set<Integer> failed = new HashSet<>();
		Job job = application.job("partition restart")
			.start(application.step("manager")
				.partitioner("worker", partitioner)
				.step(application.step("worker").tasklet((contribution, context) -> {
					ExecutionContext partition = contribution.getStepExecution().getExecutionContext();
					if (partition.getInt("first") == 30 && failed.add(30)) {
						throw new IllegalArgumentException("expected by the test");
					}
					application.awaitReader();
					contribution.incrementWriteCount(30);
					return RepeatStatus.FINISHED;
				}, application.transactions()).build())
				.build())
			.build();
		application.run(job);
		JobProgress first = application.progress("partition restart");
		assertThat(first.stage("worker").orElseThrow().records().expected()).isEqualTo(60);
		assertThat(first.stage("worker").orElseThrow().records().processed()).isEqualTo(30);
		JobFailure failure = first.outcomes().lastFailure();
		assertThat(failure).isNotNull();
		assertThat(failure.stage()).isEqualTo("worker");
		assertThat(failure.exception()).isEqualTo("IllegalArgumentException");
		assertThat(failure.message()).isEqualTo("expected by the test");
		assertThat(first.stage("worker").orElseThrow().status()).isEqualTo(RunStatus.FAILED);
		application.run(job);
		JobProgress second = application.progress("partition restart");
		assertThat(second.status()).isEqualTo(RunStatus.COMPLETED);
		assertThat(second.stage("worker").orElseThrow().status()).isEqualTo(RunStatus.COMPLETED);
		assertThat(second.stage("worker").orElseThrow().records().expected()).isEqualTo(30);
		assertThat(second.stage("worker").orElseThrow().records().processed()).isEqualTo(30);
		assertThat(second.outcomes().lastSuccess().stages()).containsOnlyKeys("manager", "worker");
		assertThat(second.outcomes().lastSuccess().stages().get("worker").processed()).isEqualTo(60);
	}

}
