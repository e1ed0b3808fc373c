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

package io.github.progresstracker.internal.batch;

import org.springframework.batch.infrastructure.item.ItemProcessor;
import org.springframework.batch.infrastructure.item.ItemReader;
import org.springframework.batch.infrastructure.item.ItemWriter;

/**
 * Readers, processors, and writers that throw an exception at one item.
 */
final class FailingItems {

	private FailingItems() {
	}

	static <T> ItemReader<T> failing(ItemReader<T> reader, T at) {
		return () -> {
			T item = reader.read();
			if (at.equals(item)) {
				throw new IllegalArgumentException("expected by the test");
			}
			return item;
		};
	}

	static ItemProcessor<Integer, Integer> failing(int at) {
		return (number) -> {
			if (number == at) {
				throw new IllegalArgumentException("expected by the test");
			}
			return (number % 10 == 5) ? null : number;
		};
	}

	static ItemWriter<Integer> failing(ItemWriter<Integer> writer, Integer at) {
		return (chunk) -> {
			writer.write(chunk);
			if (chunk.getItems().contains(at)) {
				throw new IllegalArgumentException("expected by the test");
			}
		};
	}

}
