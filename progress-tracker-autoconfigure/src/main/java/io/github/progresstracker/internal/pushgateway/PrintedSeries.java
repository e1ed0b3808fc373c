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

import java.util.StringJoiner;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A series as a Pushgateway prints it in its responses, such as
 * <code>label:&lt;name:"job" value:"nightly" &gt; gauge:&lt;value:1 &gt;</code> or
 * <code>label:{name:"job" value:"nightly"} gauge:{value:1}</code>, with one space or
 * more, which depends on the build.
 */
final class PrintedSeries {

	private static final Pattern LABEL = Pattern.compile(
			"\\s*label:\\s*[<{]\\s*name:\\s*\"(\\w+)\"\\s+value:\\s*\"([^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+)\"\\s*[>}]");

	private PrintedSeries() {
	}

	/**
	 * The labels of a series in the usual form.
	 * @param series what the gateway printed
	 * @return the labels that are not empty, in braces
	 */
	static String labels(String series) {
		StringJoiner labels = new StringJoiner(", ", "{", "}");
		Matcher label = LABEL.matcher(series);
		while (label.lookingAt()) {
			if (!label.group(2).isEmpty()) {
				labels.add("%s=\"%s\"".formatted(label.group(1), label.group(2)));
			}
			label.region(label.end(), series.length());
		}
		return labels.toString();
	}

}
