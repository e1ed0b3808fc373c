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

package io.github.progresstracker.autoconfigure.diagnostics;

import java.beans.PropertyDescriptor;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;

import io.github.progresstracker.autoconfigure.ProgressTrackerProperties;
import io.github.progresstracker.internal.text.NearestName;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.BeanUtils;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;

/**
 * The names that our properties have, without their prefix, in parts. Finding them takes
 * time, so do that only when there is a wrong one.
 */
final class PropertyNames {

	/** A part that people choose: the name of a job or label. */
	private static final String ANY = "*";

	/** A part that is the position in a list. */
	private static final String NUMBER = "0";

	private final List<List<String>> names;

	/** Between two parts. */
	private final String separator;

	private PropertyNames(List<List<String>> names, String separator) {
		this.names = names;
		this.separator = separator;
	}

	/**
	 * Finds the names as they are written in files.
	 * @return the names, such as {@code success-interval}
	 */
	static PropertyNames ofProperties() {
		List<List<String>> names = new ArrayList<>();
		collect(ProgressTrackerProperties.class, List.of(), names);
		return new PropertyNames(names, ".");
	}

	/**
	 * Finds the names as they are written in environment variables, with and without an
	 * underscore in place of each dash.
	 * @return the names, such as {@code SUCCESSINTERVAL} and {@code SUCCESS_INTERVAL}
	 */
	static PropertyNames ofVariables() {
		List<List<String>> names = new ArrayList<>();
		for (List<String> name : ofProperties().names) {
			String dashed = String.join("_", name).toUpperCase(Locale.ROOT);
			names.add(List.of(dashed.replace("-", "").split("_")));
			names.add(List.of(dashed.split("[-_]")));
		}
		return new PropertyNames(names, "_");
	}

	private static void collect(Class<?> type, List<String> parents, List<List<String>> names) {
		for (PropertyDescriptor property : BeanUtils.getPropertyDescriptors(type)) {
			List<String> name = concat(parents, List.of(DataObjectPropertyName.toDashedForm(property.getName())));
			Class<?> propertyType = property.getPropertyType();
			if (propertyType == null || property.getName().equals("class")) {
				continue;
			}
			if (property.getName().equals("jobs")) {
				collect(ProgressTrackerProperties.Job.class, concat(name, List.of(ANY)), names);
			}
			else if (Map.class.isAssignableFrom(propertyType)) {
				names.add(concat(name, List.of(ANY)));
			}
			else if (propertyType.getEnclosingClass() == ProgressTrackerProperties.class && !propertyType.isEnum()) {
				collect(propertyType, name, names);
			}
			else {
				names.add(name);
				if (Collection.class.isAssignableFrom(propertyType)) {
					names.add(concat(name, List.of(NUMBER)));
				}
			}
		}
	}

	/**
	 * Whether there is such a property.
	 * @param parts the parts of a name
	 * @return whether it is one of the names
	 */
	boolean contain(List<String> parts) {
		return this.names.stream().anyMatch((name) -> matches(name, parts));
	}

	private static boolean matches(List<String> name, List<String> parts) {
		if (name.isEmpty() || parts.isEmpty()) {
			return name.isEmpty() && parts.isEmpty();
		}
		String part = name.get(0);
		if (part.equals(ANY)) {
			return name.size() == 1 || matches(rest(name), rest(parts));
		}
		boolean same = part.equals(NUMBER) ? parts.get(0).matches("\\d+") : areEqual(part, parts.get(0));
		return same && matches(rest(name), rest(parts));
	}

	/**
	 * Finds the name that somebody meant.
	 * @param parts the parts of a name that does not exist
	 * @return the nearest name, or {@code null} if none is near
	 */
	@Nullable String nearest(List<String> parts) {
		String nearest = misspelled(parts);
		// A single value may have been taken for a group: ping.success.url
		for (int end = parts.size() - 1; nearest == null && end > 0; end--) {
			List<String> shorter = parts.subList(0, end);
			nearest = (end > 1 || contain(shorter)) ? misspelled(shorter) : null;
		}
		return (nearest != null) ? nearest : elsewhere(parts);
	}

	private @Nullable String misspelled(List<String> parts) {
		Candidate nearest = null;
		for (List<String> name : this.names) {
			for (List<String> candidate : candidates(name, parts)) {
				int distance = distance(candidate, parts);
				if (distance >= 0) {
					int same = (int) candidate.stream().filter(parts::contains).count();
					Candidate found = new Candidate(join(candidate), distance, same);
					nearest = (nearest == null || found.isNearerThan(nearest)) ? found : nearest;
				}
			}
		}
		return (nearest != null) ? nearest.name : null;
	}

	/**
	 * Fills in what people may have chosen. A name of a job may consist of several parts.
	 */
	private List<List<String>> candidates(List<String> name, List<String> parts) {
		if (name.isEmpty()) {
			return List.of(List.of());
		}
		List<List<String>> candidates = new ArrayList<>();
		String part = name.get(0);
		if (!part.equals(ANY)) {
			boolean chosenIsNext = name.size() > 1 && name.get(1).equals(ANY);
			if (!chosenIsNext || (!parts.isEmpty() && NearestName.isNear(part, parts.get(0)))) {
				candidates(rest(name), rest(parts)).forEach((others) -> candidates.add(concat(List.of(part), others)));
			}
		}
		else if (name.size() == 1 && !parts.isEmpty()) {
			candidates.add(List.of(chosen(parts)));
		}
		else {
			for (int end = 1; end < parts.size(); end++) {
				// Otherwise, a long name of a job would hide how wrong the rest is
				if (end > 1 && distance(rest(name), parts.subList(end, parts.size())) < 0) {
					continue;
				}
				String chosen = chosen(parts.subList(0, end));
				candidates(rest(name), parts.subList(end, parts.size()))
					.forEach((others) -> candidates.add(concat(List.of(chosen), others)));
			}
		}
		return candidates;
	}

	private String chosen(List<String> parts) {
		if (this.separator.equals("_")) {
			return String.join("", parts);
		}
		String chosen = String.join(".", parts);
		boolean plain = parts.size() == 1 && ConfigurationPropertyName.isValid(chosen);
		return plain ? chosen : "[" + chosen + "]";
	}

	private String join(List<String> parts) {
		return String.join(this.separator, parts).replace(".[", "[");
	}

	/** Counts the mistakes in what differs, or returns -1 if that is something else. */
	private static int distance(List<String> name, List<String> parts) {
		int start = 0;
		int nameEnd = name.size();
		int end = parts.size();
		while (start < Math.min(nameEnd, end) && areEqual(name.get(start), parts.get(start))) {
			start++;
		}
		while (start < Math.min(nameEnd, end) && areEqual(name.get(nameEnd - 1), parts.get(end - 1))) {
			nameEnd--;
			end--;
		}
		String meant = String.join("", name.subList(start, nameEnd));
		String written = String.join("", parts.subList(start, end));
		return NearestName.isNear(meant, written) ? NearestName.distance(meant, written) : -1;
	}

	/** A right name at the wrong place: without the group that it belongs to. */
	private @Nullable String elsewhere(List<String> parts) {
		List<String> ofJob = concat(List.of(this.separator.equals("_") ? "JOBS" : "jobs"), parts);
		if (contain(ofJob)) {
			return join(ofJob);
		}
		List<String> matching = this.names.stream()
			.filter((name) -> !name.contains(ANY) && name.size() > parts.size())
			.filter((name) -> distance(name.subList(name.size() - parts.size(), name.size()), parts) == 0)
			.map(this::join)
			.toList();
		return (matching.size() == 1) ? matching.get(0) : null;
	}

	/**
	 * Lists what there is in the same group.
	 * @param parts the parts of a name that does not exist
	 * @return the names in that group, which are none if there is no such group
	 */
	Collection<String> inGroupOf(List<String> parts) {
		TreeSet<String> others = new TreeSet<>();
		for (List<String> name : this.names) {
			int size = name.contains(ANY) ? 2 : 1;
			if (name.size() > size && parts.size() > size && areEqual(name.get(0), parts.get(0))) {
				others.add(join(name.subList(size, name.size())));
			}
		}
		return others;
	}

	private static boolean areEqual(String part, String other) {
		return NearestName.uniform(part).equals(NearestName.uniform(other));
	}

	private static List<String> rest(List<String> parts) {
		return parts.isEmpty() ? parts : parts.subList(1, parts.size());
	}

	private static List<String> concat(List<String> first, List<String> second) {
		return Stream.concat(first.stream(), second.stream()).toList();
	}

	/**
	 * A name that may have been meant.
	 *
	 * @param name the name
	 * @param distance the number of mistakes
	 * @param same the number of parts that are right, which decides between the two forms
	 * of a variable
	 */
	private record Candidate(String name, int distance, int same) {

		boolean isNearerThan(Candidate other) {
			return (this.distance != other.distance) ? this.distance < other.distance : this.same > other.same;
		}

	}

}
