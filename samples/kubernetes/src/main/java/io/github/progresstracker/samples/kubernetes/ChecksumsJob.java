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

package io.github.progresstracker.samples.kubernetes;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

import io.github.progresstracker.ProgressTracker;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.CommandLineRunner;
import org.springframework.stereotype.Component;

/**
 * Computes the checksum of each record, or of those that belong to one of several parts:
 * record {@code n} belongs to part {@code n % parts}.
 */
@Component
class ChecksumsJob implements CommandLineRunner {

	private final ProgressTracker tracker;

	private final int records;

	private final int parts;

	private final int part;

	private final int failAt;

	/**
	 * Creates the job.
	 * @param tracker counts the records
	 * @param records the number of records of all parts
	 * @param parts the number of parts
	 * @param part the number of this part, from 0 on
	 * @param failAt a record that makes the run fail, or -1 if none does
	 */
	ChecksumsJob(ProgressTracker tracker, @Value("${checksums.records}") int records,
			@Value("${checksums.parts}") int parts, @Value("${checksums.part}") int part,
			@Value("${checksums.fail-at}") int failAt) {
		this.tracker = tracker;
		this.records = records;
		this.parts = parts;
		this.part = part;
		this.failAt = failAt;
	}

	@Override
	public void run(String... args) {
		this.tracker.startStage("compute", (this.records - this.part + this.parts - 1) / this.parts);
		for (int number = this.part; number < this.records; number += this.parts) {
			if (number == this.failAt) {
				throw new UnreadableRecordException(number);
			}
			checksum(number);
			this.tracker.inc();
		}
	}

	private static long checksum(int number) {
		CRC32 checksum = new CRC32();
		checksum.update(("record " + number).getBytes(StandardCharsets.UTF_8));
		return checksum.getValue();
	}

}
