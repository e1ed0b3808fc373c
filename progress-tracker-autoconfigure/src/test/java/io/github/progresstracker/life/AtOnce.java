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
 * Results of work that is done for several things, a few at a time. A process that starts
 * or waits leaves the machine idle; this makes use of it.
 *
 * @param <K> type of the things
 * @param <V> type of the results
 */
final class AtOnce<K, V> implements AutoCloseable {

	private static final int THREADS = 4;

	private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);

	private final Map<K, CompletableFuture<V>> results = new LinkedHashMap<>();

	/**
	 * Begins to work.
	 * @param things the things
	 * @param work what is done for each
	 */
	AtOnce(Collection<K> things, Function<K, V> work) {
		things.forEach((thing) -> this.results.put(thing,
				CompletableFuture.supplyAsync(() -> work.apply(thing), this.threads)));
	}

	/**
	 * Waits for a result.
	 * @param thing the thing
	 * @return its result
	 */
	V get(K thing) {
		try {
			return this.results.get(thing).join();
		}
		catch (CompletionException ex) {
			// A test that is skipped is none that failed.
			throw (ex.getCause() instanceof RuntimeException cause) ? cause : ex;
		}
	}

	@Override
	public void close() {
		this.threads.shutdownNow();
	}

}
