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

package io.github.progresstracker.benchmarks.application;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Passes measurements to the process that compares them.
 */
final class Measured {

	private Measured() {
	}

	/**
	 * Prints a measured value.
	 * @param measure the name of the measure, with its unit
	 * @param value the value
	 */
	static void print(String measure, double value) {
		System.out.println("measured " + value + " " + measure);
	}

	/**
	 * Prints the current time. The other process measures from there to the end of this
	 * one.
	 * @param name what happens now
	 */
	static void printInstant(String name) {
		System.out.println("instant " + ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now()) + " " + name);
	}

}
