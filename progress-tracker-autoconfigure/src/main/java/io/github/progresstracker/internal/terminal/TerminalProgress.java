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

import io.github.progresstracker.JobIdentity;
import io.github.progresstracker.JobProgress;
import io.github.progresstracker.report.ProgressReporter;
import io.github.progresstracker.report.ReporterPolicy;
import org.jspecify.annotations.Nullable;

/**
 * Shows a bar for each open stage on a terminal, and writes log lines elsewhere. It looks
 * for a terminal when a run is a second old, because shorter runs usually need only their
 * summary. The summary of a run is always logged.
 */
public final class TerminalProgress implements ProgressReporter, AutoCloseable {

	/** Bars have a clock. */
	private static final ReporterPolicy BARS = ProgressLog.POLICY.asInteractive(true);

	private final TerminalDetection detection;

	private final ProgressLog log;

	private final JobNames names;

	private final Map<RunId, RunBars> runs = new LinkedHashMap<>();

	private volatile @Nullable BarScreen screen;

	private volatile boolean detected;

	private volatile boolean left;

	/**
	 * Creates a reporter.
	 * @param forceBars whether to draw bars even where no terminal is recognized, unless
	 * something rules them out
	 * @param color whether bars may be colored; the variable {@code NO_COLOR} overrides
	 * this
	 * @param inTitle whether to show progress in the tab or the task bar, too;
	 * {@code null} to do so where the terminal is known to support it
	 */
	public TerminalProgress(boolean forceBars, boolean color, @Nullable Boolean inTitle) {
		this(TerminalDetection.ofSystem(forceBars, color, inTitle), new ProgressLog());
	}

	TerminalProgress(TerminalDetection detection, ProgressLog log) {
		this.detection = detection;
		this.log = log;
		this.names = log.names();
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
			current.show(update(run, progress, this.runs.size() > 1), open(), newest());
		}
	}

	private void end(JobProgress progress) {
		BarScreen current = this.screen;
		RunBars run = this.runs.get(RunId.of(progress));
		boolean several = this.runs.size() > 1;
		this.runs.keySet().removeIf(RunId.of(progress)::isSameOrLater);
		if (current != null && run != null) {
			current.show(update(run, progress, several), open(), newest());
		}
		if (current != null && this.runs.isEmpty()) {
			current.hide();
		}
	}

	private List<BarContent> update(RunBars run, JobProgress progress, boolean several) {
		JobIdentity job = progress.identity();
		return run.update(progress, this.names.of(job), several || this.names.isMoreThanName(job));
	}

	private List<JobProgress> newest() {
		return this.runs.values().stream().map(RunBars::newest).toList();
	}

	private @Nullable BarScreen screen() {
		if (!this.detected) {
			this.detected = true;
			this.screen = this.detection.findTerminal();
			if (this.left) {
				leave();
			}
		}
		return this.screen;
	}

	private List<BarContent> open() {
		List<BarContent> bars = new ArrayList<>();
		this.runs.forEach((id, run) -> bars
			.addAll(run.open(this.names.of(id.job()), this.runs.size() > 1 || this.names.isMoreThanName(id.job()))));
		return bars;
	}

	/** Changes once it turns out that there is no terminal. */
	@Override
	public ReporterPolicy policy() {
		return (!this.detected || this.screen != null) ? BARS : ProgressLog.POLICY;
	}

	@Override
	public String destination() {
		return this.detection.mayFindTerminal() ? "the terminal" : this.log.destination();
	}

	/**
	 * Removes all bars and restores the standard streams, because the application is
	 * about to end. Only what stays is printed from now on. To be called before the
	 * logging system is cleaned up: at that time, Log4j 2 closes the stream that was the
	 * standard output when it was started, unless it still is. Then all that is logged or
	 * printed later would be lost. May be called by any thread.
	 */
	public void leave() {
		this.left = true;
		BarScreen current = this.screen;
		if (current != null) {
			current.leave();
		}
	}

	/**
	 * Removes all bars and restores the standard streams.
	 */
	@Override
	public void close() {
		BarScreen current = this.screen;
		if (current != null) {
			current.hide();
		}
	}

}
