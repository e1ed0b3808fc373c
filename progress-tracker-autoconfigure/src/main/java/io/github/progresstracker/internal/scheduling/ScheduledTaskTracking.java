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
 * Tracks the executions of {@code @Scheduled} methods through the registry that observes
 * them, or through a registry of its own if there is none. It is called after other
 * configurers have set a registry. At that time all methods of singletons are known, and
 * none has been executed.
 */
public final class ScheduledTaskTracking implements SchedulingConfigurer, Ordered {

	private final ScheduledTasks tasks;

	private final ObservationRegistrar registrar;

	/**
	 * Creates a configurer.
	 * @param tasks collects what is known about the methods
	 * @param registrar makes registries track their executions
	 */
	public ScheduledTaskTracking(ScheduledTasks tasks, ObservationRegistrar registrar) {
		this.tasks = tasks;
		this.registrar = registrar;
	}

	@Override
	public void configureTasks(ScheduledTaskRegistrar tasks) {
		this.tasks.add(tasks);
		ObservationRegistry registry = tasks.getObservationRegistry();
		if (registry == null || registry == ObservationRegistry.NOOP) {
			registry = ObservationRegistry.create();
		}
		this.registrar.register(registry);
		if (isSilenced(registry)) {
			registry = ObservationRegistry.create();
			this.registrar.register(registry);
		}
		tasks.setObservationRegistry(registry);
	}

	/**
	 * Whether the user disabled these observations, for example with
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
