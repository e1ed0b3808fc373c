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

package io.github.progresstracker.test.readme.example;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import io.github.progresstracker.ProgressTrackers;
import io.github.progresstracker.Stage;

record Invoices(ProgressTrackers trackers, List<String> invoices, Queue<String> sent) {

	Invoices(ProgressTrackers trackers) {
		this(trackers, List.of("one", "two", "three"), new ConcurrentLinkedQueue<>());
	}

	void send() {
		this.trackers.run("invoices", (tracker) -> {
			try (Stage stage = tracker.openStage("send")) {
				invoices().parallelStream().forEach((invoice) -> {
					send(invoice);
					stage.inc();
				});
			}
		});
	}

	private void send(String invoice) {
		this.sent.add(invoice);
	}

}
