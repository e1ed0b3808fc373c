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

package io.github.progresstracker.internal.scheduling;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.progresstracker.JobProgress;
import io.github.progresstracker.spi.ProgressSource;
import io.github.progresstracker.spi.RunListener;
import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Records which runs began, and how runs ended.
 */
public class RecordedRuns implements RunListener {

	private final List<JobProgress> started = new CopyOnWriteArrayList<>();

	private final List<JobProgress> ended = new CopyOnWriteArrayList<>();

	private final List<JobProgress> discarded = new CopyOnWriteArrayList<>();

	@Override
	public void runStarted(ProgressSource run) {
		this.started.add(run.progress());
	}

	@Override
	public void runEnded(ProgressSource run) {
		this.ended.add(run.progress());
	}

	@Override
	public void runDiscarded(ProgressSource run, @Nullable ProgressSource previous) {
		this.discarded.add(run.progress());
	}

	public List<String> startedJobs() {
		return jobs(this.started);
	}

	public List<String> endedJobs() {
		return jobs(this.ended);
	}

	public List<String> discardedJobs() {
		return jobs(this.discarded);
	}

	private static List<String> jobs(List<JobProgress> runs) {
		return runs.stream().map((run) -> run.identity().job()).toList();
	}

	public List<JobProgress> ended() {
		return this.ended;
	}

	public JobProgress only() {
		assertThat(this.ended).hasSize(1);
		return this.ended.get(0);
	}

}
