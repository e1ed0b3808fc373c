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

package io.github.progresstracker.internal.lifecycle;

import org.springframework.beans.factory.BeanFactory;

/**
 * A bean that marks contexts started by Spring's test framework.
 */
public final class SpringTestMarker {

	public static final String BEAN_NAME = "io.github.progresstracker.springTest";

	/**
	 * Whether Spring's test framework started a context or one of its parents.
	 * @param beans the beans of the context
	 * @return whether the marker is among them
	 */
	public static boolean isIn(BeanFactory beans) {
		return beans.containsBean(BEAN_NAME);
	}

}
