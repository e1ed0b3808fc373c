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

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import io.github.progresstracker.JobProgress;
import org.assertj.core.api.AbstractAssert;

/**
 * AssertJ assertions on {@link RecordedReports}.
 */
public final class RecordedReportsAssert extends AbstractAssert<RecordedReportsAssert, RecordedReports> {

	RecordedReportsAssert(RecordedReports reports) {
		super(reports, RecordedReportsAssert.class);
	}

	/**
	 * Verifies that a job was reported.
	 * @param job name of the job, label {@code job}
	 * @return assertions on its last report
	 */
	public JobProgressAssert lastOf(String job) {
		Optional<JobProgress> last = this.actual.last(job);
		if (last.isEmpty()) {
			throw failure("%nExpecting a report of job%n  \"%s\"%nbut %s", job, recorded(this.actual.all()));
		}
		return new JobProgressAssert(last.get()).as(descriptionText());
	}

	/**
	 * Verifies that a job was not reported.
	 * @param job name of the job, label {@code job}
	 * @return this
	 */
	public RecordedReportsAssert hasNoneOf(String job) {
		List<JobProgress> reports = this.actual.of(job);
		if (!reports.isEmpty()) {
			throw failure("%nExpecting no report of job%n  \"%s\"%nbut %s", job, recorded(reports));
		}
		return this;
	}

	/**
	 * Verifies how often a job ran, runs that are still open included.
	 * @param job name of the job, label {@code job}
	 * @param expected number of runs
	 * @return this
	 */
	public RecordedReportsAssert hasRuns(String job, int expected) {
		int runs = this.actual.runs(job);
		if (runs != expected) {
			throw failureWithActualExpected(runs, expected,
					"%nExpecting job%n  \"%s\"%nto have run%n  %d times%nbut it ran%n  %d times%nas %s", job, expected,
					runs, recorded(this.actual.all()));
		}
		return this;
	}

	/**
	 * Verifies that nothing was reported.
	 * @return this
	 */
	public RecordedReportsAssert isEmpty() {
		List<JobProgress> reports = this.actual.all();
		if (!reports.isEmpty()) {
			throw failure("%nExpecting no report%nbut %s", recorded(reports));
		}
		return this;
	}

	private static String recorded(List<JobProgress> reports) {
		if (reports.isEmpty()) {
			return "nothing was recorded";
		}
		return reports.stream()
			.map((progress) -> "%n  %s".formatted(ReportText.of(progress)))
			.collect(Collectors.joining("", "these were recorded:", ""));
	}

}
