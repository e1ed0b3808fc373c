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
 * Has the executions tracked that registries observe. Several contexts may share one; its
 * executions must not be tracked twice. So the handler behind this is no bean either:
 * Boot would put it into each registry once more.
 */
public final class ObservationRegistrar {

	private final ScheduledTaskHandler handler;

	private final Set<ObservationRegistry> observed = ConcurrentHashMap.newKeySet();

	/**
	 * Creates an observer.
	 * @param runs begins and ends the runs
	 * @param tasks what is known about the methods
	 */
	public ObservationRegistrar(ScheduledRuns runs, ScheduledTasks tasks) {
		this.handler = new ScheduledTaskHandler(runs, tasks);
	}

	void observe(ObservationRegistry registry) {
		if (this.observed.add(registry)) {
			registry.observationConfig().observationHandler(this.handler);
		}
	}

}
