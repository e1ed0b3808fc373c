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

import io.github.progresstracker.internal.actuate.ProgressEndpoint.JobsDescriptor;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.Selector.Match;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.endpoint.web.annotation.EndpointWebExtension;

/**
 * Shows a page to browsers, and what {@link ProgressEndpoint} says to all others. What
 * the page refers to has the same path, with a parameter: so it is found, and protected,
 * wherever the endpoint is.
 */
@EndpointWebExtension(endpoint = ProgressEndpoint.class)
public class ProgressEndpointWebExtension {

	private final ProgressEndpoint endpoint;

	/**
	 * Creates the extension.
	 * @param endpoint what is shown
	 */
	public ProgressEndpointWebExtension(ProgressEndpoint endpoint) {
		this.endpoint = endpoint;
	}

	@ReadOperation(producesFrom = ProgressFormat.class)
	WebEndpointResponse<?> jobs(ProgressFormat format, @Nullable String asset) {
		if (asset != null) {
			return ProgressPage.asset(asset);
		}
		return (format == ProgressFormat.HTML) ? ProgressPage.show(0) : json(this.endpoint.jobs());
	}

	@ReadOperation(producesFrom = ProgressFormat.class)
	WebEndpointResponse<?> job(@Selector(match = Match.ALL_REMAINING) String[] job, ProgressFormat format,
			@Nullable String asset) {
		if (asset != null) {
			return ProgressPage.asset(asset);
		}
		return (format == ProgressFormat.HTML) ? ProgressPage.show(job.length) : json(this.endpoint.job(job));
	}

	/** Without a content type: Spring negotiates it as for any endpoint. */
	private static WebEndpointResponse<?> json(@Nullable JobsDescriptor jobs) {
		return (jobs != null) ? new WebEndpointResponse<>(jobs)
				: new WebEndpointResponse<>(WebEndpointResponse.STATUS_NOT_FOUND);
	}

}
