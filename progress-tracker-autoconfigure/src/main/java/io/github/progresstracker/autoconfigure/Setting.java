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

package io.github.progresstracker.autoconfigure;

import io.github.progresstracker.Printable;

/**
 * A value and where it came from.
 *
 * @param value the value, never blank
 * @param origin where it came from, such as {@code variable JOB_NAME}
 */
record Setting(String value, String origin) {

	static Setting ofProperty(String name, String value) {
		return new Setting(value, "property " + name);
	}

	static Setting ofVariable(String name, String value) {
		return new Setting(value, "variable " + name);
	}

	/**
	 * The setting as it is shown to people.
	 */
	@Override
	public String toString() {
		return "'%s' (%s)".formatted(Printable.of(this.value), Printable.of(this.origin));
	}

}
