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

import java.math.BigDecimal;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.github.progresstracker.JobFailure;
import io.github.progresstracker.JobProgress;
import io.github.progresstracker.RunStatus;

/**
 * What is sent when a run begins or ends. Immutable.
 *
 * @param status how the run ended, or that it runs
 * @param at when it began or ended
 * @param values what the placeholders stand for, encoded as a part of a URL
 * @param body a summary
 */
record RunPing(RunStatus status, Instant at, Map<String, String> values, String body) {

	private static final String JOB = "job";

	private static final String RUN = "run";

	private static final String EXCEPTION = "exception";

	private static final String DURATION = "duration-seconds";

	private static final String RECORDS = "records";

	/** The names of the placeholders. */
	static final List<String> PLACEHOLDERS = List.of(JOB, RUN, EXCEPTION, DURATION, RECORDS);

	/** The reason of a failure may come from anywhere. */
	private static final int MAX_EXCEPTION_LENGTH = 200;

	RunPing {
		values = Map.copyOf(values);
	}

	/**
	 * What is sent when a run begins.
	 * @param progress a snapshot of the run, which may have ended since
	 * @return the job and the run, and nothing that was not known then
	 */
	static RunPing ofBegin(JobProgress progress) {
		return new RunPing(RunStatus.RUNNING, progress.startedAt(), identifying(progress),
				PingSummary.ofBegin(progress));
	}

	/**
	 * What is sent when a run ends.
	 * @param progress the last snapshot of the run
	 * @return all that is known about it
	 */
	static RunPing ofEnd(JobProgress progress) {
		Map<String, String> values = identifying(progress);
		JobFailure failure = progress.outcomes().lastFailure();
		if (progress.status() == RunStatus.FAILED && failure != null) {
			values.put(EXCEPTION, encoded(shortened(failure.exception())));
		}
		values.put(DURATION, seconds(progress.duration()));
		values.put(RECORDS, String.valueOf(progress.records().processed()));
		return new RunPing(progress.status(), progress.startedAt().plus(progress.duration()), values,
				PingSummary.ofEnd(progress));
	}

	private static Map<String, String> identifying(JobProgress progress) {
		Map<String, String> values = new LinkedHashMap<>();
		values.put(JOB, encoded(progress.identity().job()));
		values.put(RUN, idOf(progress));
		return values;
	}

	/**
	 * Identifies a run. It is the same at the begin and the end of the run, and in each
	 * process that tells of it.
	 * @param progress a snapshot of the run
	 * @return a UUID
	 */
	static String idOf(JobProgress progress) {
		StringBuilder name = new StringBuilder();
		progress.identity()
			.asLabels()
			.forEach((label, value) -> name.append(label).append('\0').append(value).append('\0'));
		name.append(progress.startedAt());
		return UUID.nameUUIDFromBytes(name.toString().getBytes(StandardCharsets.UTF_8)).toString();
	}

	/** Milliseconds are enough, and no service reads an exponent. */
	static String seconds(Duration duration) {
		return BigDecimal.valueOf(duration.toMillis(), 3).stripTrailingZeros().toPlainString();
	}

	private static String shortened(String text) {
		return (text.length() <= MAX_EXCEPTION_LENGTH) ? text : text.substring(0, MAX_EXCEPTION_LENGTH);
	}

	/** In a path, a plus sign would stay one. */
	private static String encoded(String value) {
		return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
	}

}
