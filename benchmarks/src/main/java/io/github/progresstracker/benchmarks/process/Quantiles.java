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

import java.util.Arrays;
import java.util.Collection;

/**
 * How several values are distributed.
 */
final class Quantiles {

	private final double[] sorted;

	private Quantiles(double[] sorted) {
		this.sorted = sorted;
	}

	static Quantiles of(Collection<Double> values) {
		return of(values.stream().mapToDouble(Double::doubleValue).toArray());
	}

	static Quantiles of(double... values) {
		double[] sorted = values.clone();
		Arrays.sort(sorted);
		return new Quantiles(sorted);
	}

	double median() {
		return at(0.5);
	}

	/**
	 * Returns the value that the given part of all values does not exceed. Interpolates
	 * linearly between two values.
	 */
	double at(double part) {
		double place = part * (this.sorted.length - 1);
		int below = (int) place;
		int above = Math.min(below + 1, this.sorted.length - 1);
		return this.sorted[below] + (place - below) * (this.sorted[above] - this.sorted[below]);
	}

}
