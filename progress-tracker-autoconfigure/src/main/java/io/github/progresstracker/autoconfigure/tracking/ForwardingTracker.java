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

package io.github.progresstracker.autoconfigure.tracking;

import java.util.Iterator;
import java.util.stream.Stream;

import io.github.progresstracker.JobProgress;
import io.github.progresstracker.ProgressTracker;
import io.github.progresstracker.Stage;
import org.jspecify.annotations.Nullable;

/**
 * Forwards to the application's own run. A Spring test injects this in place of the run,
 * because Mockito makes a spy by copying the fields of an object: a copy of the run would
 * count by itself, and nothing would ever end it.
 */
final class ForwardingTracker implements ProgressTracker {

	private final ProgressTracker run;

	ForwardingTracker(ProgressTracker run) {
		this.run = run;
	}

	@Override
	public void inc() {
		this.run.inc();
	}

	@Override
	public void inc(long records) {
		this.run.inc(records);
	}

	@Override
	public void markSkipped(long records) {
		this.run.markSkipped(records);
	}

	@Override
	public void expect(long records) {
		this.run.expect(records);
	}

	@Override
	public Stage startStage(String name) {
		return this.run.startStage(name);
	}

	@Override
	public Stage startStage(String name, long expected) {
		return this.run.startStage(name, expected);
	}

	@Override
	public Stage openStage(String name) {
		return this.run.openStage(name);
	}

	@Override
	public Stage openStage(String name, long expected) {
		return this.run.openStage(name, expected);
	}

	@Override
	public <T> Iterable<T> track(Iterable<T> elements) {
		return this.run.track(elements);
	}

	@Override
	public <T> Iterator<T> track(Iterator<T> elements) {
		return this.run.track(elements);
	}

	@Override
	public <T> Stream<T> track(Stream<T> elements) {
		return this.run.track(elements);
	}

	@Override
	public void complete() {
		this.run.complete();
	}

	@Override
	public void fail(@Nullable Throwable cause) {
		this.run.fail(cause);
	}

	@Override
	public void discard() {
		this.run.discard();
	}

	@Override
	public JobProgress progress() {
		return this.run.progress();
	}

	@Override
	public void close() {
		this.run.close();
	}

}
