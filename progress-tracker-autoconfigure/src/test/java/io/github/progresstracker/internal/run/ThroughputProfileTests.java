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

package io.github.progresstracker.internal.run;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Measures the error of the time left, as estimated by a {@link ThroughputEstimator}, for
 * simulated stages whose end is known. Each stage is sampled once a second.
 */
class ThroughputProfileTests {

	/** The counts vary from second to second, and the estimator smooths them. */
	@Test
	void anUnsteadyRateIsKnownWellAfterAFewSeconds() {
		Random random = new Random(1);
		double[] counts = new double[400];
		for (int second = 1; second < counts.length; second++) {
			counts[second] = counts[second - 1] + 800 + random.nextInt(401);
		}
		List<Look> looks = simulate(300_000, (seconds) -> counts[(int) seconds]);
		assertThat(from(5, looks)).allSatisfy((look) -> assertThat(look.error()).isBetween(-0.15, 0.15));
		assertThat(from(30, looks)).hasSizeGreaterThan(200)
			.allSatisfy((look) -> assertThat(Math.abs(look.error() * look.left())).isLessThan(2 + 0.05 * look.left()));
	}

	/**
	 * The estimator cannot foresee that the rate will drop further: at the beginning it
	 * assumes the present rate for the rest, which will average three quarters of it.
	 */
	@Test
	void aStageThatSlowsDownToHalfItsRateIsAtMostAQuarterTooShort() {
		List<Look> looks = simulate(225_000, (seconds) -> 1000 * seconds - 500 * seconds * seconds / 600);
		assertThat(from(2, looks)).hasSizeGreaterThan(290)
			.allSatisfy((look) -> assertThat(look.error()).isBetween(-0.26, 0.05));
	}

	/**
	 * The old rate is ten times as high, and it fades with a memory of half a minute.
	 */
	@Test
	void aSuddenChangeIsKnownAfterTwoMinutesAndForgottenAfterThree() {
		List<Look> looks = simulate(100_000,
				(seconds) -> (seconds < 60) ? 1000 * seconds : 60_000 + 100 * (seconds - 60));
		assertThat(from(60 + 120, looks)).allSatisfy((look) -> assertThat(look.error()).isBetween(-0.15, 0.01));
		assertThat(from(60 + 180, looks)).allSatisfy((look) -> assertThat(look.error()).isBetween(-0.05, 0.01));
	}

	@Test
	void aSlowStartIsForgottenAfterTwentySeconds() {
		List<Look> looks = simulate(200_000, (seconds) -> (seconds < 5) ? 100 * seconds : 500 + 1000 * (seconds - 5));
		assertThat(from(20, looks)).allSatisfy((look) -> assertThat(look.error()).isBetween(-0.05, 0.05));
	}

	/** There is no estimate before the second burst, and a steady one from then on. */
	@Test
	void burstsAreASteadyRate() {
		List<Look> looks = simulate(400_000, (seconds) -> 10_000 * Math.floor(seconds / 8));
		assertThat(looks.subList(0, 15)).allSatisfy((look) -> assertThat(look.estimate()).isNull());
		assertThat(from(16, looks)).hasSizeGreaterThan(290)
			.allSatisfy((look) -> assertThat(Math.abs(look.error() * look.left())).isLessThan(1.5));
	}

	/** The first ten seconds of the stall count as work, since they may have been. */
	@Test
	void aStallHasNoTimeLeftAndIsForgottenWithinAMinute() {
		List<Look> looks = simulate(300_000, (seconds) -> 1000 * (seconds - Math.min(600, Math.max(0, seconds - 60))));
		assertThat(from(60 + 12, looks).subList(0, 580)).allSatisfy((look) -> assertThat(look.estimate()).isNull());
		assertThat(from(660 + 3, looks)).hasSizeGreaterThan(230)
			.allSatisfy((look) -> assertThat(look.error()).isBetween(0.0, 0.6));
		assertThat(from(660 + 45, looks)).allSatisfy((look) -> assertThat(look.error()).isBetween(0.0, 0.1));
	}

	/** The job counts at once, at the start, what an earlier run has done. */
	@Test
	void theWorkOfAnEarlierRunIsNotPartOfTheRate() {
		for (double done : new double[] { 0.1, 0.5, 0.9, 0.99 }) {
			List<Look> looks = simulate(100_000, (seconds) -> 100_000 * done + 100 * seconds);
			assertThat(looks.get(0).estimate()).isNull();
			assertThat(from(2, looks)).allSatisfy((look) -> assertThat(look.error()).isBetween(-0.02, 0.15));
		}
	}

	/** Existing records are skipped quickly; the others take longer. */
	@Test
	void aStageThatSkipsAtFirstIsKnownAfterNinetySeconds() {
		List<Look> looks = simulate(200_000,
				(seconds) -> (seconds < 20) ? 3000 * seconds : 60_000 + 300 * (seconds - 20));
		assertThat(from(20 + 60, looks)).allSatisfy((look) -> assertThat(look.error()).isBetween(-0.2, 0.01));
		assertThat(from(20 + 90, looks)).allSatisfy((look) -> assertThat(look.error()).isBetween(-0.1, 0.01));
	}

	@Test
	void theTimeLeftIsNeverNegativeOrMoreThanNinetyNineDays() {
		for (long expected : new long[] { 10, 100_000, 99L * 86_400, 100L * 86_400, Long.MAX_VALUE }) {
			ThroughputEstimator estimate = new ThroughputEstimator();
			for (int second = 1; second < 100; second++) {
				estimate.update(Duration.ofSeconds(second), second);
				estimate.timeLeft(expected)
					.ifPresent((left) -> assertThat(left).isBetween(Duration.ZERO, Duration.ofDays(99)));
			}
		}
	}

	private static List<Look> simulate(long expected, DoubleUnaryOperator count) {
		int end = 1;
		while (count.applyAsDouble(end) < expected) {
			end++;
		}
		double step = count.applyAsDouble(end) - count.applyAsDouble(end - 1);
		double exactEnd = end - (count.applyAsDouble(end) - expected) / step;
		ThroughputEstimator estimate = new ThroughputEstimator();
		List<Look> looks = new ArrayList<>();
		for (int second = 1; second < exactEnd; second++) {
			estimate.update(Duration.ofSeconds(second), (long) count.applyAsDouble(second));
			Double left = estimate.timeLeft(expected).map((time) -> time.toMillis() / 1e3).orElse(null);
			looks.add(new Look(second, exactEnd - second, left));
		}
		return looks;
	}

	/** Leaves out the last five seconds, for which people need no estimate. */
	private static List<Look> from(int second, List<Look> looks) {
		return looks.stream().filter((look) -> look.second() >= second && look.left() > 5).toList();
	}

	/**
	 * An estimate and the actual time left.
	 */
	private record Look(int second, double left, @Nullable Double estimate) {

		/** Negative if the stage took longer than estimated. */
		double error() {
			assertThat(this.estimate).as("estimate after %s s", this.second).isNotNull();
			return this.estimate / this.left - 1;
		}

	}

}
