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

package io.github.progresstracker.internal.actuate;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.progresstracker.JobIdentity;
import io.github.progresstracker.internal.history.PastRuns;
import org.jspecify.annotations.Nullable;

/**
 * Identifies a job that has not started in this process.
 *
 * @param job the name
 * @param labels the other labels of its identity: {@code app}, {@code namespace} and
 * extra labels
 * @param start when it is expected to begin
 * @param history the last runs in other processes, newest first; only if one job is shown
 * @param historyProblem why runs may be missing there
 */
record IdentityDescriptor(String job, Map<String, String> labels, @Nullable StartDescriptor start,
		@Nullable List<RunDescriptor> history, @Nullable String historyProblem) {

	static IdentityDescriptor of(JobIdentity identity, @Nullable StartDescriptor start, @Nullable PastRuns past) {
		return new IdentityDescriptor(identity.job(), labels(identity), start, RunDescriptor.of(past),
				RunDescriptor.problem(past));
	}

	/** The labels besides {@code job}. */
	static Map<String, String> labels(JobIdentity identity) {
		Map<String, String> labels = new LinkedHashMap<>(identity.asLabels());
		labels.remove("job");
		return labels;
	}

}
