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
import java.util.function.Consumer;

/**
 * Counts each element of an iterator when the next one is requested.
 *
 * @param <T> the type of the elements
 */
final class CountingIterator<T> implements Iterator<T> {

	private final Iterator<T> delegate;

	private final RecordCounter counter;

	private boolean unfinished;

	CountingIterator(Iterator<T> delegate, RecordCounter counter) {
		this.delegate = delegate;
		this.counter = counter;
	}

	@Override
	public boolean hasNext() {
		countFinished();
		return this.delegate.hasNext();
	}

	@Override
	public T next() {
		countFinished();
		T element = this.delegate.next();
		this.unfinished = true;
		return element;
	}

	@Override
	public void remove() {
		this.delegate.remove();
	}

	@Override
	public void forEachRemaining(Consumer<? super T> action) {
		countFinished();
		this.delegate.forEachRemaining(new CountingConsumer<>(action, this.counter));
	}

	private void countFinished() {
		if (this.unfinished) {
			this.unfinished = false;
			this.counter.inc();
		}
	}

}
