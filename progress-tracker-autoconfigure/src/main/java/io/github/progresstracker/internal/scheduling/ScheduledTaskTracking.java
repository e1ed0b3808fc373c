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

import io.micrometer.observation.ObservationRegistry;

import org.springframework.core.Ordered;
import org.springframework.scheduling.annotation.SchedulingConfigurer;
import org.springframework.scheduling.config.ScheduledTaskRegistrar;
import org.springframework.scheduling.support.DefaultScheduledTaskObservationConvention;
import org.springframework.scheduling.support.ScheduledTaskObservationContext;
import org.springframework.scheduling.support.ScheduledTaskObservationDocumentation;
import org.springframework.util.ClassUtils;

/**
 * Has the executions of {@code @Scheduled} methods tracked: through the registry that
 * observes them, or through one of its own where nobody observes them. Comes after those
 * that configure a registry; at that time all methods of singletons are known and none
 * was executed.
 */
public final class ScheduledTaskTracking implements SchedulingConfigurer, Ordered {

	private final ScheduledTasks tasks;

	private final ObservationRegistrar observer;

	/**
	 * Creates what configures the tracking.
	 * @param tasks takes up what is known about the methods
	 * @param observer has their executions tracked
	 */
	public ScheduledTaskTracking(ScheduledTasks tasks, ObservationRegistrar observer) {
		this.tasks = tasks;
		this.observer = observer;
	}

	@Override
	public void configureTasks(ScheduledTaskRegistrar registrar) {
		this.tasks.add(registrar);
		ObservationRegistry registry = registrar.getObservationRegistry();
		if (registry == null || registry == ObservationRegistry.NOOP) {
			registry = ObservationRegistry.create();
		}
		this.observer.observe(registry);
		if (isSilenced(registry)) {
			registry = ObservationRegistry.create();
			this.observer.observe(registry);
		}
		registrar.setObservationRegistry(registry);
	}

	/**
	 * Whether the user turned these observations off, as with
	 * {@code management.observations.enable.tasks=false}.
	 */
	private static boolean isSilenced(ObservationRegistry registry) {
		ScheduledTaskObservationContext probe = new ScheduledTaskObservationContext(new Object(),
				ClassUtils.getMethod(Object.class, "toString"));
		return ScheduledTaskObservationDocumentation.TASKS_SCHEDULED_EXECUTION
			.observation(null, new DefaultScheduledTaskObservationConvention(), () -> probe, registry)
			.isNoop();
	}

	@Override
	public int getOrder() {
		return Ordered.LOWEST_PRECEDENCE;
	}

}
