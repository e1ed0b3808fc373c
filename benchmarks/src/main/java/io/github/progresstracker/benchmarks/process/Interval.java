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

import java.util.Collection;
import java.util.Random;

/**
 * A 95 % confidence interval of a median.
 *
 * @param lower the lower limit
 * @param upper the upper limit
 */
record Interval(double lower, double upper) {

	/**
	 * The fewest values for which an interval contains the true median about as often as
	 * it claims. It does so in 75 % of all cases with 3 values, in 88 % with 7, in 96 %
	 * with 9, and in 93 % with 31.
	 */
	static final int ENOUGH_VALUES = 9;

	private static final int RESAMPLES = 10_000;

	/** Always the same, so that the same values have the same interval. */
	private static final long SEED = 1;

	private static final double OUTSIDE = 0.05;

	/**
	 * Draws as many values as there are, with replacement, again and again. The interval
	 * is where the medians of nearly all draws lie (bootstrap, percentile method). This
	 * assumes nothing about how the values are distributed.
	 */
	static Interval ofMedian(Collection<Double> values) {
		double[] all = values.stream().mapToDouble(Double::doubleValue).toArray();
		Random random = new Random(SEED);
		double[] drawn = new double[all.length];
		double[] medians = new double[RESAMPLES];
		for (int resample = 0; resample < RESAMPLES; resample++) {
			for (int index = 0; index < drawn.length; index++) {
				drawn[index] = all[random.nextInt(all.length)];
			}
			medians[resample] = Quantiles.of(drawn).median();
		}
		Quantiles quantiles = Quantiles.of(medians);
		return new Interval(quantiles.at(OUTSIDE / 2), quantiles.at(1 - OUTSIDE / 2));
	}

}
