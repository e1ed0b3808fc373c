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

package io.github.progresstracker.internal.ping;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

import io.github.progresstracker.RunStatus;
import org.jspecify.annotations.Nullable;

/**
 * The content of a spool file: one value on each line, then an empty line and the
 * summary.
 */
final class SpooledPing {

	private static final String STATUS = "status";

	private static final String AT = "at";

	/** The last line: without it, the file is incomplete. */
	private static final String END = "# EOF\n";

	private static final Pattern ENCODED = Pattern.compile("[a-zA-Z0-9._*%-]*");

	private SpooledPing() {
	}

	static String print(RunPing end) {
		StringBuilder text = new StringBuilder();
		text.append(STATUS).append('=').append(end.status().name()).append('\n');
		text.append(AT).append('=').append(end.at()).append('\n');
		end.values().forEach((name, value) -> text.append(name).append('=').append(value).append('\n'));
		return text.append('\n').append(end.body()).append(END).toString();
	}

	/**
	 * Reads an end.
	 * @param text the content of a file
	 * @return the end
	 * @throws IllegalArgumentException if it is none
	 */
	static RunPing parse(String text) {
		int body = text.indexOf("\n\n");
		if (body < 0 || !text.endsWith(END)) {
			throw new IllegalArgumentException("it is incomplete");
		}
		Map<String, String> values = new LinkedHashMap<>();
		for (String line : text.substring(0, body).split("\n", -1)) {
			int separator = line.indexOf('=');
			values.put(line.substring(0, Math.max(separator, 0)), line.substring(separator + 1));
		}
		RunStatus status = status(values.remove(STATUS));
		Instant at = instant(values.remove(AT));
		values.forEach(SpooledPing::check);
		return new RunPing(status, at, values, text.substring(body + 2, text.length() - END.length()));
	}

	private static RunStatus status(@Nullable String name) {
		for (RunStatus status : RunStatus.values()) {
			if (status.name().equals(name) && status.isEnd()) {
				return status;
			}
		}
		throw new IllegalArgumentException("it is not the end of a run");
	}

	private static Instant instant(@Nullable String text) {
		try {
			return Instant.parse(String.valueOf(text));
		}
		catch (DateTimeException ex) {
			throw new IllegalArgumentException("it does not say when the run ended", ex);
		}
	}

	/** So that whoever can write to the directory cannot change what is called. */
	private static void check(String name, String value) {
		if (!RunPing.PLACEHOLDERS.contains(name) || !ENCODED.matcher(value).matches()) {
			throw new IllegalArgumentException("it has a value that does not belong to a run");
		}
		// Refuses what is not encoded completely.
		var unused = URLDecoder.decode(value, StandardCharsets.UTF_8);
	}

}
