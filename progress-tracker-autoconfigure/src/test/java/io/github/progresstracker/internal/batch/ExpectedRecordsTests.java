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

import io.github.progresstracker.batch.ExpectedRecords;
import io.github.progresstracker.batch.StepExpectedRecords;
import io.github.progresstracker.testing.UsesServers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.aop.framework.ProxyFactory;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.listener.StepExecutionListener;
import org.springframework.batch.core.partition.Partitioner;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemReader;
import org.springframework.batch.infrastructure.item.support.SynchronizedItemReader;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The ways to tell how many records a step has.
 */
@UsesServers
class ExpectedRecordsTests {

	private static final BatchApplication application = BatchApplication.start(Beans.class);

	@AfterAll
	static void stop() throws Exception {
		application.close();
	}

	private static Map<String, Integer> expected(String job, ItemReader<Integer> reader,
			StepExecutionListener... listeners) throws Exception {
		var step = application.step("load").<Integer, Integer>chunk(10).reader(reader).writer(application.writer(job));
		for (StepExecutionListener listener : listeners) {
			step.listener(listener);
		}
		application
			.run(application.job(job).start(step.transactionManager(application.transactions()).build()).build());
		return application.pushed("job_records_expected", job);
	}

	@Test
	void aReaderThatKnowsTheTotalIsAsked() throws Exception {
		assertThat(expected("reader", new KnowingReader(30))).containsEntry("load", 30);
	}

	@Test
	@SuppressWarnings("removal")
	void aReaderInTheOldStyleIsAsked() throws Exception {
		application.run(application.job("legacy reader")
			.start(application.step("load")
				.<Integer, Integer>chunk(10, application.transactions())
				.reader(new KnowingReader(30))
				.writer(application.writer("legacy reader"))
				.build())
			.build());
		assertThat(application.pushed("job_records_expected", "legacy reader")).containsEntry("load", 30);
	}

	@Test
	void aReaderIsFoundWithinProxiesAndWrappers() throws Exception {
		ProxyFactory proxy = new ProxyFactory(ItemReader.class,
				new org.springframework.aop.target.SingletonTargetSource(new KnowingReader(20)));
		@SuppressWarnings("unchecked")
		ItemReader<Integer> hidden = (ItemReader<Integer>) proxy.getProxy();
		assertThat(expected("wrapped", new SynchronizedItemReader<>(hidden))).containsEntry("load", 20);
	}

	@Test
	void theTotalIsKnownWhileTheStepWorks() throws Exception {
		CountDownLatch reading = new CountDownLatch(1);
		CountDownLatch seen = new CountDownLatch(1);
		KnowingReader numbers = new KnowingReader(20);
		numbers.first = () -> {
			reading.countDown();
			seen.await();
		};
		Thread thread = new Thread(() -> {
			try {
				expected("early", numbers);
			}
			catch (Exception ex) {
				throw new IllegalStateException(ex);
			}
		});
		thread.start();
		reading.await();
		Long expected = application.stage("early", "load").records().expected();
		seen.countDown();
		thread.join();
		assertThat(expected).isEqualTo(20);
	}

	@Test
	void aBeanKnowsTheTotalByTheNamesOfJobAndStep() throws Exception {
		assertThat(expected("known by bean", BatchApplication.numbers(12))).containsEntry("load", 12);
	}

	@Test
	void theReaderTakesPrecedenceOverTheBean() throws Exception {
		assertThat(expected("known by bean and reader", new KnowingReader(30))).containsEntry("load", 30);
	}

	@Test
	void theBeanTakesPrecedenceOverTheExecutionContext() throws Exception {
		assertThat(expected("known by bean and context", BatchApplication.numbers(12), new Announce(99)))
			.containsEntry("load", 12);
		assertThat(expected("context", BatchApplication.numbers(12), new Announce(12))).containsEntry("load", 12);
	}

	@Test
	void theLimitOfTheReaderComesLast() throws Exception {
		BatchApplication.Numbers numbers = BatchApplication.numbers(100);
		numbers.setMaxItemCount(15);
		assertThat(expected("limit", numbers)).containsEntry("load", 15);
		BatchApplication.Numbers others = BatchApplication.numbers(10);
		others.setMaxItemCount(15);
		assertThat(expected("limit and context", others, new Announce(10))).containsEntry("load", 10);
	}

	@Test
	void otherwiseTheTotalIsUnknown() throws Exception {
		assertThat(expected("unknown", BatchApplication.numbers(5))).isEqualTo(Map.of("", 0));
		assertThat(application.stage("unknown", "load").records().expected()).isNull();
	}

	@Test
	@ExtendWith(OutputCaptureExtension.class)
	void anExceptionMakesTheTotalUnknownIsLoggedAndDoesNoHarm(CapturedOutput output) throws Exception {
		assertThat(expected("fails", new KnowingReader(-1))).isEqualTo(Map.of("", 0));
		assertThat(application.written("fails")).isZero();
		assertThat(expected("bean fails", BatchApplication.numbers(5))).isEqualTo(Map.of("", 0));
		assertThat(application.written("bean fails")).isEqualTo(5);
		assertThat(output).contains("The number of records of step 'load' could not be determined: "
				+ "java.lang.IllegalStateException: expected by the test. The step is tracked without it");
	}

	@Test
	void aPartitionerKnowsTheTotalOfAllWorkers() throws Exception {
		application.run(partitioned("partitioner", new KnowingPartitioner()));
		assertThat(application.pushed("job_records_expected", "partitioner")).isEqualTo(Map.of("", 0, "worker", 60));
	}

	@Test
	void theTotalsOfPartitionsAddUpIfAllAreKnown() throws Exception {
		application.run(partitioned("sum", (size) -> Map.of("a", announced(20), "b", announced(40))));
		assertThat(application.pushed("job_records_expected", "sum")).isEqualTo(Map.of("", 0, "worker", 60));
		application.run(partitioned("not all", (size) -> Map.of("a", announced(20), "b", new ExecutionContext())));
		assertThat(application.pushed("job_records_expected", "not all")).isEqualTo(Map.of("", 0));
	}

	private static ExecutionContext announced(int records) {
		return new ExecutionContext(Map.of(ExpectedRecords.KEY, records));
	}

	private static Job partitioned(String job, Partitioner partitioner) {
		Step worker = application.step("worker").tasklet((contribution, context) -> {
			contribution.incrementWriteCount(30);
			return RepeatStatus.FINISHED;
		}, application.transactions()).build();
		return application.job(job)
			.start(application.step("manager").partitioner("worker", partitioner).step(worker).build())
			.build();
	}

	private static final class KnowingPartitioner implements Partitioner, ExpectedRecords {

		@Override
		public Map<String, ExecutionContext> partition(int size) {
			return Map.of("a", new ExecutionContext(), "b", new ExecutionContext());
		}

		@Override
		public long expectedRecords() {
			return 60;
		}

	}

	/** Throws an exception if the count is negative. */
	private static final class KnowingReader implements ItemReader<Integer>, ExpectedRecords {

		private final List<Integer> numbers;

		private final int count;

		private int next;

		private Pause first = () -> {
		};

		private KnowingReader(int count) {
			this.count = count;
			this.numbers = BatchApplication.upTo(count);
		}

		@Override
		public Integer read() throws Exception {
			if (this.next == 0) {
				this.first.pause();
			}
			return (this.next < this.count) ? this.numbers.get(this.next++) : null;
		}

		@Override
		public long expectedRecords() {
			if (this.count < 0) {
				throw new IllegalStateException("expected by the test");
			}
			return this.count;
		}

		private interface Pause {

			void pause() throws Exception;

		}

	}

	private record Announce(int records) implements StepExecutionListener {

		@Override
		public void beforeStep(StepExecution execution) {
			execution.getExecutionContext().putInt(ExpectedRecords.KEY, this.records);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Beans extends BatchApplication.JdbcRepository {

		@Bean
		StepExpectedRecords knowsNothing() {
			return (step) -> null;
		}

		@Bean
		StepExpectedRecords knowsOneJob() {
			return (step) -> {
				String job = step.getJobExecution().getJobInstance().getJobName();
				if (job.equals("bean fails")) {
					throw new IllegalStateException("expected by the test");
				}
				return (job.startsWith("known by bean") && step.getStepName().equals("load")) ? 12L : null;
			};
		}

	}

}
