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

package io.github.progresstracker.compatibility;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.github.progresstracker.ProgressTracker;
import io.github.progresstracker.ProgressTrackers;

import org.springframework.boot.CommandLineRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * Works in two stages, has a scheduled method executed once, and ends.
 */
@SpringBootApplication
@EnableScheduling
public class ImportApplication implements CommandLineRunner {

	private final ProgressTracker tracker;

	private final ProgressTrackers trackers;

	private final CountDownLatch cleanedUp = new CountDownLatch(1);

	ImportApplication(ProgressTracker tracker, ProgressTrackers trackers) {
		this.tracker = tracker;
		this.trackers = trackers;
	}

	public static void main(String[] args) {
		System.exit(SpringApplication.exit(SpringApplication.run(ImportApplication.class, args)));
	}

	@Scheduled(fixedDelay = 1, timeUnit = TimeUnit.DAYS)
	void cleanUp() {
		this.trackers.current().inc(4);
		this.cleanedUp.countDown();
	}

	@Override
	public void run(String... args) throws InterruptedException {
		this.tracker.startStage("load", 3);
		this.tracker.inc(3);
		this.tracker.startStage("index");
		this.tracker.inc(2);
		this.cleanedUp.await();
	}

}
