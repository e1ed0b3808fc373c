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

package io.github.progresstracker.internal.terminal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.progresstracker.JobProgress;
import io.github.progresstracker.report.ProgressReporter;
import io.github.progresstracker.report.ReporterPolicy;
import org.jspecify.annotations.Nullable;

/**
 * Shows a bar for each open stage where there is a terminal, and log lines elsewhere.
 * Which of both is found out when a run is a second old, as most of those that end sooner
 * need nothing but their summary. The summary of a run is logged in any case.
 */
public final class TerminalProgress implements ProgressReporter, AutoCloseable {

	/** Bars have a clock. */
	private static final ReporterPolicy BARS = ProgressLog.POLICY.asInteractive(true);

	private final TerminalDetection detection;

	private final ProgressLog log;

	private final Map<RunId, RunBars> runs = new LinkedHashMap<>();

	private volatile @Nullable BarScreen screen;

	private volatile boolean detected;

	/**
	 * Creates a reporter.
	 * @param evenIfUnsure whether to draw bars also where no terminal was found, as long
	 * as nothing says that it could not show them
	 * @param color whether bars may be coloured; the variable {@code NO_COLOR} is heeded
	 * in any case
	 */
	public TerminalProgress(boolean evenIfUnsure, boolean color) {
		this(TerminalDetection.ofSystem(evenIfUnsure, color), new ProgressLog());
	}

	TerminalProgress(TerminalDetection detection, ProgressLog log) {
		this.detection = detection;
		this.log = log;
	}

	@Override
	public void report(JobProgress progress) {
		if (progress.status().isEnd()) {
			end(progress);
			this.log.report(progress);
			return;
		}
		BarScreen current = screen();
		if (current == null) {
			this.log.report(progress);
		}
		else {
			RunBars run = this.runs.computeIfAbsent(RunId.of(progress), (unknown) -> new RunBars(progress));
			current.show(run.update(progress, this.runs.size() > 1), open());
		}
	}

	private void end(JobProgress progress) {
		BarScreen current = this.screen;
		RunBars run = this.runs.get(RunId.of(progress));
		boolean several = this.runs.size() > 1;
		this.runs.keySet().removeIf(RunId.of(progress)::isSameOrLater);
		if (current != null && run != null) {
			current.show(run.update(progress, several), open());
		}
		if (current != null && this.runs.isEmpty()) {
			current.hide();
		}
	}

	private @Nullable BarScreen screen() {
		if (!this.detected) {
			this.detected = true;
			this.screen = this.detection.find();
		}
		return this.screen;
	}

	private List<BarContent> open() {
		List<BarContent> bars = new ArrayList<>();
		this.runs.values().forEach((run) -> bars.addAll(run.open(this.runs.size() > 1)));
		return bars;
	}

	/** Changes once it turns out that there is no terminal. */
	@Override
	public ReporterPolicy policy() {
		return (!this.detected || this.screen != null) ? BARS : ProgressLog.POLICY;
	}

	@Override
	public String destination() {
		return this.detection.mayFind() ? "the terminal" : this.log.destination();
	}

	/**
	 * Removes all bars and gives the standard streams back.
	 */
	@Override
	public void close() {
		BarScreen current = this.screen;
		if (current != null) {
			current.hide();
		}
	}

}
