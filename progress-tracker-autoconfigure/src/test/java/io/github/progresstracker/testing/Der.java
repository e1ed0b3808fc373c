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

package io.github.progresstracker.testing;

import java.io.ByteArrayOutputStream;

/**
 * Writes DER, the binary format of certificates: tag, length, value.
 */
final class Der {

	private static final int INTEGER = 0x02;

	private static final int BIT_STRING = 0x03;

	private static final int OCTET_STRING = 0x04;

	private static final int SEQUENCE = 0x30;

	private static final int EXPLICIT = 0xa0;

	private Der() {
	}

	static byte[] integer(int value) {
		return element(INTEGER, new byte[] { (byte) value });
	}

	static byte[] bitString(byte[] value) {
		return element(BIT_STRING, new byte[1], value);
	}

	static byte[] octetString(byte[] value) {
		return element(OCTET_STRING, value);
	}

	static byte[] sequence(byte[]... parts) {
		return element(SEQUENCE, parts);
	}

	static byte[] explicit(int number, byte[] value) {
		return element(EXPLICIT + number, value);
	}

	static byte[] element(int tag, byte[]... parts) {
		ByteArrayOutputStream value = new ByteArrayOutputStream();
		for (byte[] part : parts) {
			value.writeBytes(part);
		}
		ByteArrayOutputStream element = new ByteArrayOutputStream();
		element.write(tag);
		if (value.size() >= 0x100) {
			element.write(0x82);
			element.write(value.size() >> 8);
		}
		else if (value.size() >= 0x80) {
			element.write(0x81);
		}
		element.write(value.size());
		element.writeBytes(value.toByteArray());
		return element.toByteArray();
	}

}
