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

package io.github.progresstracker.samples.scheduled;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.progresstracker.ProgressTrackers;

import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Sends a newsletter. Every third time, the mail server is down.
 */
@Component
class Newsletter {

	private static final List<String> READERS = List.of("ada@example.com", "grace@example.com", "edsger@example.com");

	private final ProgressTrackers trackers;

	private final AtomicInteger attempts = new AtomicInteger();

	Newsletter(ProgressTrackers trackers) {
		this.trackers = trackers;
	}

	/**
	 * If it throws an exception, the run is a failure. The last success stays as it was.
	 */
	@Scheduled(fixedDelayString = "${newsletter.delay}")
	void send() {
		this.trackers.current().startStage("send", READERS.size());
		boolean down = this.attempts.incrementAndGet() % 3 == 0;
		for (String reader : this.trackers.current().track(READERS)) {
			if (down && reader.startsWith("edsger")) {
				throw new MailServerDownException();
			}
		}
	}

}
