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

package io.github.progresstracker.internal.files;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

import io.github.progresstracker.JobIdentity;
import io.github.progresstracker.internal.metrics.LabelValue;

/**
 * Names the file of a job. The name is safe on any file system whatever the job is
 * called, as readable as that allows, and unique: the same for the same job, and
 * different for different jobs.
 */
public final class JobFileName {

	private static final Pattern UNSAFE = Pattern.compile("[^A-Za-z0-9._-]+");

	private static final int MAX_READABLE_LENGTH = 80;

	private static final int HASH_BYTES = 6;

	private JobFileName() {
	}

	/**
	 * The name of a job's file, without a suffix.
	 * @param identity the job
	 * @return the name: at most about a hundred letters, digits, dots, dashes and
	 * underscores
	 */
	public static String of(JobIdentity identity) {
		String readable = UNSAFE.matcher(identity.job()).replaceAll("_");
		if (readable.length() > MAX_READABLE_LENGTH) {
			readable = readable.substring(0, MAX_READABLE_LENGTH);
		}
		// Begins with our own word: not a hidden file, not an option, not a device
		return "job_" + readable + "-" + hash(identity);
	}

	private static String hash(JobIdentity identity) {
		MessageDigest digest = sha256();
		identity.asLabels().forEach((name, value) -> {
			update(digest, name);
			update(digest, LabelValue.of(value));
		});
		return HexFormat.of().formatHex(digest.digest(), 0, HASH_BYTES);
	}

	private static void update(MessageDigest digest, String text) {
		digest.update(text.getBytes(StandardCharsets.UTF_8));
		// Never part of UTF-8, so "ab" and "c" differ from "a" and "bc"
		digest.update((byte) 0xff);
	}

	private static MessageDigest sha256() {
		try {
			return MessageDigest.getInstance("SHA-256");
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Every Java platform has SHA-256", ex);
		}
	}

}
