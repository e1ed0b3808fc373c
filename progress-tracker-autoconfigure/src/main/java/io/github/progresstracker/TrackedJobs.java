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

package io.github.progresstracker;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the runs of all jobs of an application.
 */
final class TrackedJobs implements ProgressTrackers {

	private static final Logger logger = LoggerFactory.getLogger(ProgressTrackers.class);

	private final Function<String, JobDefinition> definitions;

	private final SafeRunListener listener;

	private final TimeSource time;

	private final int maxStages;

	private final Map<JobIdentity, JobHistory> histories = new LinkedHashMap<>();

	/**
	 * Not static: a run of one application context is no business of another one's.
	 */
	@SuppressWarnings("ThreadLocalUsage")
	private final ThreadLocal<@Nullable JobRun> current = new ThreadLocal<>();

	TrackedJobs(Function<String, JobDefinition> definitions, SafeRunListener listener, TimeSource time, int maxStages) {
		if (maxStages <= 0) {
			throw new IllegalArgumentException("The largest number of stages must be positive, but was " + maxStages);
		}
		this.definitions = definitions;
		this.listener = listener;
		this.time = time;
		this.maxStages = maxStages;
	}

	@Override
	public ProgressTracker start(String job) {
		return begin(job);
	}

	@Override
	public <X extends Throwable> void run(String job, Work<X> work) throws X {
		JobRun run = begin(job);
		RunControl.Binding binding = run.bind();
		try {
			work.run(run);
		}
		catch (Throwable ex) {
			failed(run, ex);
			throw ex;
		}
		finally {
			binding.close();
		}
		run.end(RunStatus.COMPLETED, null);
	}

	private void failed(JobRun run, Throwable cause) {
		try {
			String reason = FailureReason.of(cause);
			if (!run.end(RunStatus.FAILED, reason) && run.progress().status() != RunStatus.FAILED) {
				run.warnOfLateness(Printable.of(reason) + " was thrown");
			}
		}
		catch (Throwable ex) {
			// Whoever ran out of memory needs to hear of that, not of this.
			logger.error("The failure of job {} could not be recorded", run.identity(), ex);
		}
	}

	private JobRun begin(String job) {
		Names.check(job, "job");
		JobRun run = prepare(this.definitions.apply(job));
		run.begin();
		return run;
	}

	@Override
	public JobRun prepare(JobDefinition job) {
		return prepare(job, LiveStages.NONE);
	}

	@Override
	public JobRun prepare(JobDefinition job, LiveStages stages) {
		return new JobRun(this, job, history(job.identity()), this.time, this.maxStages, stages);
	}

	@Override
	public void recallSuccess(JobDefinition job, Instant at) {
		history(job.identity()).recallSuccess(at);
	}

	private JobHistory history(JobIdentity identity) {
		synchronized (this.histories) {
			return this.histories.computeIfAbsent(identity, (unknown) -> new JobHistory());
		}
	}

	@Override
	public ProgressTracker current() {
		JobRun run = this.current.get();
		if (run == null) {
			throw new IllegalStateException("No run is current on this thread. Call this from within"
					+ " ProgressTrackers.run(…), or pass the tracker on to the thread that needs it");
		}
		return run;
	}

	@Override
	public void standAside() {
		standAsideFor(null);
	}

	/**
	 * Lets the current run of this thread, which has not been used, know that the work is
	 * tracked as another one.
	 * @param another the other run, if it is known
	 */
	void standAsideFor(@Nullable JobRun another) {
		JobRun run = this.current.get();
		if (run != null && run != another) {
			run.standAside();
		}
	}

	RunControl.Binding bind(JobRun run) {
		JobRun outer = this.current.get();
		this.current.set(run);
		return () -> {
			if (outer != null) {
				this.current.set(outer);
			}
			else {
				this.current.remove();
			}
		};
	}

	@Override
	public List<JobProgress> progress() {
		List<JobProgress> progress = new ArrayList<>();
		for (JobRun run : runs()) {
			progress.add(run.progress());
		}
		return Collections.unmodifiableList(progress);
	}

	@Override
	public void close() {
		for (JobRun run : runs()) {
			run.close();
		}
	}

	private List<JobRun> runs() {
		List<JobHistory> known;
		synchronized (this.histories) {
			known = List.copyOf(this.histories.values());
		}
		List<JobRun> runs = new ArrayList<>();
		for (JobHistory history : known) {
			runs.addAll(history.runs());
		}
		return runs;
	}

	SafeRunListener listener() {
		return this.listener;
	}

}
