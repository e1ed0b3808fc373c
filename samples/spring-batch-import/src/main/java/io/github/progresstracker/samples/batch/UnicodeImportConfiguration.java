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

package io.github.progresstracker.samples.batch;

import java.util.stream.IntStream;

import org.springframework.batch.core.configuration.annotation.StepScope;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.job.parameters.RunIdIncrementer;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * The job. It clears the table, loads all characters in four parallel parts, and checks
 * that none is missing.
 */
@Configuration(proxyBeanMethods = false)
class UnicodeImportConfiguration {

	private static final int PARTS = 4;

	private static final int CHUNK_SIZE = 1000;

	private final JobRepository repository;

	private final PlatformTransactionManager transactions;

	UnicodeImportConfiguration(JobRepository repository, PlatformTransactionManager transactions) {
		this.repository = repository;
		this.transactions = transactions;
	}

	@Bean
	Job unicodeImport(Step clear, Step load, Step verify) {
		return new JobBuilder("unicode-import", this.repository).incrementer(new RunIdIncrementer())
			.start(clear)
			.next(load)
			.next(verify)
			.build();
	}

	@Bean
	Step clear(CharacterTable table) {
		return new StepBuilder("clear", this.repository).tasklet((contribution, context) -> {
			table.clear();
			return RepeatStatus.FINISHED;
		}, this.transactions).build();
	}

	@Bean
	Step load(Step loadPart) {
		return new StepBuilder("load", this.repository).partitioner("load", new CodePointPartitioner())
			.step(loadPart)
			.gridSize(PARTS)
			.taskExecutor(new SimpleAsyncTaskExecutor("load-"))
			.build();
	}

	@Bean
	Step loadPart(CodePointReader codePoints, CharacterTable table) {
		return new StepBuilder("load", this.repository).<Integer, UnicodeCharacter>chunk(CHUNK_SIZE)
			.reader(codePoints)
			.processor((codePoint) -> Character.isDefined(codePoint) ? UnicodeCharacter.of(codePoint) : null)
			.writer(table)
			.faultTolerant()
			.skip(HalfCharacterException.class)
			.skipLimit(Character.MAX_SURROGATE - Character.MIN_SURROGATE + 1)
			.transactionManager(this.transactions)
			.build();
	}

	@Bean
	@StepScope
	CodePointReader codePoints(@Value("#{stepExecutionContext['first']}") int first,
			@Value("#{stepExecutionContext['count']}") int count) {
		return new CodePointReader(first, count);
	}

	@Bean
	Step verify(CharacterTable table) {
		return new StepBuilder("verify", this.repository).tasklet((contribution, context) -> {
			long expected = IntStream.range(0, CodePointPartitioner.CODE_POINTS)
				.filter(Character::isDefined)
				.filter((codePoint) -> Character.getType(codePoint) != Character.SURROGATE)
				.count();
			if (table.count() != expected) {
				throw new IllegalStateException(
						"%s characters are stored instead of %s".formatted(table.count(), expected));
			}
			return RepeatStatus.FINISHED;
		}, this.transactions).build();
	}

}
