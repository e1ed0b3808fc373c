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

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.PropertySourceOrigin;

/**
 * Finds names of labels and jobs that lose characters when properties are bound: outside
 * of brackets, only letters from a to z, digits, dashes and underscores are left of them.
 */
final class TruncatedName {

	private final String name;

	private final @Nullable String value;

	private final Origin origin;

	private TruncatedName(String name, String value, Origin origin) {
		this.name = name;
		this.value = Secrets.isSecret(name) ? null : value;
		this.origin = origin;
	}

	/**
	 * Checks the name that a property was set with.
	 * @param property one of our properties, or {@code null} if it is unknown
	 * @return what is wrong with the name, or {@code null} if it is complete
	 */
	static @Nullable WrongProperty check(@Nullable ConfigurationProperty property) {
		if (property == null || !(property.getOrigin() instanceof PropertySourceOrigin origin)) {
			return null;
		}
		String name = origin.getPropertyName();
		return isComplete(name) ? null : new TruncatedName(name, String.valueOf(property.getValue()), origin).explain();
	}

	private @Nullable WrongProperty explain() {
		Matcher job = Pattern.compile("(?i)(.*?\\.jobs)\\.([^.\\[]*)\\.(.*)").matcher(this.name);
		if (job.matches() && !isComplete(job.group(2))) {
			return new WrongProperty(this.name, this.value,
					"the name of the job is not in brackets, so some of its characters would be lost",
					"Write '%s[%s].%s'.".formatted(job.group(1), job.group(2), job.group(3)), this.origin);
		}
		Matcher label = Pattern.compile("(?i)(?:.*\\.)?labels\\.([^\\[]*)").matcher(this.name);
		if (label.matches() && !isComplete(label.group(1))) {
			return PropertyChecks.wrongLabel(this.name, label.group(1), this.value, this.origin);
		}
		return null;
	}

	/**
	 * Each property is checked whenever an application starts, so do it without patterns.
	 */
	private static boolean isComplete(String name) {
		for (int i = 0; i < name.length(); i++) {
			char character = name.charAt(i);
			boolean kept = (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z')
					|| (character >= '0' && character <= '9') || "-_.".indexOf(character) >= 0;
			if (!kept) {
				return false;
			}
		}
		return true;
	}

}
