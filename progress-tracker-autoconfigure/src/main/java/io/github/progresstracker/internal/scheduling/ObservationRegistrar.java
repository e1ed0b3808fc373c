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

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.micrometer.observation.ObservationRegistry;

/**
 * Adds a handler to each observation registry, once: several contexts may share a
 * registry, and an execution must not be tracked twice. The handler is not a bean,
 * because Spring Boot would add it to each registry again.
 */
public final class ObservationRegistrar {

	private final ScheduledTaskHandler handler;

	private final Set<ObservationRegistry> registries = ConcurrentHashMap.newKeySet();

	/**
	 * Creates a registrar.
	 * @param runs begins and ends the runs
	 * @param tasks what is known about the methods
	 */
	public ObservationRegistrar(ScheduledRuns runs, ScheduledTasks tasks) {
		this.handler = new ScheduledTaskHandler(runs, tasks);
	}

	void register(ObservationRegistry registry) {
		if (this.registries.add(registry)) {
			registry.observationConfig().observationHandler(this.handler);
		}
	}

}
