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

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.Spliterator;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import io.github.progresstracker.simple.SimpleProgressTrackers;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for tracked streams.
 */
class TrackStreamTests {

	private static final int MANY = 100_000;

	private final ProgressTracker tracker = new SimpleProgressTrackers().start("import");

	@Test
	void anElementIsCountedWhenDownstreamOperationsHaveReturned() {
		List<Long> seen = new ArrayList<>();
		this.tracker.track(Stream.of("a", "b", "c")).map((element) -> processed()).forEach(seen::add);
		assertThat(seen).containsExactly(0L, 1L, 2L);
		assertThat(processed()).isEqualTo(3);
	}

	@Test
	void anElementThatFailedIsNotCounted() {
		assertThatIllegalStateException()
			.isThrownBy(() -> this.tracker.track(Stream.of("a", "b", "c")).forEach((element) -> {
				if (element.equals("c")) {
					throw new IllegalStateException();
				}
			}));
		assertThat(processed()).isEqualTo(2);
	}

	@Test
	void elementsFilteredOutDownstreamCountAndThoseFilteredOutUpstreamDoNot() {
		long kept = this.tracker.track(IntStream.range(0, 10).boxed().filter((i) -> i < 8))
			.filter((i) -> i % 2 == 0)
			.toList()
			.size();
		assertThat(kept).isEqualTo(4);
		assertThat(processed()).isEqualTo(8);
	}

	@Test
	void aParallelStreamStaysParallelAndCountsEachElementOnce() {
		Stream<Integer> tracked = this.tracker.track(IntStream.range(0, MANY).boxed().parallel());
		assertThat(tracked.isParallel()).isTrue();
		assertThat(tracked.mapToLong(Integer::longValue).sum()).isEqualTo(MANY * (MANY - 1L) / 2);
		assertThat(processed()).isEqualTo(MANY);
	}

	@Test
	void aStreamThatBecomesParallelLaterCountsEachElementOnce() {
		Stream<Integer> tracked = this.tracker.track(IntStream.range(0, MANY).boxed());
		assertThat(tracked.isParallel()).isFalse();
		assertThat(tracked.parallel().sorted(Comparator.reverseOrder()).toArray(Integer[]::new)).hasSize(MANY)
			.startsWith(MANY - 1);
		assertThat(processed()).isEqualTo(MANY);
	}

	@Test
	void aParallelStreamThatFailsCountsNothingThatFailed() {
		AtomicInteger finished = new AtomicInteger();
		assertThatIllegalStateException()
			.isThrownBy(() -> this.tracker.track(IntStream.range(0, MANY).boxed().parallel()).forEach((i) -> {
				if (i % 1000 == 999) {
					throw new IllegalStateException();
				}
				finished.incrementAndGet();
			}));
		// The exception arrives while other threads may still be working.
		assertThat(processed()).isLessThanOrEqualTo(finished.get());
	}

	@Test
	void aKnownSizeStaysKnownAndBecomesTheTotal() {
		Spliterator<Integer> tracked = this.tracker.track(List.of(1, 2, 3).stream().map((i) -> i + 1)).spliterator();
		assertThat(tracked.getExactSizeIfKnown()).isEqualTo(3);
		assertThat(tracked.hasCharacteristics(Spliterator.SIZED | Spliterator.ORDERED)).isTrue();
		assertThat(this.tracker.progress().records().expected()).isEqualTo(3);
	}

	@Test
	void aKnownSizeDoesNotReplaceATotal() {
		this.tracker.startStage("load", 10).track(Stream.of("a", "b"));
		assertThat(this.tracker.progress().stage("load").orElseThrow().records().expected()).isEqualTo(10);
	}

	@Test
	void anUnknownSizeIsNotATotal() {
		Stream<String> tracked = this.tracker.track(Stream.of("a", "b").filter((element) -> true));
		assertThat(tracked.spliterator().getExactSizeIfKnown()).isEqualTo(-1);
		assertThat(this.tracker.progress().records().expected()).isNull();
	}

	@Test
	void anEmptyStreamHasATotalOfZero() {
		assertThat(this.tracker.track(Stream.empty()).toList()).isEmpty();
		assertThat(this.tracker.progress().records()).isEqualTo(new RecordCounts(0, 0, 0L));
	}

	@Test
	void partsOfASizedStreamKnowTheirSizes() {
		Spliterator<Integer> right = this.tracker.track(new ArrayList<>(List.of(1, 2, 3, 4)).parallelStream())
			.spliterator();
		Spliterator<Integer> left = right.trySplit();
		assertThat(left.getExactSizeIfKnown()).isEqualTo(2);
		assertThat(right.getExactSizeIfKnown()).isEqualTo(2);
		left.forEachRemaining((element) -> {
		});
		assertThat(right.tryAdvance((element) -> {
		})).isTrue();
		assertThat(processed()).isEqualTo(3);
	}

	@Test
	void anArrayIsFilledFromAParallelStreamInOrder() {
		Integer[] array = this.tracker.track(IntStream.range(0, MANY).boxed().parallel()).toArray(Integer[]::new);
		assertThat(array).isSorted().hasSize(MANY);
		assertThat(processed()).isEqualTo(MANY);
	}

	@Test
	void orderAndUniquenessStayKnown() {
		TreeSet<Integer> elements = new TreeSet<>(Comparator.reverseOrder());
		elements.addAll(Set.of(1, 2, 3));
		Spliterator<Integer> tracked = this.tracker.track(elements.stream()).spliterator();
		assertThat(tracked.hasCharacteristics(Spliterator.DISTINCT)).isTrue();
		assertThat(tracked.characteristics()).isEqualTo(elements.stream().spliterator().characteristics());
		Spliterator<Integer> ofIterable = this.tracker.track(elements).spliterator();
		assertThat(ofIterable.hasCharacteristics(Spliterator.SORTED)).isTrue();
		assertThat(ofIterable.getComparator()).isSameAs(elements.comparator());
		assertThat(this.tracker.track(Stream.of(3, 1, 3, 2)).sorted().distinct().toList()).containsExactly(1, 2, 3);
	}

	@Test
	void aStreamThatStopsEarlyCountsWhatItConsumed() {
		Optional<Integer> found = this.tracker.track(Stream.iterate(1, (i) -> i + 1)).filter((i) -> i > 4).findFirst();
		assertThat(found).contains(5);
		assertThat(processed()).isEqualTo(5);
	}

	@Test
	void anInfiniteStreamCanBeLimited() {
		assertThat(this.tracker.track(Stream.generate(() -> "a")).limit(7).toList()).hasSize(7);
		assertThat(processed()).isEqualTo(7);
		assertThat(this.tracker.progress().records().expected()).isNull();
	}

	@Test
	void closingATrackedStreamClosesTheOriginalOne() {
		List<String> closed = new ArrayList<>();
		try (Stream<String> tracked = this.tracker.track(Stream.of("a").onClose(() -> closed.add("given")))
			.onClose(() -> closed.add("tracked"))) {
			assertThat(tracked.toList()).hasSize(1);
			assertThat(closed).isEmpty();
		}
		assertThat(closed).containsExactlyInAnyOrder("given", "tracked");
	}

	@Test
	void aTrackedIterableCanBeTheSourceOfAStream() {
		Iterable<Integer> tracked = this.tracker.track(IntStream.range(0, MANY).boxed().toList());
		assertThat(StreamSupport.stream(tracked.spliterator(), true).filter((i) -> i >= 0).count()).isEqualTo(MANY);
		assertThat(processed()).isEqualTo(MANY);
	}

	private long processed() {
		return this.tracker.progress().records().processed();
	}

}
