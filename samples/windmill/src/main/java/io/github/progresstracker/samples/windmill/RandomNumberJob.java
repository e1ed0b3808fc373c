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

package io.github.progresstracker.samples.windmill;

import java.time.Duration;
import java.util.random.RandomGenerator;

import io.github.progresstracker.ProgressTracker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.CommandLineRunner;
import org.springframework.stereotype.Component;

/**
 * Processes a random number of records.
 */
@Component
class RandomNumberJob implements CommandLineRunner {

	private static final Logger logger = LoggerFactory.getLogger(RandomNumberJob.class);

	private final ProgressTracker tracker;

	private final Duration duration;

	RandomNumberJob(ProgressTracker tracker, @Value("${random-number.duration}") Duration duration) {
		this.tracker = tracker;
		this.duration = duration;
	}

	@Override
	public void run(String... args) throws InterruptedException {
		int number = RandomGenerator.getDefault().nextInt(101);
		logger.info("Processing {} records", number);
		for (int i = 0; i < number; i++) {
			this.tracker.inc();
		}
		Thread.sleep(this.duration.toMillis());
	}

}
