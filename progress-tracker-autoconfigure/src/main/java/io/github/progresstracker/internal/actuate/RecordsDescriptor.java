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
 * The records of a run or a stage.
 *
 * @param processed the number of records processed, including skipped ones
 * @param skipped the number of skipped records
 * @param expected the total number of records, if known
 * @param percent the processed records as a percentage of the expected ones; absent if
 * there are more, because the total was wrong
 */
record RecordsDescriptor(long processed, long skipped, @Nullable Long expected, @Nullable Double percent) {

	static RecordsDescriptor of(RecordCounts records) {
		return new RecordsDescriptor(records.processed(), records.skipped(), records.expected(), percent(records));
	}

	/** Rounds down, so that 100 % means that nothing is left. */
	private static @Nullable Double percent(RecordCounts records) {
		Long expected = records.expected();
		return (expected != null && records.fraction() != null)
				? Math.floor(1000.0 * records.processed() / expected) / 10 : null;
	}

}
