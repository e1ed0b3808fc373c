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

import org.springframework.boot.actuate.endpoint.ApiVersion;
import org.springframework.boot.actuate.endpoint.Producible;
import org.springframework.util.MimeType;
import org.springframework.util.MimeTypeUtils;

/**
 * What the endpoint answers with over HTTP: JSON, as each endpoint of the actuator, or a
 * page if the client names HTML in its {@code Accept} header.
 * <p>
 * The order matters. The actuator takes the last of all formats that a client accepts,
 * whatever their weights, so the page comes last: a browser accepts HTML and anything
 * else. Among the JSON types, Spring negotiates as it does for other endpoints; they are
 * in the actuator's own order.
 */
enum ProgressFormat implements Producible<ProgressFormat> {

	/** The actuator's JSON, for clients that accept anything. */
	ACTUATOR_V3,

	/** The actuator's previous JSON; there is no difference here. */
	ACTUATOR_V2,

	/** Plain JSON. */
	JSON,

	/** The page. */
	HTML;

	@Override
	public boolean isDefault() {
		return this == ACTUATOR_V3;
	}

	@Override
	public MimeType getProducedMimeType() {
		return switch (this) {
			case ACTUATOR_V3 -> ApiVersion.V3.getProducedMimeType();
			case ACTUATOR_V2 -> ApiVersion.V2.getProducedMimeType();
			case JSON -> MimeTypeUtils.APPLICATION_JSON;
			case HTML -> MimeTypeUtils.TEXT_HTML;
		};
	}

}
