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

import java.io.ByteArrayOutputStream;

/**
 * The body of a request, which the next request uses again unless it became very large.
 */
final class RequestBody extends ByteArrayOutputStream {

	/** Enough for thousands of series. */
	private static final int MAX_KEPT_BYTES = 256 * 1024;

	private static final int INITIAL_BYTES = 2048;

	RequestBody() {
		super(INITIAL_BYTES);
	}

	/**
	 * Removes the content.
	 */
	synchronized void clear() {
		if (this.buf.length > MAX_KEPT_BYTES) {
			this.buf = new byte[INITIAL_BYTES];
		}
		reset();
	}

}
