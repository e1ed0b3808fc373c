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

package io.github.progresstracker.internal.count;

import java.util.Comparator;
import java.util.Spliterator;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/**
 * Counts each element of a stream once all downstream operations have returned. Size and
 * order of the elements stay known.
 *
 * @param <T> the type of the elements
 */
final class CountingSpliterator<T> implements Spliterator<T> {

	private final Spliterator<T> delegate;

	private final RecordCounter counter;

	/**
	 * The wrapped action of the last call. A stream that may stop early requests each
	 * element with the same action, so this avoids an allocation for each.
	 */
	private @Nullable CountingConsumer<T> counting;

	CountingSpliterator(Spliterator<T> delegate, RecordCounter counter) {
		this.delegate = delegate;
		this.counter = counter;
	}

	@Override
	public boolean tryAdvance(Consumer<? super T> action) {
		CountingConsumer<T> consumer = this.counting;
		if (consumer == null || consumer.action() != action) {
			consumer = new CountingConsumer<>(action, this.counter);
			this.counting = consumer;
		}
		return this.delegate.tryAdvance(consumer);
	}

	@Override
	public void forEachRemaining(Consumer<? super T> action) {
		this.delegate.forEachRemaining(new CountingConsumer<>(action, this.counter));
	}

	@Override
	public @Nullable Spliterator<T> trySplit() {
		Spliterator<T> split = this.delegate.trySplit();
		return (split != null) ? new CountingSpliterator<>(split, this.counter) : null;
	}

	@Override
	public long estimateSize() {
		return this.delegate.estimateSize();
	}

	@Override
	public long getExactSizeIfKnown() {
		return this.delegate.getExactSizeIfKnown();
	}

	@Override
	public int characteristics() {
		return this.delegate.characteristics();
	}

	@Override
	public boolean hasCharacteristics(int characteristics) {
		return this.delegate.hasCharacteristics(characteristics);
	}

	@Override
	public Comparator<? super T> getComparator() {
		return this.delegate.getComparator();
	}

}
