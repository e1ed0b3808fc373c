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

package io.github.progresstracker.batch.example;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;

import javax.sql.DataSource;

import io.github.progresstracker.ProgressTrackers;
import io.github.progresstracker.StageProgress;
import io.github.progresstracker.autoconfigure.batch.BatchProgressAutoConfiguration;
import io.github.progresstracker.autoconfigure.tracking.ProgressTrackerAutoConfiguration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.batch.core.configuration.annotation.EnableBatchProcessing;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.item.ItemReader;
import org.springframework.batch.infrastructure.item.support.ListItemReader;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;
import org.springframework.batch.infrastructure.support.transaction.ResourcelessTransactionManager;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabaseBuilder;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabaseType;
import org.springframework.transaction.PlatformTransactionManager;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Runs the examples of {@code docs/spring-batch.md}.
 */
class OrderTests {

	private static final Path EXAMPLES = Path.of("src/test/java/io/github/progresstracker/batch/example");

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(
				AutoConfigurations.of(ProgressTrackerAutoConfiguration.class, BatchProgressAutoConfiguration.class))
		.withPropertyValues("progress.tracker.reporting.enabled=false")
		.withUserConfiguration(Application.class);

	@TempDir
	private Path folder;

	@Test
	void allCodeOfTheDocumentationIsCompiledHere() throws Exception {
		String documentation = Files.readString(Path.of("../docs/spring-batch.md"));
		List<String> examples = Pattern.compile("```java\\n(.*?)```", Pattern.DOTALL)
			.matcher(documentation)
			.results()
			.map((example) -> withoutIndent(example.group(1)))
			.toList();
		StringBuilder sources = new StringBuilder();
		try (var files = Files.list(EXAMPLES)) {
			for (Path file : files.toList()) {
				sources.append(withoutIndent(Files.readString(file)));
			}
		}
		assertThat(examples).hasSize(6);
		assertThat(examples).allSatisfy((example) -> assertThat(sources).contains(example));
	}

	private static String withoutIndent(String code) {
		return code.replaceAll("(?m)^\\s+", "");
	}

	@Test
	void aReaderKnowsTheTotal() {
		assertExpected("load", 3, (context) -> chunks(context, "load", new OrderReader(threeOrders())));
	}

	@Test
	void aPartitionerKnowsTheTotal() {
		assertExpected("worker", 2, (context) -> {
			JobRepository repository = context.getBean(JobRepository.class);
			Step worker = new StepBuilder("worker", repository)
				.tasklet((contribution, chunk) -> RepeatStatus.FINISHED, new ResourcelessTransactionManager())
				.build();
			return new StepBuilder("manager", repository)
				.partitioner("worker", new OrderPartitioner(context.getBean(JdbcTemplate.class)))
				.step(worker)
				.build();
		});
	}

	@Test
	void aBeanKnowsTheTotal() {
		assertExpected("export", 2,
				(context) -> chunks(context, "export", new ListItemReader<>(List.of(new Order(1), new Order(2)))));
	}

	@Test
	void theExecutionContextContainsTheTotal() {
		assertExpected("load", 7, (context) -> {
			Step step = chunks(context, "load", new ListItemReader<>(Collections.<Order>emptyList()));
			((org.springframework.batch.core.step.AbstractStep) step).registerStepExecutionListener(new CountFirst());
			return step;
		});
	}

	@Test
	void theLimitOfTheReaderIsTheTotal() {
		assertExpected("load", 1000,
				(context) -> chunks(context, "load", OrderConfiguration.firstThousand(threeOrders())));
	}

	private Path threeOrders() {
		try {
			return Files.writeString(this.folder.resolve("orders.txt"), "1\n2\n3\n");
		}
		catch (java.io.IOException ex) {
			throw new java.io.UncheckedIOException(ex);
		}
	}

	private static Step chunks(ApplicationContext context, String name, ItemReader<Order> reader) {
		return new StepBuilder(name, context.getBean(JobRepository.class)).<Order, Order>chunk(10)
			.reader(reader)
			.writer((chunk) -> {
			})
			.build();
	}

	private void assertExpected(String stage, long expected,
			java.util.function.Function<ApplicationContext, Step> step) {
		this.contextRunner.run((context) -> {
			Job job = new JobBuilder("orders", context.getBean(JobRepository.class)).start(step.apply(context)).build();
			context.getAutowireCapableBeanFactory().initializeBean(job, "orders");
			context.getBean(JobOperator.class)
				.start(job, new JobParametersBuilder().addLong("files", 7L).toJobParameters());
			@Nullable Long known = context.getBean(ProgressTrackers.class)
				.progress()
				.get(0)
				.stage(stage)
				.map(StageProgress::records)
				.orElseThrow()
				.expected();
			assertThat(known).isEqualTo(expected);
		});
	}

	@Configuration(proxyBeanMethods = false)
	@EnableBatchProcessing
	@Import(OrderConfiguration.class)
	static class Application {

		@Bean
		PlatformTransactionManager transactionManager() {
			return new ResourcelessTransactionManager();
		}

		@Bean
		DataSource dataSource() {
			return new EmbeddedDatabaseBuilder().setType(EmbeddedDatabaseType.H2).generateUniqueName(true).build();
		}

		@Bean
		JdbcTemplate jdbcTemplate(DataSource dataSource) {
			JdbcTemplate jdbc = new JdbcTemplate(dataSource);
			jdbc.execute("create table orders (number int)");
			jdbc.update("insert into orders values (1), (2)");
			return jdbc;
		}

	}

}
