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

import io.github.progresstracker.RecordCounts;
import org.jspecify.annotations.Nullable;

/**
 * What has been processed.
 *
 * @param processed number of records processed, skipped ones included
 * @param skipped number of skipped records among them
 * @param expected number of records in the end, if known
 * @param percent processed records in percent of the expected ones, if sensible
 */
public record RecordsDescriptor(long processed, long skipped, @Nullable Long expected, @Nullable Double percent) {

	static RecordsDescriptor of(RecordCounts records) {
		return new RecordsDescriptor(records.processed(), records.skipped(), records.expected(), percent(records));
	}

	/** None for what surpassed its total: the total was wrong. */
	private static @Nullable Double percent(RecordCounts records) {
		Long expected = records.expected();
		if (expected == null || expected == 0 || expected < records.processed()) {
			return null;
		}
		return Math.floor(1000.0 * records.processed() / expected) / 10;
	}

}
