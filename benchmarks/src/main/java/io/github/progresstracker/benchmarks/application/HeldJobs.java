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

package io.github.progresstracker.benchmarks.application;

import java.util.ArrayList;
import java.util.List;

import io.github.progresstracker.ProgressTracker;
import io.github.progresstracker.ProgressTrackers;

import org.springframework.boot.CommandLineRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;

/**
 * An application whose memory is measured while it has jobs. Arguments: the delay before
 * the measurement in seconds, the number of jobs, and the number of stages of each.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class HeldJobs implements CommandLineRunner {

	private final ProgressTrackers trackers;

	HeldJobs(ProgressTrackers trackers) {
		this.trackers = trackers;
	}

	@Override
	public void run(String... args) throws Exception {
		List<ProgressTracker> jobs = new ArrayList<>();
		for (int job = 0; job < Integer.parseInt(args[1]); job++) {
			ProgressTracker tracker = this.trackers.start("job-" + job);
			for (int stage = 0; stage < Integer.parseInt(args[2]); stage++) {
				tracker.openStage("stage-" + stage).inc();
			}
			jobs.add(tracker);
		}
		Footprint.printAfter(Integer.parseInt(args[0]));
		jobs.forEach(ProgressTracker::complete);
	}

	public static void main(String[] args) {
		SpringApplication.run(HeldJobs.class, args);
	}

}
