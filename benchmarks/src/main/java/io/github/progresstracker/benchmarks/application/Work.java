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

/**
 * Work that takes some time and that no compiler can eliminate.
 */
public final class Work {

	private static final int STEPS_TO_CALIBRATE = 20_000_000;

	private static final int ATTEMPTS = 9;

	private Work() {
	}

	/**
	 * Does the given number of steps, each of which needs the result of the previous one.
	 * @param value the value that the result depends on
	 * @param steps the number of steps
	 * @return the result
	 */
	static long after(long value, int steps) {
		long result = value;
		for (int step = 0; step < steps; step++) {
			result = result * 6364136223846793005L + 1442695040888963407L;
		}
		return result;
	}

	/**
	 * Returns the number of steps that take the given time on this machine.
	 * @param nanos the time in nanoseconds
	 * @return the number of steps
	 */
	public static int stepsOf(double nanos) {
		long shortest = Long.MAX_VALUE;
		long value = System.nanoTime();
		for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
			long begin = System.nanoTime();
			value = after(value, STEPS_TO_CALIBRATE);
			shortest = Math.min(shortest, System.nanoTime() - begin);
		}
		// In practice the value changes nothing, but the compiler cannot know that
		return (int) Math.round(nanos * STEPS_TO_CALIBRATE / shortest + ((value == 0) ? 1 : 0));
	}

}
