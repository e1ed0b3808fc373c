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

package io.github.progresstracker.internal.actuate;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.jmx.annotation.EndpointJmxExtension;

/**
 * The endpoint for JMX, where a name is one text that people can type into a console.
 */
@EndpointJmxExtension(endpoint = ProgressEndpoint.class)
public class ProgressEndpointJmxExtension {

	private final ProgressEndpoint endpoint;

	/**
	 * Creates the extension.
	 * @param endpoint the endpoint
	 */
	public ProgressEndpointJmxExtension(ProgressEndpoint endpoint) {
		this.endpoint = endpoint;
	}

	/**
	 * The jobs of a name.
	 * @param job the name, slashes included
	 * @return the newest run of each, or {@code null} if there is no such job
	 */
	@ReadOperation
	public ProgressEndpoint.@Nullable JobsDescriptor job(@Selector String job) {
		return this.endpoint.job(job);
	}

}
