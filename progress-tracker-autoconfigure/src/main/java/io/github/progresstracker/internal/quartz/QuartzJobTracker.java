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

import java.lang.reflect.Method;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.regex.Pattern;

import io.github.progresstracker.JobDefinition;
import io.github.progresstracker.internal.execution.FailureReason;
import io.github.progresstracker.internal.scheduling.DetachedWork;
import io.github.progresstracker.internal.scheduling.DueTimes;
import io.github.progresstracker.internal.scheduling.ScheduledRuns;
import io.github.progresstracker.internal.text.SafeText;
import io.github.progresstracker.spi.ManagedRun;
import io.github.progresstracker.spi.TimeSource;
import org.jspecify.annotations.Nullable;
import org.quartz.Job;
import org.quartz.JobDetail;
import org.quartz.JobExecutionContext;
import org.quartz.JobExecutionException;
import org.quartz.JobKey;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.scheduling.quartz.JobMethodInvocationFailedException;
import org.springframework.util.ClassUtils;
import org.springframework.util.MethodInvoker;

/**
 * Makes each execution of a Quartz job a run, which is current on the thread that
 * executes it. If the result of the job is a {@code CompletableFuture}, the run ends with
 * it.
 */
public final class QuartzJobTracker implements AutoCloseable {

	private static final Logger logger = LoggerFactory.getLogger(QuartzJobTracker.class);

	/** Where Spring keeps the method that a job calls. */
	private static final String METHOD_INVOKER = "methodInvoker";

	private static final Method EXECUTE = ClassUtils.getMethod(Job.class, "execute", JobExecutionContext.class);

	private static final String NOT_DONE = "its result is a Future that is not done when the job returns, and cannot"
			+ " say when it is. Let the job wait for it, or return a CompletableFuture";

	/** The name that Quartz generates for a job without one, anew at each start. */
	private static final Pattern GENERATED_NAME = Pattern
		.compile("[0-9a-f]{12}-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

	private final ScheduledRuns runs;

	private final BiFunction<String, @Nullable DueTimes, JobDefinition> definitions;

	private final QuartzSchedules schedules;

	/** The jobs that are not tracked, and that people know of. */
	private final Set<JobKey> warned = ConcurrentHashMap.newKeySet();

	/** Not static: the scheduler of another application has threads of its own. */
	@SuppressWarnings("ThreadLocalUsage")
	private final ThreadLocal<@Nullable Execution> execution = new ThreadLocal<>();

	/**
	 * Creates a tracker.
	 * @param runs begins and ends the runs
	 * @param definitions finds what is known about a job, by its name and its due times,
	 * which may be {@code null}
	 * @param time the clocks
	 */
	public QuartzJobTracker(ScheduledRuns runs, BiFunction<String, @Nullable DueTimes, JobDefinition> definitions,
			TimeSource time) {
		this.runs = runs;
		this.definitions = definitions;
		this.schedules = new QuartzSchedules(time);
	}

	void begin(JobExecutionContext context) {
		JobDetail job = context.getJobDetail();
		// Still open if another listener kept the previous job from being executed.
		end(this.runs::interrupt);
		String reason = reasonNotToTrack(job, true);
		if (reason != null) {
			warn(job, reason);
			return;
		}
		ManagedRun run = this.runs.begin(this.definitions.apply(name(job), this.schedules.of(context)));
		this.execution.set(new Execution(run, run.bind()));
	}

	void end(JobExecutionContext context, @Nullable JobExecutionException failure) {
		end((run) -> {
			if (failure != null) {
				this.runs.fail(run, FailureReason.of(failure, QuartzJobTracker::isWrapper));
			}
			else if (context.getResult() instanceof CompletionStage<?> stage) {
				stage.whenComplete((value, cause) -> end(run, cause));
			}
			else if (context.getResult() instanceof Future<?> future) {
				end(run, future, context.getJobDetail());
			}
			else {
				this.runs.complete(run);
			}
		});
	}

	private void end(ManagedRun run, Future<?> result, JobDetail job) {
		if (!result.isDone()) {
			// Nobody will tell when it is.
			warn(job, NOT_DONE);
			this.runs.discard(run);
			return;
		}
		try {
			result.get();
			end(run, (Throwable) null);
		}
		catch (InterruptedException ex) {
			this.runs.interrupt(run);
			Thread.currentThread().interrupt();
		}
		catch (ExecutionException | CancellationException ex) {
			end(run, ex);
		}
	}

	private void end(ManagedRun run, @Nullable Throwable cause) {
		if (cause == null) {
			this.runs.complete(run);
		}
		else if (cause instanceof CancellationException) {
			this.runs.interrupt(run);
		}
		else {
			this.runs.fail(run, FailureReason.of(cause));
		}
	}

	private void end(Consumer<ManagedRun> end) {
		Execution execution = this.execution.get();
		if (execution != null) {
			this.execution.remove();
			execution.binding().close();
			end.accept(execution.run());
		}
	}

	private void warn(JobDetail job, String reason) {
		if (this.warned.add(job.getKey())) {
			logger.warn("{}", warning(job, reason));
		}
	}

	/**
	 * Warns of a job that is not tracked because it returns before its work is done.
	 * @param job the job
	 * @return the warning, which is not logged again when the job is executed;
	 * {@code null} if the job is tracked
	 */
	public @Nullable String warning(JobDetail job) {
		String reason = reasonNotToTrack(job, false);
		if (reason == null) {
			return null;
		}
		this.warned.add(job.getKey());
		return warning(job, reason);
	}

	private String warning(JobDetail job, String reason) {
		return "Quartz job %s is not tracked: %s".formatted(SafeText.of(name(job)), reason);
	}

	/**
	 * Whether a job does its work before it returns, so that it can be tracked.
	 * @param job the job
	 * @return {@code false} if it hands its work over to another thread
	 */
	public boolean isTracked(JobDetail job) {
		return reasonNotToTrack(job, false) == null;
	}

	/**
	 * The bean that is called may be lazy, and must not be created only to look at it.
	 */
	private static @Nullable String reasonNotToTrack(JobDetail job, boolean beanExists) {
		if (!(job.getJobDataMap().get(METHOD_INVOKER) instanceof MethodInvoker invoker) || !invoker.isPrepared()) {
			return DetachedWork.reason(job.getJobClass(), EXECUTE);
		}
		Method method = invoker.getPreparedMethod();
		if (DetachedWork.returnsFuture(method)) {
			// It becomes the result of the job.
			return null;
		}
		Object bean = beanExists ? invoker.getTargetObject() : null;
		return (bean != null) ? DetachedWork.reason(bean, method)
				: DetachedWork.reason(method.getDeclaringClass(), method);
	}

	private static boolean isWrapper(Throwable cause) {
		return cause instanceof SchedulerException || cause instanceof JobMethodInvocationFailedException;
	}

	/**
	 * The definition of a Quartz job that is not executed yet.
	 * @param job the job
	 * @param schedulers the schedulers that may execute it
	 * @return its definition
	 */
	public JobDefinition definition(JobDetail job, List<Scheduler> schedulers) {
		return this.definitions.apply(name(job), this.schedules.of(job.getKey(), schedulers));
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

	@Override
	public void close() {
		this.schedules.close();
	}

	private record Execution(ManagedRun run, ManagedRun.Binding binding) {

	}

}
