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

import java.util.Iterator;
import java.util.Spliterator;
import java.util.function.Consumer;

/**
 * Counts the elements of an iterable as they are finished.
 *
 * @param <T> the type of the elements
 */
final class CountingIterable<T> implements Iterable<T> {

	private final Iterable<T> delegate;

	private final RecordCounter counter;

	CountingIterable(Iterable<T> delegate, RecordCounter counter) {
		this.delegate = delegate;
		this.counter = counter;
	}

	@Override
	public Iterator<T> iterator() {
		return new CountingIterator<>(this.delegate.iterator(), this.counter);
	}

	@Override
	public void forEach(Consumer<? super T> action) {
		this.delegate.forEach(new CountingConsumer<>(action, this.counter));
	}

	@Override
	public Spliterator<T> spliterator() {
		return new CountingSpliterator<>(this.delegate.spliterator(), this.counter);
	}

}
