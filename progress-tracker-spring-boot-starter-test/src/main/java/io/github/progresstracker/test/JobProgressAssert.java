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
import java.util.function.Function;

import io.github.progresstracker.JobFailure;
import io.github.progresstracker.JobProgress;
import io.github.progresstracker.RecordCounts;
import io.github.progresstracker.RunStatus;
import io.github.progresstracker.StageProgress;
import org.assertj.core.api.AbstractObjectAssert;
import org.jspecify.annotations.Nullable;

/**
 * AssertJ assertions on a snapshot. Each failure shows the whole snapshot.
 */
public final class JobProgressAssert extends AbstractObjectAssert<JobProgressAssert, JobProgress> {

	JobProgressAssert(JobProgress progress) {
		super(progress, JobProgressAssert.class);
	}

	/**
	 * Creates assertions on a snapshot, such as the one of a tracker.
	 * @param progress the snapshot
	 * @return the assertions
	 */
	public static JobProgressAssert assertThat(JobProgress progress) {
		return new JobProgressAssert(progress);
	}

	/**
	 * Verifies that the run is still open.
	 * @return this
	 */
	public JobProgressAssert isRunning() {
		return hasStatus(RunStatus.RUNNING);
	}

	/**
	 * Verifies that the run completed.
	 * @return this
	 */
	public JobProgressAssert isCompleted() {
		return hasStatus(RunStatus.COMPLETED);
	}

	/**
	 * Verifies that the run failed.
	 * @return this
	 */
	public JobProgressAssert isFailed() {
		return hasStatus(RunStatus.FAILED);
	}

	/**
	 * Verifies that the run was interrupted.
	 * @return this
	 */
	public JobProgressAssert isInterrupted() {
		return hasStatus(RunStatus.INTERRUPTED);
	}

	/**
	 * Verifies that the run failed with an exception of exactly this class.
	 * @param exception class of the exception, not one of its superclasses
	 * @return this
	 */
	public JobProgressAssert failedWith(Class<? extends Throwable> exception) {
		String simpleName = exception.getSimpleName();
		return failedWith(simpleName.isEmpty() ? exception.getName() : simpleName);
	}

	/**
	 * Verifies what made the run fail.
	 * @param exception simple class name of the exception, or the text shown in its
	 * place, such as {@code exit code 3}
	 * @return this
	 */
	public JobProgressAssert failedWith(String exception) {
		isFailed();
		return has("to have failed with", exception, nameIn(failure(), JobFailure::exception));
	}

	/**
	 * Verifies the message of what made the run fail.
	 * @param message the whole message as it is reported: on one line, cut to 200
	 * characters, followed by the root cause in parentheses, and without what looks like
	 * a password
	 * @return this
	 */
	public JobProgressAssert failedWithMessage(String message) {
		isFailed();
		return has("to have failed with the message", message, nameIn(failure(), JobFailure::message));
	}

	/**
	 * Verifies a part of the message of what made the run fail.
	 * @param text a part of the message
	 * @return this
	 * @see #failedWithMessage(String)
	 */
	public JobProgressAssert failedWithMessageContaining(String text) {
		isFailed();
		String message = nameIn(failure(), JobFailure::message);
		return (message != null && message.contains(text)) ? this
				: has("to have failed with a message that contains", text, message);
	}

	/**
	 * Verifies in which stage the run failed.
	 * @param stage name of the stage
	 * @return this
	 */
	public JobProgressAssert failedIn(String stage) {
		isFailed();
		return has("to have failed in stage", stage, nameIn(failure(), JobFailure::stage));
	}

	/**
	 * Verifies how many records the whole run processed, skipped ones included.
	 * @param records number of records
	 * @return this
	 */
	public JobProgressAssert hasProcessed(long records) {
		return has("to have processed", records, this.actual.records().processed());
	}

	/**
	 * Verifies how many records a stage processed, skipped ones included.
	 * @param stage name of the stage
	 * @param records number of records
	 * @return this
	 */
	public JobProgressAssert hasProcessed(String stage, long records) {
		return has(ofStage(stage, "to have processed"), records, recordsOf(stage).processed());
	}

	/**
	 * Verifies how many of the records that the whole run processed were skipped.
	 * @param records number of records
	 * @return this
	 */
	public JobProgressAssert hasSkipped(long records) {
		return has("to have skipped", records, this.actual.records().skipped());
	}

	/**
	 * Verifies how many of the records that a stage processed were skipped.
	 * @param stage name of the stage
	 * @param records number of records
	 * @return this
	 */
	public JobProgressAssert hasSkipped(String stage, long records) {
		return has(ofStage(stage, "to have skipped"), records, recordsOf(stage).skipped());
	}

	/**
	 * Verifies how many records the whole run was expected to process.
	 * @param records number of records
	 * @return this
	 */
	public JobProgressAssert hasExpected(long records) {
		return has("to have expected", records, this.actual.records().expected());
	}

	/**
	 * Verifies how many records a stage was expected to process.
	 * @param stage name of the stage
	 * @param records number of records
	 * @return this
	 */
	public JobProgressAssert hasExpected(String stage, long records) {
		return has(ofStage(stage, "to have expected"), records, recordsOf(stage).expected());
	}

	/**
	 * Verifies which stages the run had.
	 * @param names names of all stages, in the order of their first start
	 * @return this
	 */
	public JobProgressAssert hasStages(String... names) {
		return has("to have the stages", List.of(names),
				this.actual.stages().stream().map(StageProgress::name).toList());
	}

	/**
	 * Verifies the status of a stage.
	 * @param stage name of the stage
	 * @param status {@link RunStatus#RUNNING} while the stage is open,
	 * {@link RunStatus#FAILED} if the run failed in it, {@link RunStatus#INTERRUPTED} if
	 * it was open when the run was interrupted or failed in another stage, otherwise
	 * {@link RunStatus#COMPLETED}
	 * @return this
	 */
	public JobProgressAssert hasStatus(String stage, RunStatus status) {
		return has(ofStage(stage, "to be"), status, stage(stage).status());
	}

	private JobProgressAssert hasStatus(RunStatus status) {
		return has("to be", status, this.actual.status());
	}

	private @Nullable JobFailure failure() {
		return this.actual.outcomes().lastFailure();
	}

	private static @Nullable String nameIn(@Nullable JobFailure failure,
			Function<JobFailure, @Nullable String> property) {
		return (failure != null) ? property.apply(failure) : null;
	}

	private static String ofStage(String stage, String what) {
		return "in stage \"%s\" %s".formatted(stage, what);
	}

	private RecordCounts recordsOf(String stage) {
		return stage(stage).records();
	}

	private StageProgress stage(String name) {
		return this.actual.stage(name)
			.orElseThrow(() -> failure(
					"%nExpecting the run to have the stage%n  \"%s\"%nbut there is no such stage in:%n  %s", name,
					ReportText.of(this.actual)));
	}

	private JobProgressAssert has(String what, Object expected, @Nullable Object found) {
		if (!expected.equals(found)) {
			throw failureWithActualExpected(found, expected,
					"%nExpecting the run %s%n  %s%nbut it was%n  %s%nin:%n  %s", what, shown(expected), shown(found),
					ReportText.of(this.actual));
		}
		return this;
	}

	private static String shown(@Nullable Object value) {
		if (value == null) {
			return "unknown";
		}
		return (value instanceof String) ? "\"" + value + "\"" : value.toString();
	}

}
