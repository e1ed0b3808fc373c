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

package io.github.progresstracker.internal.pushgateway;

import java.util.SortedMap;
import java.util.TreeMap;

import io.github.progresstracker.JobDefinition;
import io.github.progresstracker.JobIdentity;
import io.github.progresstracker.spi.ManagedRun;
import io.github.progresstracker.spi.TimeSource;
import io.github.progresstracker.testing.TestTrackers;

/**
 * Runs of jobs for tests. Each stands for a separate process, which knows nothing about
 * the others.
 */
final class Runs {

	private Runs() {
	}

	static ManagedRun begin(JobIdentity identity) {
		ManagedRun run = new TestTrackers(TimeSource.SYSTEM)
			.prepare(new JobDefinition(identity, null, null, JobDefinition.DEFAULT_REPORT_INTERVAL));
		run.begin();
		return run;
	}

	static ManagedRun begin(String job) {
		return begin(JobIdentity.of(job));
	}

	static JobIdentity identity(String job, String app, String namespace, String... labels) {
		SortedMap<String, String> further = new TreeMap<>();
		for (int i = 0; i < labels.length; i += 2) {
			further.put(labels[i], labels[i + 1]);
		}
		return new JobIdentity(job, app, namespace, further);
	}

}
