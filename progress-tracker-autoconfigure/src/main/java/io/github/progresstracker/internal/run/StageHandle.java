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

import java.util.Iterator;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

import io.github.progresstracker.Stage;
import io.github.progresstracker.internal.count.Counting;
import io.github.progresstracker.internal.count.RecordCounter;

/**
 * One opening of a stage, as seen by the caller that opened it.
 */
final class StageHandle implements Stage {

	private final JobRun run;

	private final RunStage stage;

	private final RecordCounter counter;

	private final AtomicBoolean ended = new AtomicBoolean();

	StageHandle(JobRun run, RunStage stage) {
		this.run = run;
		this.stage = stage;
		this.counter = stage.counter();
	}

	@Override
	public void inc() {
		this.counter.inc();
	}

	@Override
	public void inc(long records) {
		this.counter.inc(records);
	}

	@Override
	public void markSkipped(long records) {
		this.counter.markSkipped(records);
	}

	@Override
	public void expect(long records) {
		this.counter.expect(records);
	}

	@Override
	public <T> Iterable<T> track(Iterable<T> elements) {
		return Counting.of(elements, this.counter);
	}

	@Override
	public <T> Iterator<T> track(Iterator<T> elements) {
		return Counting.of(elements, this.counter);
	}

	@Override
	public <T> Stream<T> track(Stream<T> elements) {
		return Counting.of(elements, this.counter);
	}

	@Override
	public void end() {
		if (markEnded()) {
			this.run.endStage(this.stage);
		}
	}

	RunStage stage() {
		return this.stage;
	}

	/**
	 * Marks this opening as ended.
	 * @return {@code false} if it had ended before
	 */
	boolean markEnded() {
		return this.ended.compareAndSet(false, true);
	}

}
