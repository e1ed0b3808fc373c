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

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import io.github.progresstracker.ProgressTrackers;

class Invoicing {

	private final ProgressTrackers trackers;

	private final List<String> sent = new ArrayList<>();

	Invoicing(ProgressTrackers trackers) {
		this.trackers = trackers;
	}

	List<String> sent() {
		return this.sent;
	}

	void sendAll(List<String> invoices) {
		this.trackers.run("invoices", (tracker) -> {
			for (String invoice : tracker.track(invoices)) {
				send(invoice);
			}
		});
	}

	int sum(List<Integer> amounts) {
		int sum = this.trackers.call("sum of the invoices",
				(tracker) -> tracker.track(amounts.stream()).mapToInt(Integer::intValue).sum());
		return sum;
	}

	void sendAll(Path file) throws IOException {
		this.trackers.runChecked("invoices", (tracker) -> {
			for (String invoice : tracker.track(Files.readAllLines(file))) {
				send(invoice);
			}
		});
	}

	private void send(String invoice) {
		this.sent.add(invoice);
	}

}
