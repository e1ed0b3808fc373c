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

package io.github.progresstracker.internal.quartz;

import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Pattern;

import io.github.progresstracker.JobDefinition;
import io.github.progresstracker.internal.execution.FailureReason;
import io.github.progresstracker.internal.scheduling.ScheduledRuns;
import io.github.progresstracker.spi.ManagedRun;
import org.jspecify.annotations.Nullable;
import org.quartz.JobDetail;
import org.quartz.JobExecutionException;
import org.quartz.JobKey;
import org.quartz.SchedulerException;

import org.springframework.scheduling.quartz.JobMethodInvocationFailedException;

/**
 * Makes each execution of a Quartz job a run, which is current on the thread that
 * executes it.
 */
public final class QuartzJobTracker {

	/** The name that Quartz generates for a job without one, anew at each start. */
	private static final Pattern GENERATED_NAME = Pattern
		.compile("[0-9a-f]{12}-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

	private final ScheduledRuns runs;

	private final Function<String, JobDefinition> definitions;

	/** Not static: the scheduler of another application has threads of its own. */
	@SuppressWarnings("ThreadLocalUsage")
	private final ThreadLocal<@Nullable Execution> execution = new ThreadLocal<>();

	/**
	 * Creates a tracker.
	 * @param runs begins and ends the runs
	 * @param definitions finds what is known about a job, by its name
	 */
	public QuartzJobTracker(ScheduledRuns runs, Function<String, JobDefinition> definitions) {
		this.runs = runs;
		this.definitions = definitions;
	}

	void begin(JobDetail job) {
		// Still open if another listener kept the previous job from being executed.
		end(this.runs::interrupt);
		ManagedRun run = this.runs.begin(definition(job));
		this.execution.set(new Execution(run, run.bind()));
	}

	void end(@Nullable JobExecutionException failure) {
		end((run) -> {
			if (failure == null) {
				this.runs.complete(run);
			}
			else {
				this.runs.fail(run, FailureReason.of(failure, QuartzJobTracker::isWrapper));
			}
		});
	}

	private void end(Consumer<ManagedRun> end) {
		Execution execution = this.execution.get();
		if (execution != null) {
			this.execution.remove();
			execution.binding().close();
			end.accept(execution.run());
		}
	}

	private static boolean isWrapper(Throwable cause) {
		return cause instanceof SchedulerException || cause instanceof JobMethodInvocationFailedException;
	}

	/**
	 * The definition of a Quartz job.
	 * @param job the job
	 * @return its definition
	 */
	public JobDefinition definition(JobDetail job) {
		return this.definitions.apply(name(job));
	}

	/**
	 * The name that a job has without configuration.
	 * @param job the job
	 * @return its name, prefixed with its group unless that is the default group
	 */
	public String name(JobDetail job) {
		JobKey key = job.getKey();
		String name = GENERATED_NAME.matcher(key.getName()).matches() ? job.getJobClass().getSimpleName()
				: key.getName();
		return JobKey.DEFAULT_GROUP.equals(key.getGroup()) ? name : key.getGroup() + "." + name;
	}

	private record Execution(ManagedRun run, ManagedRun.Binding binding) {

	}

}
