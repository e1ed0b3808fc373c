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
import java.util.regex.Pattern;

import io.github.progresstracker.JobDefinition;
import io.github.progresstracker.internal.execution.SafeCalls;
import io.github.progresstracker.internal.scheduling.JobDefiner;
import io.github.progresstracker.internal.scheduling.ScheduledRuns;
import io.github.progresstracker.spi.ManagedRun;
import org.jspecify.annotations.Nullable;
import org.quartz.JobDetail;
import org.quartz.JobExecutionContext;
import org.quartz.JobExecutionException;
import org.quartz.JobKey;
import org.quartz.JobListener;
import org.quartz.SchedulerException;

import org.springframework.scheduling.quartz.JobMethodInvocationFailedException;

/**
 * Makes each execution of a Quartz job a run, which is the current one of the thread that
 * executes it. Never throws, as Quartz would not execute the job. A vetoed execution is
 * none, and neither is a misfired one that Quartz skips.
 */
public final class QuartzJobTracker implements JobListener {

	/** What Quartz makes up for a job without a name, another one at each start. */
	private static final Pattern MADE_UP = Pattern.compile("[0-9a-f]{12}-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

	private final ScheduledRuns runs;

	private final JobDefiner jobs;

	private final SafeCalls calls = new SafeCalls();

	/** Not static: a scheduler of another application has threads of its own. */
	@SuppressWarnings("ThreadLocalUsage")
	private final ThreadLocal<@Nullable Execution> execution = new ThreadLocal<>();

	/**
	 * Creates a tracker.
	 * @param runs begins and ends the runs
	 * @param jobs tells what is configured for a job
	 */
	public QuartzJobTracker(ScheduledRuns runs, JobDefiner jobs) {
		this.runs = runs;
		this.jobs = jobs;
	}

	@Override
	public String getName() {
		return "progressTracker";
	}

	@Override
	public void jobToBeExecuted(JobExecutionContext context) {
		this.calls.call(() -> {
			// Left over if a listener of somebody else kept a job from being executed
			end(this.runs::interrupt);
			ManagedRun run = this.runs.begin(definition(context.getJobDetail()));
			this.execution.set(new Execution(run, run.bind()));
		});
	}

	@Override
	public void jobExecutionVetoed(JobExecutionContext context) {
	}

	@Override
	public void jobWasExecuted(JobExecutionContext context, @Nullable JobExecutionException failure) {
		this.calls.call(() -> end((run) -> {
			if (failure == null) {
				this.runs.complete(run);
			}
			else {
				this.runs.fail(run, unwrap(failure));
			}
		}));
	}

	private void end(Consumer<ManagedRun> end) {
		Execution execution = this.execution.get();
		if (execution != null) {
			this.execution.remove();
			execution.binding().close();
			end.accept(execution.run());
		}
	}

	/**
	 * What a job of Quartz is.
	 * @param job the job
	 * @return its definition
	 */
	public JobDefinition definition(JobDetail job) {
		return this.jobs.define(name(job), (grace) -> null);
	}

	/**
	 * The name that a job has without configuration.
	 * @param job the job
	 * @return the name, with that of its group unless it is the default one
	 */
	public String name(JobDetail job) {
		JobKey key = job.getKey();
		String name = MADE_UP.matcher(key.getName()).matches() ? job.getJobClass().getSimpleName() : key.getName();
		return JobKey.DEFAULT_GROUP.equals(key.getGroup()) ? name : key.getGroup() + "." + name;
	}

	/** What the job threw, without what Quartz and Spring wrap it in. */
	private static Throwable unwrap(Throwable failure) {
		Throwable cause = failure.getCause();
		boolean wrapper = failure instanceof SchedulerException
				|| failure instanceof JobMethodInvocationFailedException;
		return (wrapper && cause != null) ? unwrap(cause) : failure;
	}

	private record Execution(ManagedRun run, ManagedRun.Binding binding) {

	}

}
