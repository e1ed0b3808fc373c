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

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import io.github.progresstracker.EndedRuns;
import io.github.progresstracker.JobIdentity;
import io.github.progresstracker.JobProgress;
import io.github.progresstracker.report.ProgressReporter;
import io.github.progresstracker.report.ReporterPolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes progress as log lines: a few for each stage, and a summary when the run has
 * ended. Each line begins with the job that it is about, as {@link JobNames} names it,
 * and carries its values as fields for structured logging. The level is INFO, or WARN for
 * the summary of a run that did not complete.
 */
public final class ProgressLog implements ProgressReporter {

	/** The name of the logger that writes all lines. */
	public static final String LOGGER = "io.github.progresstracker.progress";

	private static final Logger logger = LoggerFactory.getLogger(LOGGER);

	/**
	 * Limits the lines of a job that ends many times a second, sometimes with a failure.
	 * Runs are looked at once a second. With a full second here, a look would often come
	 * a moment too early, and a thread would have to wake up again for the report.
	 */
	private static final Duration MIN_INTERVAL = Duration.ofMillis(900);

	private static final Duration ROUTINE_INTERVAL = Duration.ofMinutes(1);

	/**
	 * Interactive, as the lines do not depend on when other reports are due. The duration
	 * of a stage may be logged a few seconds late, so elapsed time does not count.
	 */
	static final ReporterPolicy POLICY = new ReporterPolicy(MIN_INTERVAL, ROUTINE_INTERVAL, true, false);

	private final Consumer<LogLine> lines;

	private final JobNames names = new JobNames();

	private final Map<RunId, RunLog> runs = new HashMap<>();

	/** The ended runs of each job that a line has been written for. */
	private final Map<JobIdentity, EndedRuns> reported = new HashMap<>();

	/**
	 * Creates a reporter that writes to the logger {@value #LOGGER}.
	 */
	public ProgressLog() {
		this((line) -> line.logTo(logger));
	}

	ProgressLog(Consumer<LogLine> lines) {
		this.lines = lines;
	}

	@Override
	public void report(JobProgress progress) {
		RunId run = RunId.of(progress);
		String job = this.names.of(progress.identity());
		if (progress.status().isEnd()) {
			this.runs.keySet().removeIf(run::isSameOrLater);
			write(job, RunSummary.of(progress, unreported(progress)));
		}
		else {
			write(job, RunSummary.ofEarlierRuns(progress, unreported(progress)));
			write(job, this.runs.computeIfAbsent(run, (unknown) -> new RunLog()).lines(progress));
		}
	}

	private void write(String job, List<LogLine> lines) {
		for (LogLine line : lines) {
			this.lines.accept(line.about(job));
		}
	}

	private EndedRuns unreported(JobProgress progress) {
		EndedRuns alreadyReported = this.reported.getOrDefault(progress.identity(), EndedRuns.NONE);
		EndedRuns unreported = progress.endedRuns().since(alreadyReported);
		if (unreported.total() > 0) {
			this.reported.put(progress.identity(), progress.endedRuns());
		}
		return unreported;
	}

	@Override
	public ReporterPolicy policy() {
		return POLICY;
	}

	@Override
	public String destination() {
		return "the log";
	}

	JobNames names() {
		return this.names;
	}

	int openRuns() {
		return this.runs.size();
	}

}
