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

package io.github.progresstracker.internal.run;

import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import io.github.progresstracker.JobDefinition;
import io.github.progresstracker.JobOutcomes;
import io.github.progresstracker.JobProgress;
import io.github.progresstracker.RecordCounts;
import io.github.progresstracker.RunStatus;
import io.github.progresstracker.Stage;
import io.github.progresstracker.internal.text.Names;
import io.github.progresstracker.spi.ManagedRun;
import org.jspecify.annotations.Nullable;

/**
 * Tracks nothing. Illegal arguments are still rejected, so that a job that works without
 * tracking also works with it.
 */
final class NoOpRun implements ManagedRun {

	private static final Stage STAGE = new NoOpStage();

	private static final JobProgress NOTHING = new JobProgress(JobDefinition.of("disabled"), RunStatus.RUNNING,
			Instant.EPOCH, Duration.ZERO, RecordCounts.NONE, List.of(), JobOutcomes.NONE);

	private final @Nullable JobRuns jobs;

	/**
	 * Creates a run that is never the current one of a thread.
	 */
	NoOpRun() {
		this(null);
	}

	/**
	 * Creates a run that takes the place of a real one.
	 * @param jobs keeps the current run of each thread, or {@code null} if nothing does
	 */
	NoOpRun(@Nullable JobRuns jobs) {
		this.jobs = jobs;
	}

	@Override
	public void inc() {
	}

	@Override
	public void inc(long records) {
	}

	@Override
	public void markSkipped(long records) {
	}

	@Override
	public void expect(long records) {
	}

	@Override
	public Stage startStage(String name) {
		Names.check(name, "stage");
		return STAGE;
	}

	@Override
	public Stage startStage(String name, long expected) {
		return startStage(name);
	}

	@Override
	public Stage openStage(String name) {
		return startStage(name);
	}

	@Override
	public Stage openStage(String name, long expected) {
		return startStage(name);
	}

	@Override
	public <T> Iterable<T> track(Iterable<T> elements) {
		return Objects.requireNonNull(elements, "elements");
	}

	@Override
	public <T> Iterator<T> track(Iterator<T> elements) {
		return Objects.requireNonNull(elements, "elements");
	}

	@Override
	public <T> Stream<T> track(Stream<T> elements) {
		return Objects.requireNonNull(elements, "elements");
	}

	@Override
	public void complete() {
	}

	@Override
	public void fail(@Nullable Throwable cause) {
	}

	@Override
	public void discard() {
	}

	@Override
	public JobProgress progress() {
		return NOTHING;
	}

	@Override
	public void close() {
	}

	@Override
	public void begin() {
	}

	@Override
	public void begin(Instant startedAt) {
	}

	@Override
	public boolean hasBegun() {
		return false;
	}

	@Override
	public void stopClock() {
	}

	@Override
	public void resumeClock() {
	}

	@Override
	public void liveStagesChanged() {
	}

	@Override
	public void lockRequested() {
	}

	@Override
	public void lockAcquired() {
	}

	@Override
	public boolean end(RunStatus end, @Nullable String reason, @Nullable String message) {
		return false;
	}

	@Override
	public Binding bind() {
		return (this.jobs != null) ? this.jobs.bind(this) : () -> {
		};
	}

	private static final class NoOpStage implements Stage {

		@Override
		public void inc() {
		}

		@Override
		public void inc(long records) {
		}

		@Override
		public void markSkipped(long records) {
		}

		@Override
		public void expect(long records) {
		}

		@Override
		public <T> Iterable<T> track(Iterable<T> elements) {
			return Objects.requireNonNull(elements, "elements");
		}

		@Override
		public <T> Iterator<T> track(Iterator<T> elements) {
			return Objects.requireNonNull(elements, "elements");
		}

		@Override
		public <T> Stream<T> track(Stream<T> elements) {
			return Objects.requireNonNull(elements, "elements");
		}

		@Override
		public void end() {
		}

	}

}
