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

import java.nio.file.Path;

import io.github.progresstracker.batch.StepExpectedRecords;

import org.springframework.batch.infrastructure.item.file.FlatFileItemReader;
import org.springframework.batch.infrastructure.item.file.builder.FlatFileItemReaderBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.FileSystemResource;
import org.springframework.jdbc.core.JdbcTemplate;

@Configuration(proxyBeanMethods = false)
class OrderConfiguration {

	@Bean
	StepExpectedRecords ordersInTable(JdbcTemplate jdbc) {
		return (step) -> {
			String job = step.getJobExecution().getJobInstance().getJobName();
			boolean known = job.equals("orders") && step.getStepName().equals("export");
			return known ? jdbc.queryForObject("select count(*) from orders", Long.class) : null;
		};
	}

	static FlatFileItemReader<Order> firstThousand(Path file) {
		return new FlatFileItemReaderBuilder<Order>().name("orders")
			.resource(new FileSystemResource(file))
			.lineMapper((line, number) -> Order.parse(line))
			.maxItemCount(1000)
			.build();
	}

}
