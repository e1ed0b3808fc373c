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

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

import io.github.progresstracker.internal.http.RequestDeadline;

/**
 * A response, within limits of time and size. Disconnecting does not limit the time of a
 * reader: it waits for a lock of the JDK that the reader takes again and again while
 * bytes arrive.
 */
final class BoundedInput extends FilterInputStream {

	private final RequestDeadline deadline;

	private long left;

	/**
	 * Limits what is read.
	 * @param in the input
	 * @param deadline limits the time
	 * @param maxBytes where the input ends, even if there is more
	 */
	BoundedInput(InputStream in, RequestDeadline deadline, int maxBytes) {
		super(in);
		this.deadline = deadline;
		this.left = maxBytes;
	}

	/**
	 * Whether the limit of the size is reached; there may be more.
	 * @return whether it is reached
	 */
	boolean isExhausted() {
		return this.left == 0;
	}

	@Override
	public int read() throws IOException {
		byte[] one = new byte[1];
		return (read(one, 0, 1) != -1) ? one[0] & 0xff : -1;
	}

	@Override
	public int read(byte[] buffer, int offset, int length) throws IOException {
		this.deadline.check();
		if (isExhausted()) {
			return -1;
		}
		int count = super.read(buffer, offset, (int) Math.min(length, this.left));
		this.left -= Math.max(count, 0);
		return count;
	}

}
