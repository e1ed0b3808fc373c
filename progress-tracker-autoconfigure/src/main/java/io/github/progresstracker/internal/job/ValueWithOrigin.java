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

package io.github.progresstracker.internal.job;

import io.github.progresstracker.internal.text.SafeText;

/**
 * A value, and where it came from.
 *
 * @param value the value, never blank
 * @param origin where it came from, such as {@code variable JOB_NAME}
 */
public record ValueWithOrigin(String value, String origin) {

	static ValueWithOrigin ofProperty(String name, String value) {
		return new ValueWithOrigin(value, "property " + name);
	}

	static ValueWithOrigin ofVariable(String name, String value) {
		return new ValueWithOrigin(value, "variable " + name);
	}

	/** The value as it is shown to people. */
	@Override
	public String toString() {
		return "'%s' (%s)".formatted(SafeText.of(this.value), SafeText.of(this.origin));
	}

}
