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
package io.github.progresstracker.test.plain.example;

import java.util.List;

import io.github.progresstracker.ProgressTracker;
import io.github.progresstracker.Stage;

import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.stereotype.Component;

@Component
class CustomerExport implements ApplicationRunner {

	private final ProgressTracker tracker;

	private final Customers customers;

	CustomerExport(ProgressTracker tracker, Customers customers) {
		this.tracker = tracker;
		this.customers = customers;
	}

	@Override
	public void run(ApplicationArguments args) {
		this.tracker.startStage("read");
		List<String> lines = this.customers.lines();
		this.tracker.inc(lines.size());
		this.tracker.startStage("check", lines.size());
		List<String> good = lines.stream().filter(this::isGood).toList();
		write(good);
		notifyAllOf(good);
	}

	private boolean isGood(String line) {
		this.tracker.inc();
		if (line.isBlank()) {
			this.tracker.markSkipped(1);
			return false;
		}
		return true;
	}

	private void write(List<String> lines) {
		this.tracker.startStage("write");
		for (String line : this.tracker.track(lines)) {
			this.customers.write(line);
		}
	}

	private void notifyAllOf(List<String> lines) {
		try (Stage mails = this.tracker.openStage("mails", lines.size());
				Stage letters = this.tracker.openStage("letters", lines.size())) {
			lines.parallelStream().forEach((line) -> {
				this.customers.mail(line);
				mails.inc();
				this.customers.print(line);
				letters.inc();
			});
		}
	}

}
