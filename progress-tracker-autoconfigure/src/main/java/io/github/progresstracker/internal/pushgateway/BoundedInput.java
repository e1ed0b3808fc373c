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
import java.net.SocketTimeoutException;

/**
 * What a gateway says, within limits of time and size. To disconnect does not bound the
 * time: it waits for a lock of the JDK that a reader takes again and again, as long as
 * bytes come.
 */
final class BoundedInput extends FilterInputStream {

	private final RequestDeadline limit;

	private long left;

	/**
	 * Bounds what is read.
	 * @param in what is read
	 * @param limit bounds the time
	 * @param mostBytes what comes after so many is left unread, as if it were not there
	 */
	BoundedInput(InputStream in, RequestDeadline limit, int mostBytes) {
		super(in);
		this.limit = limit;
		this.left = mostBytes;
	}

	/**
	 * Whether all was read that may be; there may be more.
	 * @return whether the bound is reached
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
		if (this.limit.isReached()) {
			throw new SocketTimeoutException("no complete answer in time");
		}
		if (isExhausted()) {
			return -1;
		}
		int count = super.read(buffer, offset, (int) Math.min(length, this.left));
		this.left -= Math.max(count, 0);
		return count;
	}

}
