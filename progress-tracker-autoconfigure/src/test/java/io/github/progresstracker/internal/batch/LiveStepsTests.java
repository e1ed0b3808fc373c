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

import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;

import io.github.progresstracker.RecordCounts;
import io.github.progresstracker.StageProgress;
import io.github.progresstracker.testing.TestTime;
import org.junit.jupiter.api.Test;

import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobInstance;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.repository.support.ResourcelessJobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.item.support.ListItemReader;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;
import org.springframework.batch.infrastructure.support.transaction.ResourcelessTransactionManager;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link LiveSteps} and {@link TrackedStep}: counts that no real job brings
 * about reliably.
 */
class LiveStepsTests {

	private static final LocalDateTime NOW = LocalDateTime.ofInstant(TestTime.START, ZoneId.systemDefault());

	private final JobExecution job = new JobExecution(1, new JobInstance(1, "job"), new JobParameters());

	private final LiveSteps steps = new LiveSteps(this.job, new TestTime());

	private long executions;

	private TrackedStep start(Step step) {
		StepExecution execution = new StepExecution(this.executions++, "load", this.job);
		execution.setStartTime(NOW);
		this.job.addStepExecution(execution);
		TrackedStep tracked = TrackedStep.local(execution, step, ExpectedCount.find(execution, step, Stream::empty));
		this.steps.start(tracked, null);
		return tracked;
	}

	private static Step chunks() {
		return builder().<String, String>chunk(10).reader(new ListItemReader<>(List.of())).writer((chunk) -> {
		}).build();
	}

	@SuppressWarnings("removal")
	private static Step oldStyleChunks() {
		return builder().<String, String>chunk(10, new ResourcelessTransactionManager())
			.reader(new ListItemReader<>(List.of()))
			.writer((chunk) -> {
			})
			.build();
	}

	private static Step tasklet() {
		return builder().tasklet((contribution, context) -> RepeatStatus.FINISHED, new ResourcelessTransactionManager())
			.build();
	}

	private static StepBuilder builder() {
		return new StepBuilder("load", new ResourcelessJobRepository());
	}

	private RecordCounts records() {
		return this.steps.progress().get(0).records();
	}

	@Test
	void aStepThatWasOnlyCreatedIsNotAStageYet() {
		StepExecution created = new StepExecution(this.executions++, "load", this.job);
		this.job.addStepExecution(created);
		assertThat(this.steps.progress()).isEmpty();
		created.setStartTime(NOW);
		assertThat(this.steps.progress()).singleElement().matches(StageProgress::open);
	}

	@Test
	void aStepThatHasItsStatusAndNotItsEndYetHasItsTime() {
		TrackedStep step = start(tasklet());
		step.execution().setStartTime(NOW.minusSeconds(16));
		step.execution().setStatus(BatchStatus.COMPLETED);
		assertThat(this.steps.progress()).singleElement().satisfies((stage) -> {
			assertThat(stage.open()).isFalse();
			assertThat(stage.duration()).isGreaterThanOrEqualTo(Duration.ofSeconds(16));
		});
	}

	@Test
	void commitsThatAreNotedOutOfOrderTakeNothingBack() {
		TrackedStep step = start(chunks());
		step.committed(new ChunkCounts(20, 3, 2));
		step.committed(new ChunkCounts(10, 1, 1));
		assertThat(records().processed()).isEqualTo(25);
		assertThat(records().skipped()).isEqualTo(2);
	}

	@Test
	void whatWasWrittenInAChunkThatWasRolledBackIsNeverCounted() {
		TrackedStep step = start(chunks());
		step.committed(new ChunkCounts(10, 0, 0));
		step.rolledBack(10);
		assertThat(records().processed()).isEqualTo(10);
		step.committed(new ChunkCounts(30, 0, 0));
		assertThat(records().processed()).isEqualTo(20);
	}

	@Test
	void aChunkCountsOnlyOnceItIsCommitted() {
		TrackedStep step = start(chunks());
		step.execution().setWriteCount(10);
		assertThat(records().processed()).isZero();
		step.committed(step.uncommitted());
		assertThat(records().processed()).isEqualTo(10);
	}

	@Test
	void inTheOldStyleWhatTheFirstChunkFilteredAndSkippedCountsOnlyOnceItIsCommitted() {
		TrackedStep step = start(oldStyleChunks());
		step.execution().setReadCount(10);
		step.execution().setFilterCount(2);
		step.execution().setWriteSkipCount(1);
		assertThat(records().processed()).isZero();
		step.committed(step.uncommitted());
		assertThat(records().processed()).isEqualTo(3);
	}

	@Test
	void inTheOldStyleARecordThatWasFilteredOnEachAttemptCountsOnce() {
		TrackedStep step = start(oldStyleChunks());
		step.execution().setReadCount(10);
		step.execution().setWriteCount(8);
		step.execution().setFilterCount(6);
		step.execution().setStatus(BatchStatus.COMPLETED);
		assertThat(records().processed()).isEqualTo(10);
	}

	@Test
	void aSumThatIsTooLargeStaysAtTheMaximum() {
		for (int execution = 0; execution < 2; execution++) {
			start(tasklet()).execution().setWriteCount(Long.MAX_VALUE - 1);
		}
		assertThat(records().processed()).isEqualTo(Long.MAX_VALUE);
	}

}
