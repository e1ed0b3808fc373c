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

package io.github.progresstracker.internal.metrics;

import java.nio.charset.StandardCharsets;

/**
 * Makes texts usable as values of labels.
 */
public final class LabelValue {

	private LabelValue() {
	}

	/**
	 * The value as it is written: a surrogate without its partner, which UTF-8 cannot
	 * express, becomes a question mark. The encoder would do the same, but too late to
	 * notice that two series have become one.
	 * @param value any text
	 * @return the text to use in labels
	 */
	public static String of(String value) {
		for (int i = 0; i < value.length(); i++) {
			if (Character.isSurrogate(value.charAt(i))) {
				return written(value);
			}
		}
		return value;
	}

	private static String written(String value) {
		String written = new String(value.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
		// Not the copy: the name of a stage is kept for each of several metrics.
		return written.equals(value) ? value : written;
	}

}
