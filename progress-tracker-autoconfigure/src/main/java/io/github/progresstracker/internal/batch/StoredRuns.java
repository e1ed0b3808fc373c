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

package io.github.progresstracker.internal.batch;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

import io.github.progresstracker.JobSuccess;
import io.github.progresstracker.RecordCounts;
import io.github.progresstracker.RunStatus;
import io.github.progresstracker.StageProgress;
import io.github.progresstracker.WorkDone;
import io.github.progresstracker.internal.history.JoinedWork;
import io.github.progresstracker.internal.history.PastRun;
import io.github.progresstracker.spi.TimeSource;
import org.jspecify.annotations.Nullable;

import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobInstance;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.repository.support.ResourcelessJobRepository;

/**
 * The last executions of a job that Spring Batch's job repository remembers, whatever
 * process executed them. All methods query the repository, so do not call them on a job's
 * thread.
 */
public final class StoredRuns {

	/**
	 * How many times as many instances are read at most if some are of other jobs: the
	 * repository takes a name for a pattern, in which an underscore matches anything.
	 */
	private static final int MAX_PAGES = 5;

	/** How many instances of a job are read if none of them has completed. */
	private static final int MAX_INSTANCES = 50;

	/**
	 * How many are read in any case. The newest instance need not be the last one to
	 * complete: an older one may have been restarted after it.
	 */
	private static final int MIN_INSTANCES = 5;

	private final JobRepository repository;

	private final TimeSource time;

	/**
	 * Creates an object that reads nothing yet.
	 * @param repository the job repository
	 * @param time the clocks
	 */
	public StoredRuns(JobRepository repository, TimeSource time) {
		this.repository = repository;
		this.time = time;
	}

	/**
	 * Whether a repository outlives its process.
	 * @param repository a job repository
	 * @return {@code false} if it is the one that knows a single execution
	 */
	public static boolean isKeptBy(JobRepository repository) {
		return !(repository instanceof ResourcelessJobRepository);
	}

	/**
	 * Reads the last executions of a job: those of its newest instances, restarts
	 * included.
	 * @param job the name of the job in Spring Batch
	 * @param limit how many executions to return at most
	 * @param closed whether to stop reading
	 * @return the executions, newest first
	 */
	public List<PastRun> of(String job, int limit, BooleanSupplier closed) {
		List<PastRun> runs = new ArrayList<>();
		for (JobInstance instance : newestInstances(job, limit)) {
			if (closed.getAsBoolean()) {
				break;
			}
			for (JobExecution execution : this.repository.getJobExecutions(instance)) {
				runs.add(StoredRun.of(execution));
			}
		}
		runs.sort(Comparator.comparing(PastRun::startedAt).reversed());
		return List.copyOf(runs.subList(0, Math.min(limit, runs.size())));
	}

	/**
	 * Reads when a job last completed, and what the executions of that instance did. If
	 * it was restarted, the last of them did only the rest.
	 * @param job the name of the job in Spring Batch
	 * @param closed whether to stop reading
	 * @return the last success; empty if none is known
	 */
	public Optional<JobSuccess> lastSuccess(String job, BooleanSupplier closed) {
		LocalDateTime last = null;
		List<JobExecution> executions = List.of();
		int read = 0;
		for (JobInstance instance : newestInstances(job, MAX_INSTANCES)) {
			if (closed.getAsBoolean() || (last != null && read >= MIN_INSTANCES)) {
				break;
			}
			List<JobExecution> ofInstance = this.repository.getJobExecutions(instance);
			LocalDateTime completed = completed(ofInstance);
			if (completed != null && (last == null || completed.isAfter(last))) {
				last = completed;
				executions = ofInstance;
			}
			read++;
		}
		return (last != null) ? Optional.of(success(StepTimes.instant(last), executions)) : Optional.empty();
	}

	/**
	 * Reads what the executions of an instance did before one of them, which goes on with
	 * their work.
	 * @param restart an execution that may be a restart
	 * @return their work, or {@code null} if it is the first execution
	 */
	@Nullable JoinedWork before(JobExecution restart) {
		List<JobExecution> earlier = new ArrayList<>();
		for (JobExecution execution : this.repository.getJobExecutions(restart.getJobInstance())) {
			if (execution.getId() != restart.getId()) {
				earlier.add(execution);
			}
		}
		return earlier.isEmpty() ? null : work(earlier);
	}

	private List<JobInstance> newestInstances(String job, int limit) {
		List<JobInstance> instances = new ArrayList<>();
		for (int page = 0; page < MAX_PAGES; page++) {
			List<JobInstance> read = this.repository.getJobInstances(job, page * limit, limit);
			for (JobInstance instance : read) {
				if (instance.getJobName().equals(job) && instances.size() < limit) {
					instances.add(instance);
				}
			}
			if (read.size() < limit || instances.size() == limit) {
				break;
			}
		}
		return instances;
	}

	/** When an instance completed. */
	private static @Nullable LocalDateTime completed(List<JobExecution> executions) {
		LocalDateTime last = null;
		for (JobExecution execution : executions) {
			LocalDateTime end = (execution.getStatus() == BatchStatus.COMPLETED) ? execution.getEndTime() : null;
			if (end != null && (last == null || end.isAfter(last))) {
				last = end;
			}
		}
		return last;
	}

	/** Without a start of the execution that completed, the duration would be wrong. */
	private JobSuccess success(Instant at, List<JobExecution> executions) {
		JoinedWork work = work(executions);
		boolean known = executions.stream()
			.noneMatch(
					(execution) -> execution.getStatus() == BatchStatus.COMPLETED && execution.getStartTime() == null);
		return new JobSuccess(at, known ? work.work() : null, work.stages(), true);
	}

	private JoinedWork work(List<JobExecution> executions) {
		List<JobExecution> inOrder = new ArrayList<>(executions);
		inOrder.sort(Comparator.comparing(StoredRuns::startOf));
		JoinedWork work = JoinedWork.NONE;
		for (JobExecution execution : inOrder) {
			Map<String, WorkDone> stages = new LinkedHashMap<>();
			Set<String> completed = new HashSet<>();
			long processed = 0;
			for (StageProgress step : LiveSteps.stored(execution, this.time).progress()) {
				stages.put(step.name(), new WorkDone(step.duration(), step.records().processed()));
				processed = RecordCounts.sum(processed, step.records().processed());
				if (step.status() == RunStatus.COMPLETED) {
					completed.add(step.name());
				}
			}
			work = work.plus(new WorkDone(durationOf(execution), processed), stages, completed);
		}
		return work;
	}

	private static LocalDateTime startOf(JobExecution execution) {
		LocalDateTime started = execution.getStartTime();
		return (started != null) ? started : execution.getCreateTime();
	}

	/** An execution that was refused has no start. Clocks may be set back. */
	private static Duration durationOf(JobExecution execution) {
		LocalDateTime started = execution.getStartTime();
		LocalDateTime ended = execution.getEndTime();
		if (started == null || ended == null || ended.isBefore(started)) {
			return Duration.ZERO;
		}
		return Duration.between(StepTimes.instant(started), StepTimes.instant(ended));
	}

}
