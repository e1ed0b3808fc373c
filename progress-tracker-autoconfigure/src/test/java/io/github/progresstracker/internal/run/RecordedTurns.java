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

import java.util.ArrayList;
import java.util.List;

import io.github.progresstracker.JobProgress;
import io.github.progresstracker.spi.ProgressSource;
import io.github.progresstracker.spi.RunListener;
import org.jspecify.annotations.Nullable;

/**
 * Records the events of runs, with the snapshots that a listener could take of them.
 */
public final class RecordedTurns implements RunListener {

	private final List<String> turns = new ArrayList<>();

	private final List<JobProgress> snapshots = new ArrayList<>();

	@Override
	public void runStarted(ProgressSource run) {
		record("run started", run);
	}

	@Override
	public void stageChanged(ProgressSource run) {
		record("stage changed", run);
	}

	@Override
	public void runEnded(ProgressSource run) {
		record("run ended", run);
	}

	@Override
	public void runDiscarded(ProgressSource run, @Nullable ProgressSource previous) {
		record("run discarded", run);
	}

	private synchronized void record(String turn, ProgressSource run) {
		this.turns.add(turn);
		this.snapshots.add(run.progress());
	}

	public synchronized List<String> turns() {
		return List.copyOf(this.turns);
	}

	public synchronized JobProgress lastSnapshot() {
		return this.snapshots.get(this.snapshots.size() - 1);
	}

}
