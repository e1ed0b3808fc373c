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

package io.github.progresstracker.test.example;

import io.github.progresstracker.ProgressTracker;

import org.springframework.boot.CommandLineRunner;
import org.springframework.stereotype.Component;

@Component
class NightlyImport implements CommandLineRunner {

	private final ProgressTracker tracker;

	private final Orders orders;

	private int sum;

	NightlyImport(ProgressTracker tracker, Orders orders) {
		this.tracker = tracker;
		this.orders = orders;
	}

	@Override
	public void run(String... args) {
		this.tracker.startStage("load");
		for (String line : this.tracker.track(this.orders.lines())) {
			if (line.equals("-")) {
				this.tracker.markSkipped(1);
			}
			else {
				this.sum += Integer.parseInt(line);
			}
		}
		this.tracker.startStage("verify");
		if (this.sum < 0) {
			throw new IllegalStateException("More was returned than ordered");
		}
	}

}
