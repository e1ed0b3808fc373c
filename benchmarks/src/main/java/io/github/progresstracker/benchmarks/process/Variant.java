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

package io.github.progresstracker.benchmarks.process;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One of the alternatives that are compared.
 *
 * @param name its name
 * @param measurement the measurement to make in each round
 */
record Variant(String name, Measurement measurement) {

	/**
	 * Measures a variant in its own process.
	 */
	@FunctionalInterface
	interface Measurement {

		/**
		 * Measures once.
		 * @return the measured values by name with unit, in the order of the tables
		 */
		Map<String, Double> measure() throws IOException, InterruptedException;

		/**
		 * Returns a measurement that is made in the first round only, for values that are
		 * always the same or take very long to measure.
		 */
		default Measurement once() {
			AtomicBoolean done = new AtomicBoolean();
			return () -> done.getAndSet(true) ? Map.of() : measure();
		}

	}

}
