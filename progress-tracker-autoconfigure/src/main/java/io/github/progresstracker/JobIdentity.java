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

package io.github.progresstracker;

import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

import io.github.progresstracker.internal.text.SafeText;
import org.jspecify.annotations.Nullable;

/**
 * What tells one job from all others. Each identity is one group in a Pushgateway; it
 * runs in one process at a time. Blank values count as unset. Immutable.
 *
 * @param job name of the job, label {@code job}
 * @param app name of the application that the job belongs to, label {@code app}
 * @param namespace namespace that the job runs in, label {@code namespace}
 * @param labels further labels by name; their names follow Prometheus's rule for labels
 */
public record JobIdentity(String job, @Nullable String app, @Nullable String namespace,
		SortedMap<String, String> labels) {

	private static final Pattern LABEL_NAME = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");

	private static final String JOB = "job";

	private static final String APP = "app";

	private static final String NAMESPACE = "namespace";

	/** Names that carry something else already, in the identity or in the metrics. */
	private static final Set<String> RESERVED = Set.of(JOB, APP, NAMESPACE, "stage", "exception");

	/**
	 * Creates an identity.
	 * @throws IllegalArgumentException if the job is blank, or a label's name is invalid
	 * or reserved
	 */
	public JobIdentity {
		if (job.isBlank()) {
			throw new IllegalArgumentException("The name of a job must not be blank");
		}
		app = unlessBlank(app);
		namespace = unlessBlank(namespace);
		SortedMap<String, String> copy = new TreeMap<>();
		labels.forEach((name, value) -> {
			String reason = checkLabelName(name);
			if (reason != null) {
				throw new IllegalArgumentException("Label name '%s' %s".formatted(SafeText.of(name), reason));
			}
			if (unlessBlank(value) != null) {
				copy.put(name, value);
			}
		});
		labels = Collections.unmodifiableSortedMap(copy);
	}

	/**
	 * An identity that is just a name.
	 * @param job the name of the job
	 * @return the identity
	 */
	public static JobIdentity of(String job) {
		return new JobIdentity(job, null, null, Collections.emptySortedMap());
	}

	/**
	 * Why a name can not be used for a further label.
	 * @param name the name of a label
	 * @return the reason, to be read after the name, or {@code null} if the name is fine
	 */
	public static @Nullable String checkLabelName(String name) {
		if (RESERVED.contains(name)) {
			return "is reserved";
		}
		if (name.startsWith("__")) {
			return "is reserved: names that begin with two underscores belong to Prometheus";
		}
		if (!LABEL_NAME.matcher(name).matches()) {
			return "is invalid: it must match " + LABEL_NAME.pattern();
		}
		return null;
	}

	/**
	 * All labels that every series of the job carries. What is unset is absent.
	 * @return the labels by name, {@code job} among them
	 */
	public SortedMap<String, String> asLabels() {
		SortedMap<String, String> all = new TreeMap<>(this.labels);
		all.put(JOB, this.job);
		putIfSet(all, APP, this.app);
		putIfSet(all, NAMESPACE, this.namespace);
		return Collections.unmodifiableSortedMap(all);
	}

	// Those that a record has by itself are put together at their first use, which takes
	// milliseconds while an application starts.

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof JobIdentity identity && this.job.equals(identity.job)
				&& Objects.equals(this.app, identity.app) && Objects.equals(this.namespace, identity.namespace)
				&& this.labels.equals(identity.labels);
	}

	@Override
	public int hashCode() {
		return Objects.hash(this.job, this.app, this.namespace, this.labels);
	}

	/**
	 * The identity as it is shown to people, on one line whatever the names contain.
	 */
	@Override
	public String toString() {
		StringBuilder text = new StringBuilder("'").append(SafeText.of(this.job)).append('\'');
		SortedMap<String, String> others = new TreeMap<>(asLabels());
		others.remove(JOB);
		if (!others.isEmpty()) {
			text.append(" {");
			String separator = "";
			for (Map.Entry<String, String> label : others.entrySet()) {
				text.append(separator).append(label.getKey()).append('=').append(SafeText.of(label.getValue()));
				separator = ", ";
			}
			text.append('}');
		}
		return text.toString();
	}

	private static void putIfSet(Map<String, String> labels, String name, @Nullable String value) {
		if (value != null) {
			labels.put(name, value);
		}
	}

	private static @Nullable String unlessBlank(@Nullable String value) {
		return (value == null || value.isBlank()) ? null : value;
	}

}
