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

package io.github.progresstracker.samples.unicode;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.progresstracker.ProgressTracker;

import org.springframework.boot.CommandLineRunner;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Reads all characters that the JDK knows, stores them in a table, and verifies the
 * table.
 */
@Component
class UnicodeImport implements CommandLineRunner {

	private static final int CODE_POINTS = Character.MAX_CODE_POINT + 1;

	private static final int BATCH_SIZE = 1000;

	private final ProgressTracker tracker;

	private final CharacterTable table;

	private volatile boolean stopped;

	UnicodeImport(ProgressTracker tracker, CharacterTable table) {
		this.tracker = tracker;
		this.table = table;
	}

	/**
	 * If it returns, the run is a success. If it throws, the run is a failure. You call
	 * nothing for that.
	 */
	@Override
	public synchronized void run(String... args) {
		try {
			List<UnicodeCharacter> characters = scan();
			load(characters);
			verify(characters);
		}
		catch (CancellationException ex) {
			// The application is closing, so the run counts as interrupted already
		}
	}

	/**
	 * Stops the import after Ctrl-C or {@code SIGTERM}. The database is closed next, so
	 * this waits until the import no longer uses it.
	 */
	@EventListener(ContextClosedEvent.class)
	void stop() {
		this.stopped = true;
		synchronized (this) {
			// run() has returned, or has not begun
		}
	}

	private void cancelIfStopped() {
		if (this.stopped) {
			throw new CancellationException();
		}
	}

	List<UnicodeCharacter> scan() {
		this.tracker.startStage("scan", CODE_POINTS);
		List<UnicodeCharacter> characters = new ArrayList<>();
		for (int codePoint = 0; codePoint < CODE_POINTS; codePoint++) {
			if (Character.isDefined(codePoint)) {
				characters.add(UnicodeCharacter.of(codePoint));
			}
			else {
				this.tracker.markSkipped(1);
			}
			this.tracker.inc();
			cancelIfStopped();
		}
		return characters;
	}

	void load(List<UnicodeCharacter> characters) {
		this.tracker.startStage("load", characters.size());
		for (int from = 0; from < characters.size(); from += BATCH_SIZE) {
			int to = Math.min(from + BATCH_SIZE, characters.size());
			this.table.insert(characters.subList(from, to));
			this.tracker.inc(to - from);
			cancelIfStopped();
		}
	}

	void verify(List<UnicodeCharacter> characters) {
		this.tracker.startStage("verify", characters.size());
		try (Stream<UnicodeCharacter> stored = this.table.findAll()) {
			this.tracker.track(stored).forEach(this::verify);
		}
		Map<String, Long> expected = characters.stream()
			.collect(Collectors.groupingBy(UnicodeCharacter::category, Collectors.counting()));
		Map<String, Long> counted = this.table.countByCategory();
		if (!counted.equals(expected)) {
			throw new IllegalStateException(
					"The number of characters by category is %s, but should be %s".formatted(counted, expected));
		}
	}

	private void verify(UnicodeCharacter stored) {
		cancelIfStopped();
		UnicodeCharacter expected = UnicodeCharacter.of(stored.codePoint());
		if (!stored.equals(expected)) {
			throw new IllegalStateException("The table contains %s, which should be %s".formatted(stored, expected));
		}
	}

}
