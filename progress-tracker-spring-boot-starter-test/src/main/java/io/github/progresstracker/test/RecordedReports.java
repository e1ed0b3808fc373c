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

package io.github.progresstracker.test;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import io.github.progresstracker.JobProgress;
import io.github.progresstracker.RunStatus;
import io.github.progresstracker.simple.SimpleProgressTrackers;
import io.github.progresstracker.spi.ProgressSource;
import io.github.progresstracker.spi.RunListener;
import org.assertj.core.api.AssertProvider;
import org.jspecify.annotations.Nullable;

/**
 * Records the reports of all runs, even if there are no reporters. In a Spring test, each
 * context has one for you to inject:
 *
 * <pre class="code">
 * assertThat(reports).lastOf("nightly").isCompleted().hasProcessed("load", 4);
 * </pre>
 *
 * Without Spring, pass it to the constructor of {@link SimpleProgressTrackers}.
 * <p>
 * A snapshot is recorded on the job's thread whenever a stage starts or ends and when a
 * run ends, so a test does not have to wait. Reports that depend on time or on the report
 * interval are not recorded; instead, the last report of a run that is still open is
 * created when you ask for it. A run that was discarded leaves no report. Thread-safe.
 * <p>
 * In a Spring test, what was recorded while the context started stays for all tests that
 * share the context. Reports recorded during a test method are removed when the method
 * ends, those recorded during a test class when the class ends.
 */
public final class RecordedReports implements RunListener, AssertProvider<RecordedReportsAssert> {

	private final List<Report> reports = new ArrayList<>();

	private final List<ProgressSource> open = new ArrayList<>();

	private Mark contextStart = mark();

	@Override
	public synchronized void runStarted(ProgressSource run) {
		this.open.add(run);
	}

	@Override
	public void stageChanged(ProgressSource run) {
		record(run, false);
	}

	@Override
	public void runEnded(ProgressSource run) {
		record(run, true);
	}

	@Override
	public synchronized void runDiscarded(ProgressSource run, @Nullable ProgressSource previous) {
		this.open.removeIf((known) -> known == run);
		this.reports.removeIf((report) -> report.run() == run);
	}

	private void record(ProgressSource run, boolean ended) {
		JobProgress progress = run.progress();
		synchronized (this) {
			// A run may outlive its test. The next test must not see it.
			if (this.open.stream().anyMatch((known) -> known == run)) {
				this.reports.add(new Report(run, progress));
			}
			if (ended) {
				this.open.removeIf((known) -> known == run);
			}
		}
	}

	/**
	 * All reports.
	 * @return the reports, in the order in which they were recorded
	 */
	public List<JobProgress> all() {
		return withOpenRuns().stream().map(Report::progress).toList();
	}

	/**
	 * The reports of a job.
	 * @param job name of the job, label {@code job}
	 * @return the reports of all its runs, in the order in which they were recorded
	 */
	public List<JobProgress> of(String job) {
		return reportsOf(job).stream().map(Report::progress).toList();
	}

	/**
	 * The last report of a job.
	 * @param job name of the job, label {@code job}
	 * @return the report, or empty if no run of the job has started
	 */
	public Optional<JobProgress> last(String job) {
		List<JobProgress> progress = of(job);
		return progress.isEmpty() ? Optional.empty() : Optional.of(progress.get(progress.size() - 1));
	}

	/**
	 * Creates assertions on these reports, for AssertJ's {@code assertThat(reports)}.
	 */
	@Override
	public RecordedReportsAssert assertThat() {
		return new RecordedReportsAssert(this);
	}

	/**
	 * Shows all reports, one on each line.
	 */
	@Override
	public String toString() {
		List<JobProgress> all = all();
		if (all.isEmpty()) {
			return "no reports";
		}
		return all.stream()
			.map((progress) -> "%n  ".formatted() + ReportText.line(progress))
			.collect(Collectors.joining("", (all.size() == 1) ? "1 report:" : all.size() + " reports:", ""));
	}

	int runs(String job) {
		Set<ProgressSource> runs = Collections.newSetFromMap(new IdentityHashMap<>());
		reportsOf(job).forEach((report) -> runs.add(report.run()));
		return runs.size();
	}

	private List<Report> reportsOf(String job) {
		return withOpenRuns().stream().filter((report) -> report.progress().identity().job().equals(job)).toList();
	}

	private List<Report> withOpenRuns() {
		Mark now = mark();
		List<Report> all = new ArrayList<>(now.reports());
		for (ProgressSource run : now.open()) {
			JobProgress progress = run.progress();
			if (progress.status() != RunStatus.DISCARDED) {
				all.add(new Report(run, progress));
			}
		}
		return all;
	}

	synchronized Mark mark() {
		return new Mark(this, List.copyOf(this.reports), List.copyOf(this.open));
	}

	synchronized void contextStarted() {
		this.contextStart = mark();
	}

	/**
	 * Forgets what was recorded after a mark.
	 * @param mark the mark; {@code null} or the mark of another context stands for the
	 * start of this context
	 */
	synchronized void forgetAfter(@Nullable Mark mark) {
		Mark since = (mark != null && mark.of() == this) ? mark : this.contextStart;
		List<Report> kept = new ArrayList<>(since.reports());
		List<ProgressSource> stillOpen = new ArrayList<>();
		for (ProgressSource run : since.open()) {
			if (this.open.stream().anyMatch((known) -> known == run)) {
				stillOpen.add(run);
			}
			else {
				// It has ended, so it must not count as newer than runs to come
				lastReportOf(run).ifPresent(kept::add);
			}
		}
		this.reports.clear();
		this.reports.addAll(kept);
		this.open.clear();
		this.open.addAll(stillOpen);
	}

	private Optional<Report> lastReportOf(ProgressSource run) {
		return this.reports.stream().filter((report) -> report.run() == run).reduce((earlier, later) -> later);
	}

	/**
	 * A report and its run.
	 */
	record Report(ProgressSource run, JobProgress progress) {

	}

	/**
	 * What was recorded up to some point.
	 */
	record Mark(RecordedReports of, List<Report> reports, List<ProgressSource> open) {

	}

}
