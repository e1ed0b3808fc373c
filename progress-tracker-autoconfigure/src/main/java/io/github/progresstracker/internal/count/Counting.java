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

import java.util.Collection;
import java.util.Iterator;
import java.util.Objects;
import java.util.Spliterator;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Wraps iterables, iterators and streams so that their elements are counted.
 */
public final class Counting {

	private Counting() {
	}

	public static <T> Iterable<T> of(Iterable<T> elements, RecordCounter counter) {
		// Do not ask the spliterator for the size: by default that creates an iterator,
		// and
		// some sources, such as DirectoryStream, provide only one.
		if (elements instanceof Collection<?> collection) {
			expectSize(collection, counter);
		}
		return new CountingIterable<>(Objects.requireNonNull(elements, "elements"), counter);
	}

	private static void expectSize(Collection<?> elements, RecordCounter counter) {
		try {
			counter.expectIfUnknown(elements.size());
		}
		catch (RuntimeException ex) {
			// The loop does not need the size, so the job must not fail because of it.
		}
	}

	public static <T> Iterator<T> of(Iterator<T> elements, RecordCounter counter) {
		return new CountingIterator<>(Objects.requireNonNull(elements, "elements"), counter);
	}

	public static <T> Stream<T> of(Stream<T> elements, RecordCounter counter) {
		boolean parallel = elements.isParallel();
		Spliterator<T> spliterator = elements.spliterator();
		counter.expectIfUnknown(spliterator.getExactSizeIfKnown());
		return StreamSupport.stream(new CountingSpliterator<>(spliterator, counter), parallel).onClose(elements::close);
	}

}
