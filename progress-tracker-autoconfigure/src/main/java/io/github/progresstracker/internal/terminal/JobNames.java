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

package io.github.progresstracker.internal.terminal;

import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

import io.github.progresstracker.JobIdentity;
import io.github.progresstracker.internal.text.SafeText;

/**
 * Names jobs so that those whose lines end up in one log can be told apart: by their
 * name, followed by other labels of their identity where that is not enough. Extra labels
 * such as {@code shard} are always shown, since other processes run the same job. The
 * application and the namespace are the same for all lines of a process and usually part
 * of each line already, so they are shown only once jobs of this process differ in them.
 * Not thread-safe.
 */
final class JobNames {

	private static final List<String> USUALLY_THE_SAME = List.of("app", "namespace");

	private final Set<JobIdentity> known = new HashSet<>();

	/** Those of the labels that are usually the same, but are not in this process. */
	private final Set<String> different = new TreeSet<>();

	/**
	 * Names a job.
	 * @param identity the job
	 * @return its name, safe to show
	 */
	String of(JobIdentity identity) {
		if (!this.known.contains(identity)) {
			for (JobIdentity other : this.known) {
				compare(identity, other);
			}
			this.known.add(identity);
		}
		SortedMap<String, String> shown = new TreeMap<>(identity.labels());
		for (String label : this.different) {
			String value = identity.asLabels().get(label);
			if (value != null) {
				shown.put(label, value);
			}
		}
		return name(identity.job(), shown);
	}

	/** A job that has no such label needs none unless another job has its name. */
	private void compare(JobIdentity identity, JobIdentity other) {
		for (String label : USUALLY_THE_SAME) {
			String one = identity.asLabels().get(label);
			String another = other.asLabels().get(label);
			boolean comparable = (one != null && another != null) || identity.job().equals(other.job());
			if (comparable && !Objects.equals(one, another)) {
				this.different.add(label);
			}
		}
	}

	/**
	 * Whether a job has more than its name to tell it apart.
	 * @param identity the job
	 * @return whether its name alone is not enough
	 */
	boolean isMoreThanName(JobIdentity identity) {
		return !of(identity).equals(name(identity.job(), Collections.emptySortedMap()));
	}

	private static String name(String job, SortedMap<String, String> labels) {
		StringBuilder name = new StringBuilder(SafeText.of(job));
		String separator = " {";
		for (Map.Entry<String, String> label : labels.entrySet()) {
			name.append(separator).append(label.getKey()).append('=').append(SafeText.of(label.getValue()));
			separator = ", ";
		}
		return (labels.isEmpty() ? name : name.append('}')).toString();
	}

}
