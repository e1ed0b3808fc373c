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

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

import io.github.progresstracker.ProgressTracker;
import io.github.progresstracker.ProgressTrackers;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Imports the stock of the warehouse. It counts, so that you see how far it is, and it
 * takes long enough for you to watch.
 */
@Component
class StockImport {

	private static final int ARTICLES = 500;

	private final ProgressTrackers trackers;

	private final Duration pause;

	private final Map<Integer, Integer> stock = new ConcurrentHashMap<>();

	StockImport(ProgressTrackers trackers, @Value("${stock.pause}") Duration pause) {
		this.trackers = trackers;
		this.pause = pause;
	}

	/**
	 * The run begins before this method and ends after it. You call nothing for that.
	 */
	@Scheduled(fixedRateString = "${stock.rate}")
	void run() {
		ProgressTracker tracker = this.trackers.current();
		tracker.startStage("fetch");
		Map<Integer, Integer> fetched = new TreeMap<>();
		IntStream.rangeClosed(1, ARTICLES).forEach((article) -> fetched.put(article, (article * 7) % 40));
		tracker.inc(fetched.size());
		try {
			store(fetched, tracker);
		}
		catch (InterruptedException ex) {
			// The application is closing. Without a call, returning is a success
			tracker.close();
		}
	}

	private void store(Map<Integer, Integer> fetched, ProgressTracker tracker) throws InterruptedException {
		tracker.startStage("store", fetched.size());
		for (Map.Entry<Integer, Integer> article : tracker.track(fetched.entrySet())) {
			// A warehouse that answers slowly
			Thread.sleep(this.pause.toMillis());
			this.stock.put(article.getKey(), article.getValue());
			if (article.getValue() == 0) {
				tracker.markSkipped(1);
			}
		}
	}

}
