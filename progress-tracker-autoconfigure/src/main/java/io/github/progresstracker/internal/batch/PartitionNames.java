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

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.springframework.batch.core.step.StepExecution;

/**
 * Tells which of the stored executions are partitions of the same step. Nothing but their
 * names says so: {@code worker:partition0} is an execution of {@code worker}. Both parts
 * may contain colons, so the part that most executions begin with is the worker.
 */
final class PartitionNames {

	private PartitionNames() {
	}

	/**
	 * Finds the names of workers.
	 * @param steps the executions of all steps of a job
	 * @return the names; empty if there is no partitioned step
	 */
	static Set<String> workers(Collection<StepExecution> steps) {
		List<String> names = new ArrayList<>();
		boolean partitioned = false;
		for (StepExecution step : steps) {
			if (StepIntrospector.isManager(step)) {
				partitioned = true;
			}
			else {
				names.add(step.getStepName());
			}
		}
		Set<String> workers = new HashSet<>();
		if (partitioned) {
			Map<String, Integer> counts = counts(names);
			for (String name : names) {
				String worker = worker(name, counts);
				if (!worker.isEmpty()) {
					workers.add(worker);
				}
			}
		}
		return workers;
	}

	private static Map<String, Integer> counts(List<String> names) {
		Map<String, Integer> counts = new HashMap<>();
		for (String name : names) {
			for (int colon = name.indexOf(':'); colon > 0; colon = name.indexOf(':', colon + 1)) {
				counts.merge(name.substring(0, colon), 1, Integer::sum);
			}
		}
		return counts;
	}

	/** The longest one of those that are equally frequent. */
	private static String worker(String name, Map<String, Integer> counts) {
		String worker = "";
		int most = 0;
		for (int colon = name.indexOf(':'); colon > 0; colon = name.indexOf(':', colon + 1)) {
			String part = name.substring(0, colon);
			int count = counts.getOrDefault(part, 0);
			if (count >= most) {
				worker = part;
				most = count;
			}
		}
		return worker;
	}

}
