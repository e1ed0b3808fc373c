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

package io.github.progresstracker;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.AbstractCollection;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

import io.github.progresstracker.simple.SimpleProgressTrackers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for tracked iterables and iterators.
 */
class TrackIterableTests {

	private final ProgressTracker tracker = new SimpleProgressTrackers().start("import");

	@Test
	void anElementIsCountedWhenTheLoopBodyHasFinishedIt() {
		List<Long> seenInTheBody = new ArrayList<>();
		for (String element : this.tracker.track(List.of("a", "b", "c"))) {
			assertThat(element).isNotNull();
			seenInTheBody.add(processed());
		}
		assertThat(seenInTheBody).containsExactly(0L, 1L, 2L);
		assertThat(processed()).isEqualTo(3);
	}

	@Test
	void theElementAtWhichALoopBreaksIsNotCounted() {
		for (String element : this.tracker.track(List.of("a", "b", "c"))) {
			if (element.equals("b")) {
				break;
			}
		}
		assertThat(processed()).isEqualTo(1);
	}

	@Test
	void theElementThatFailedIsNotCounted() {
		assertThatIllegalStateException().isThrownBy(() -> {
			for (String element : this.tracker.track(List.of("a", "b", "c"))) {
				failAt("c", element);
			}
		});
		assertThat(processed()).isEqualTo(2);
		assertThatIllegalStateException()
			.isThrownBy(() -> this.tracker.track(List.of("a", "b")).forEach((element) -> failAt("b", element)));
		assertThat(processed()).isEqualTo(3);
	}

	@Test
	void aSourceThatFailsLeavesTheFinishedElementsCounted() {
		Iterator<String> failing = new Iterator<>() {

			private int left = 2;

			@Override
			public boolean hasNext() {
				return true;
			}

			@Override
			public String next() {
				if (this.left-- == 0) {
					throw new IllegalStateException("connection lost");
				}
				return "a";
			}

		};
		Iterator<String> tracked = this.tracker.track(failing);
		assertThatIllegalStateException().isThrownBy(() -> {
			while (tracked.hasNext()) {
				tracked.next();
			}
		});
		assertThat(processed()).isEqualTo(2);
	}

	@Test
	void noElementsCountNothing() {
		this.tracker.track(List.of()).forEach((element) -> {
		});
		Iterator<Object> empty = this.tracker.track(List.of().iterator());
		assertThat(empty.hasNext()).isFalse();
		assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(empty::next);
		assertThat(processed()).isZero();
	}

	@Test
	void askingTwiceWhetherThereIsANextElementCountsOnce() {
		Iterator<String> tracked = this.tracker.track(List.of("a", "b").iterator());
		tracked.next();
		assertThat(tracked.hasNext()).isTrue();
		assertThat(tracked.hasNext()).isTrue();
		assertThat(processed()).isEqualTo(1);
		tracked.next();
		assertThat(tracked.hasNext()).isFalse();
		assertThat(tracked.hasNext()).isFalse();
		assertThat(processed()).isEqualTo(2);
	}

	@Test
	void nextCountsEvenIfHasNextIsNeverCalled() {
		Iterator<String> tracked = this.tracker.track(List.of("a", "b").iterator());
		tracked.next();
		tracked.next();
		assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(tracked::next);
		assertThat(processed()).isEqualTo(2);
	}

	@Test
	void forEachRemainingCountsTheElementBeforeAndTheRest() {
		Iterator<String> tracked = this.tracker.track(List.of("a", "b", "c").iterator());
		tracked.next();
		List<Long> seenInTheAction = new ArrayList<>();
		tracked.forEachRemaining((element) -> seenInTheAction.add(processed()));
		assertThat(seenInTheAction).containsExactly(1L, 2L);
		assertThat(processed()).isEqualTo(3);
	}

	@Test
	void aRemovedElementIsRemovedAndCounts() {
		List<String> elements = new ArrayList<>(List.of("a", "b"));
		Iterator<String> tracked = this.tracker.track(elements).iterator();
		while (tracked.hasNext()) {
			if (tracked.next().equals("a")) {
				tracked.remove();
			}
		}
		assertThat(elements).containsExactly("b");
		assertThat(processed()).isEqualTo(2);
	}

	@Test
	void aSourceWithASingleIteratorIsIteratedOverOnce(@TempDir Path directory) throws IOException {
		Files.createFile(directory.resolve("a"));
		Files.createFile(directory.resolve("b"));
		List<Path> found = new ArrayList<>();
		try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
			for (Path file : this.tracker.track(files)) {
				found.add(file);
			}
		}
		assertThat(found).hasSize(2);
		assertThat(this.tracker.progress().records()).isEqualTo(new RecordCounts(2, 0, null));
	}

	@Test
	void theSizeOfACollectionBecomesTheTotalUnlessThereIsOne() {
		this.tracker.track(new ArrayDeque<>(List.of("a", "b")));
		assertThat(this.tracker.progress().records().expected()).isEqualTo(2);
		this.tracker.track(List.of("a", "b", "c"));
		assertThat(this.tracker.progress().records().expected()).isEqualTo(2);
		Stage known = this.tracker.startStage("known", 10);
		known.track(List.of("a"));
		this.tracker.track(List.of("a"));
		assertThat(expected("known")).isEqualTo(10);
		this.tracker.startStage("unknown").track(List.of("a"));
		assertThat(expected("unknown")).isEqualTo(1);
	}

	@Test
	void aSizeDoesNotReplaceTheTotalOfTheRun() {
		this.tracker.expect(100);
		this.tracker.track(List.of("a"));
		assertThat(this.tracker.progress().records().expected()).isEqualTo(100);
		this.tracker.startStage("load");
		assertThat(this.tracker.progress().records().expected()).isEqualTo(100);
	}

	@Test
	void aSizeBeforeTheFirstStageIsNotTheTotalOfARunWithStages() {
		this.tracker.track(List.of("a"));
		this.tracker.startStage("load");
		assertThat(this.tracker.progress().records().expected()).isNull();
	}

	@Test
	void aCollectionThatCannotTellItsSizeIsStillTracked() {
		Iterable<String> tracked = this.tracker.track(new AbstractCollection<>() {

			@Override
			public Iterator<String> iterator() {
				return List.of("a").iterator();
			}

			@Override
			public int size() {
				throw new UnsupportedOperationException("too many to be counted");
			}

		});
		tracked.forEach((element) -> {
		});
		assertThat(this.tracker.progress().records()).isEqualTo(new RecordCounts(1, 0, null));
	}

	@Test
	void elementsCountForTheStageInWhichTheyWereTracked() {
		this.tracker.startStage("load");
		for (String element : this.tracker.track(List.of("a", "b"))) {
			this.tracker.startStage("parse " + element);
		}
		assertThat(this.tracker.progress().stage("load").orElseThrow().records().processed()).isEqualTo(2);
		assertThat(this.tracker.progress().stage("parse a").orElseThrow().records().processed()).isZero();
	}

	private static void failAt(String where, String element) {
		if (element.equals(where)) {
			throw new IllegalStateException("at " + element);
		}
	}

	private long processed() {
		return this.tracker.progress().records().processed();
	}

	private Long expected(String stage) {
		return this.tracker.progress().stage(stage).orElseThrow().records().expected();
	}

}
