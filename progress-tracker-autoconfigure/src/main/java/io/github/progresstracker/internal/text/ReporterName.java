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

package io.github.progresstracker.internal.text;

/**
 * Names a reporter after its class. The name is the same at every start.
 */
public final class ReporterName {

	/** Starts the generated part in the names of lambdas and proxies. */
	private static final String GENERATED = "$$";

	private ReporterName() {
	}

	/**
	 * Derives the name from the class.
	 * @param type the class of the reporter
	 * @return the name
	 */
	public static String of(Class<?> type) {
		String name = type.getSimpleName().isEmpty() ? anonymous(type) : type.getSimpleName();
		int generated = name.indexOf(GENERATED);
		return (generated > 0) ? name.substring(0, generated) : name;
	}

	private static String anonymous(Class<?> type) {
		return type.getName().substring(type.getPackageName().length() + 1).replace('$', '.');
	}

}
