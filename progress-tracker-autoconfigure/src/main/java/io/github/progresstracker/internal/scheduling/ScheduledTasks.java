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

package io.github.progresstracker.internal.scheduling;

import java.lang.reflect.Field;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

import io.github.progresstracker.JobDefinition;
import io.github.progresstracker.SuccessExpectation;
import io.github.progresstracker.SuccessInterval;
import org.jspecify.annotations.Nullable;

import org.springframework.scheduling.Trigger;
import org.springframework.scheduling.config.CronTask;
import org.springframework.scheduling.config.IntervalTask;
import org.springframework.scheduling.config.ScheduledTaskRegistrar;
import org.springframework.scheduling.config.Task;
import org.springframework.scheduling.support.ScheduledMethodRunnable;
import org.springframework.scheduling.support.ScheduledTaskObservationContext;
import org.springframework.scheduling.support.SimpleTriggerContext;
import org.springframework.util.ReflectionUtils;

/**
 * What is known about scheduled methods before they are executed: their names, and when
 * they are due. Thread-safe.
 */
public final class ScheduledTasks {

	private final JobDefiner jobs;

	/** By class and method, as the task's {@code toString()} returns them. */
	private final Map<String, List<Task>> tasks = new ConcurrentHashMap<>();

	/** The methods that are not tracked, each with the reason. */
	private final Map<String, String> detached = new ConcurrentHashMap<>();

	/** The full names of methods, by their short name. */
	private final Map<String, Set<String>> fullNames = new ConcurrentHashMap<>();

	/**
	 * Creates an empty collection.
	 * @param jobs finds the configuration of a method
	 */
	public ScheduledTasks(JobDefiner jobs) {
		this.jobs = jobs;
	}

	void add(ScheduledTaskRegistrar registrar) {
		registrar.getCronTaskList().forEach(this::add);
		registrar.getFixedRateTaskList().forEach(this::add);
		registrar.getFixedDelayTaskList().forEach(this::add);
	}

	private void add(Task task) {
		String method = withoutProxy(task.toString());
		String reason = reasonNotToTrack(task.getRunnable());
		if (reason != null) {
			this.detached.put(method, reason);
		}
		else if (method.indexOf('.') > 0) {
			this.tasks.computeIfAbsent(method, (unknown) -> new CopyOnWriteArrayList<>()).add(task);
			this.fullNames.computeIfAbsent(shortName(method), (unknown) -> ConcurrentHashMap.newKeySet()).add(method);
		}
	}

	private static @Nullable String reasonNotToTrack(Runnable task) {
		ScheduledMethodRunnable call = methodCall(task);
		return (call != null) ? DetachedWork.reason(call.getTarget(), call.getMethod()) : null;
	}

	/** Spring wraps it to note its outcome, and has no accessor for it. */
	private static @Nullable ScheduledMethodRunnable methodCall(Runnable task) {
		if (task instanceof ScheduledMethodRunnable call) {
			return call;
		}
		Field wrapped = ReflectionUtils.findField(task.getClass(), SchedulingHints.WRAPPED_TASK);
		if (wrapped == null || !wrapped.trySetAccessible()) {
			return null;
		}
		return (ReflectionUtils.getField(wrapped, task) instanceof ScheduledMethodRunnable call) ? call : null;
	}

	/**
	 * The methods that are not tracked because they return before their work is done.
	 * @return sentences without a full stop that say so, and what to do about it
	 */
	public List<String> warnings() {
		return new TreeMap<>(this.detached).entrySet()
			.stream()
			.filter((method) -> define(shortName(method.getKey()), List.of()).enabled())
			.map((method) -> "Scheduled method %s is not tracked: %s".formatted(shortName(method.getKey()),
					method.getValue()))
			.toList();
	}

	/**
	 * Whether no scheduled method is known that is tracked.
	 * @return {@code true} if there is none
	 */
	public boolean isEmpty() {
		return this.tasks.isEmpty();
	}

	/**
	 * The jobs that are known before they are executed.
	 * @return their definitions, by their names without configuration
	 */
	public Map<String, JobDefinition> definitions() {
		Map<String, JobDefinition> definitions = new TreeMap<>();
		this.tasks.forEach((method, known) -> {
			String name = name(method);
			definitions.put(name, define(name, known));
		});
		return definitions;
	}

	/**
	 * Finds the job of a scheduled method.
	 * @param execution an execution of the method
	 * @return its definition, or {@code null} if the method is not tracked
	 */
	@Nullable JobDefinition job(ScheduledTaskObservationContext execution) {
		String method = execution.getMethod().getName();
		Class<?> declaring = execution.getMethod().getDeclaringClass();
		Class<?> target = execution.getTargetClass();
		String declared = withoutProxy(declaring.getName()) + "." + method;
		String called = (Proxy.isProxyClass(target) ? declaring : target).getName() + "." + method;
		if (this.detached.containsKey(declared)) {
			return null;
		}
		return define(name(called), this.tasks.getOrDefault(declared, this.tasks.getOrDefault(called, List.of())));
	}

	private String name(String method) {
		String name = shortName(method);
		return (this.fullNames.getOrDefault(name, Set.of()).size() > 1) ? method : name;
	}

	private JobDefinition define(String name, List<Task> known) {
		return this.jobs.define(name, dueTimes(known), (grace) -> expectation(known, grace));
	}

	/**
	 * Only those of cron expressions: a fixed rate or delay begins anew with each start
	 * of the application.
	 */
	private static @Nullable DueTimes dueTimes(List<Task> tasks) {
		List<DueTimes> each = new ArrayList<>();
		for (Task task : tasks) {
			if (task instanceof CronTask cron) {
				each.add(dueTimes(cron));
			}
		}
		return DueTimes.ofAll(each);
	}

	private static DueTimes dueTimes(CronTask task) {
		Trigger trigger = task.getTrigger();
		return (instant) -> trigger.nextExecution(new SimpleTriggerContext(instant, instant, instant));
	}

	/** A method with several schedules is due at the earliest time of them. */
	private static @Nullable SuccessExpectation expectation(List<Task> tasks, Duration grace) {
		List<SuccessExpectation> each = tasks.stream().map((task) -> expectation(task, grace)).toList();
		if (each.size() <= 1) {
			return each.isEmpty() ? null : each.get(0);
		}
		return (lastSuccess, startedAt) -> {
			SuccessInterval shortest = null;
			for (SuccessExpectation expectation : each) {
				SuccessInterval interval = expectation.interval(lastSuccess, startedAt);
				if (interval != null && (shortest == null || interval.seconds() < shortest.seconds())) {
					shortest = interval;
				}
			}
			return shortest;
		};
	}

	private static SuccessExpectation expectation(Task task, Duration grace) {
		return (task instanceof CronTask cron) ? new SuccessSchedule(dueTimes(cron), grace)
				: SuccessInterval.of(((IntervalTask) task).getIntervalDuration().plus(grace));
	}

	private static String withoutProxy(String name) {
		return name.replaceFirst("\\$\\$[^.]*", "");
	}

	/** Removes the package and outer classes from a class and its method. */
	private static String shortName(String method) {
		return method.replaceFirst("^.*[.$](?=[^.$]+\\.[^.]+$)", "");
	}

	/**
	 * Finds the configuration of a scheduled method.
	 */
	@FunctionalInterface
	public interface JobDefiner {

		/**
		 * Defines a job.
		 * @param name the name of the method
		 * @param dueTimes when the method is due, or {@code null} if that is unknown
		 * @param successes returns what is expected of the method's successes by its
		 * schedule, given the grace that is configured for the job; {@code null} if that
		 * is unknown
		 * @return its definition
		 */
		JobDefinition define(String name, @Nullable DueTimes dueTimes,
				Function<Duration, @Nullable SuccessExpectation> successes);

	}

}
