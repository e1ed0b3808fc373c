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
package io.github.progresstracker.life;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/**
 * Does the same work for several inputs, a few at a time, and keeps the results. This
 * saves time when processes are started, since each of them mostly waits.
 *
 * @param <K> the type of the inputs
 * @param <V> the type of the results
 */
final class AtOnce<K, V> implements AutoCloseable {

	private static final int THREADS = 4;

	private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);

	private final Map<K, CompletableFuture<V>> results = new LinkedHashMap<>();

	/**
	 * Starts the work.
	 * @param inputs the inputs
	 * @param work the work to do for each input
	 */
	AtOnce(Collection<K> inputs, Function<K, V> work) {
		inputs.forEach((input) -> this.results.put(input,
				CompletableFuture.supplyAsync(() -> work.apply(input), this.threads)));
	}

	/**
	 * Waits for a result.
	 * @param input the input
	 * @return its result
	 */
	V get(K input) {
		try {
			return this.results.get(input).join();
		}
		catch (CompletionException ex) {
			// Unwrapped, so that JUnit recognizes a skipped test
			throw (ex.getCause() instanceof RuntimeException cause) ? cause : ex;
		}
	}

	@Override
	public void close() {
		this.threads.shutdownNow();
	}

}
