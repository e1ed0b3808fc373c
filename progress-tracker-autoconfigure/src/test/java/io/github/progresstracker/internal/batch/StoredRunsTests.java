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
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

import io.github.progresstracker.JobSuccess;
import io.github.progresstracker.WorkDone;
import io.github.progresstracker.spi.TimeSource;
import io.github.progresstracker.testing.UsesServers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.partition.Partitioner;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStreamReader;
import org.springframework.batch.infrastructure.item.ItemWriter;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;
import org.springframework.core.task.SimpleAsyncTaskExecutor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/**
 * Tests for {@link StoredRuns}: a job repository tells the same about a run as this
 * process did while it ran.
 */
@UsesServers
class StoredRunsTests {

	private static BatchApplication application;

	@BeforeAll
	static void start() {
		application = BatchApplication.start(BatchApplication.JdbcRepository.class);
	}

	@AfterAll
	static void stop() throws IOException {
		application.close();
	}

	@Test
	void stepsHaveTheirDurationsAndRecordsInTheirOrder() throws Exception {
		Step load = application.step("load")
			.<Integer, Integer>chunk(10)
			.reader(BatchApplication.numbers(100))
			.processor((number) -> (number % 10 == 0) ? null : number)
			.writer(application.writer("history"))
			.transactionManager(application.transactions())
			.build();
		Step check = application.step("check")
			.tasklet((contribution, context) -> RepeatStatus.FINISHED, application.transactions())
			.build();
		application.run(application.job("history").start(load).next(check).build());
		JobSuccess stored = assertSameAsSeen("history");
		assertThat(stored.work().processed()).isEqualTo(100);
		assertThat(stored.stages().keySet()).containsExactly("load", "check");
		assertThat(stored.stages().get("load").processed()).isEqualTo(100);
		assertThat(stored.inOrder()).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "worker", "eu:worker", "manager" })
	void partitionsAreOneStageThatIsCountedOnce(String name) throws Exception {
		String job = "history of " + name;
		Partitioner partitioner = (size) -> Map.of("p:0", partition(40), "p:1", partition(15), "q", partition(45));
		ItemWriter<Integer> nowhere = (chunk) -> {
		};
		Step worker = application.step(name)
			.<Integer, Integer>chunk(10)
			.reader(new PartitionReader())
			.writer(nowhere)
			.transactionManager(application.transactions())
			.build();
		application.run(application.job(job)
			.start(application.step("manager")
				.partitioner(name, partitioner)
				.step(worker)
				.taskExecutor(new SimpleAsyncTaskExecutor())
				.build())
			.build());
		JobSuccess stored = assertSameAsSeen(job);
		assertThat(stored.work().processed()).isEqualTo(100);
		assertThat(stored.stages().get(name).processed()).isEqualTo(100);
	}

	@Test
	void aJobWithASimilarNameIsAnotherJob() throws Exception {
		for (String job : List.of("load-a", "load_a", "load-b")) {
			application.run(application.job(job)
				.start(application.step(job)
					.tasklet((contribution, context) -> RepeatStatus.FINISHED, application.transactions())
					.build())
				.build());
		}
		assertThat(stored("load_a").stages()).containsOnlyKeys("load_a");
		assertThat(new StoredRuns(application.repository(), TimeSource.SYSTEM).lastSuccess("load_c", () -> false))
			.isEmpty();
	}

	@Test
	void aFailedExecutionIsNotTheLastSuccess() throws Exception {
		for (int run = 0; run < 3; run++) {
			int last = run;
			JobParameters parameters = new JobParametersBuilder().addLong("run", (long) run).toJobParameters();
			application.run(application.job("fails last")
				.start(application.step("load")
					.<Integer, Integer>chunk(10)
					.reader(BatchApplication.numbers(10 + run))
					.writer((chunk) -> {
						if (last == 2) {
							throw new IllegalStateException("expected by the test");
						}
					})
					.transactionManager(application.transactions())
					.build())
				.build(), parameters);
		}
		assertThat(stored("fails last").work().processed()).isEqualTo(11);
	}

	private static ExecutionContext partition(int count) {
		return new ExecutionContext(Map.of("count", count));
	}

	private static JobSuccess assertSameAsSeen(String job) {
		JobSuccess seen = application.progress(job).outcomes().lastSuccess();
		JobSuccess stored = stored(job);
		assertThat(stored.at()).isCloseTo(seen.at(), within(30, ChronoUnit.SECONDS));
		assertThat(List.copyOf(stored.stages().keySet())).isEqualTo(List.copyOf(seen.stages().keySet()));
		assertSame(stored.work(), seen.work());
		seen.stages().forEach((stage, work) -> assertSame(stored.stages().get(stage), work));
		return stored;
	}

	private static void assertSame(WorkDone stored, WorkDone seen) {
		assertThat(stored.processed()).isEqualTo(seen.processed());
		assertThat(stored.duration()).isCloseTo(seen.duration(), Duration.ofSeconds(30));
	}

	private static JobSuccess stored(String job) {
		return new StoredRuns(application.repository(), TimeSource.SYSTEM).lastSuccess(job, () -> false).orElseThrow();
	}

	/** Each thread reads as many numbers as its partition has. */
	private static final class PartitionReader implements ItemStreamReader<Integer> {

		private final ThreadLocal<Integer> left = new ThreadLocal<>();

		@Override
		public void open(ExecutionContext context) {
			this.left.set(context.getInt("count"));
		}

		@Override
		public Integer read() {
			int next = this.left.get();
			this.left.set(next - 1);
			return (next > 0) ? next : null;
		}

	}

}
