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

import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ThroughputEstimator}.
 */
class ThroughputEstimatorTests {

	private static final Percentage EXACTLY = Percentage.withPercentage(0.001);

	private final ThroughputEstimator estimate = new ThroughputEstimator();

	private long millis;

	private long processed;

	@Test
	void aConstantRateIsExactImmediately() {
		for (int second = 1; second <= 100; second++) {
			look(1, 500);
			assertRate(500, EXACTLY);
		}
		assertThat(this.estimate.timeLeft(60_000L)).contains(Duration.ofSeconds(20));
	}

	@Test
	void aConstantRateIsTheSameAtIrregularTimes() {
		look(0.3, 30);
		look(2.5, 250);
		look(0.001, 0);
		look(14.2, 1420);
		look(1, 100);
		assertRate(100, Percentage.withPercentage(1));
	}

	@Test
	void thereIsNoEstimateBeforeThereIsEnoughData() {
		assertThat(this.estimate.recordsPerSecond()).isEmpty();
		look(0, 100);
		look(0.2, 100);
		assertThat(this.estimate.recordsPerSecond()).isEmpty();
		assertThat(this.estimate.timeLeft(10_000L)).isEmpty();
		assertThat(this.estimate.stalledFor()).isEmpty();
	}

	@Test
	void aFirstBatchGivesNoTimeLeft() {
		look(1, 1000);
		look(5, 0);
		assertThat(this.estimate.timeLeft(100_000L)).isEmpty();
		look(4, 1000);
		assertThat(this.estimate.timeLeft(100_000L)).isPresent();
	}

	@Test
	void theWorkOfAnEarlierRunIsNotPartOfTheRate() {
		look(1, 5000);
		assertThat(this.estimate.timeLeft(10_000L)).isEmpty();
		look(1, 100, 5);
		assertRate(100, EXACTLY);
		assertThat(this.estimate.timeLeft(10_000L)).contains(Duration.ofSeconds(45));
	}

	@Test
	void theRateFollowsAStageThatSlowsDownWithinTwoMinutes() {
		look(1, 1000, 300);
		look(1, 100, 30);
		assertThat(this.estimate.recordsPerSecond().orElseThrow()).isBetween(300.0, 600.0);
		look(1, 100, 90);
		assertRate(100, Percentage.withPercentage(20));
	}

	@Test
	void aSlowStartIsForgottenSoon() {
		look(1, 100, 2);
		look(1, 1000, 8);
		assertThat(this.estimate.recordsPerSecond().orElseThrow()).isGreaterThan(900);
	}

	@Test
	void batchesAtRegularTimesHaveASteadyRateAndATimeLeftThatCountsDown() {
		for (int batch = 0; batch < 10; batch++) {
			look(1, 0, 9);
			look(1, 1000);
		}
		assertRate(100, EXACTLY);
		assertThat(this.estimate.timeLeft(20_000L)).contains(Duration.ofSeconds(100));
		look(1, 0, 9);
		assertRate(100, EXACTLY);
		assertThat(this.estimate.timeLeft(20_000L)).contains(Duration.ofSeconds(91));
	}

	@Test
	void recordsThatTakeMinutesAreNotAStall() {
		for (int record = 0; record < 4; record++) {
			look(15, 0, 11);
			look(15, 1);
		}
		look(15, 0, 20);
		assertThat(this.estimate.stalledFor()).isEmpty();
		assertRate(1 / 180.0, EXACTLY);
	}

	@Test
	void timeLeftIsNeverNegative() {
		look(1, 1, 10);
		look(3, 0);
		assertThat(this.estimate.timeLeft(11L)).contains(Duration.ZERO);
	}

	@Test
	void aStallHasNoTimeLeft() {
		look(1, 1000, 60);
		look(9, 0);
		assertThat(this.estimate.timeLeft(100_000L)).isPresent();
		look(3, 0);
		assertThat(this.estimate.timeLeft(100_000L)).isEmpty();
		assertThat(this.estimate.recordsPerSecond()).hasValue(0);
		assertThat(this.estimate.stalledFor()).contains(Duration.ofSeconds(12));
	}

	@Test
	void aLongStallIsForgottenSoonAfterIt() {
		look(1, 1000, 60);
		look(15, 0, 1000);
		look(1, 1000, 60);
		assertRate(1000, Percentage.withPercentage(10));
	}

	@Test
	void aCountThatStartsOverForgetsWhatWasBefore() {
		look(1, 1000, 60);
		this.processed = 0;
		look(1, 0);
		assertThat(this.estimate.recordsPerSecond()).isEmpty();
		look(1, 10, 3);
		assertRate(10, EXACTLY);
		assertThat(this.estimate.timeLeft(130L)).contains(Duration.ofSeconds(10));
	}

	@Test
	void aClockThatStartsOverForgetsWhatWasBefore() {
		look(1, 1000, 60);
		this.millis = 0;
		look(1, 10, 4);
		assertRate(10, EXACTLY);
	}

	@Test
	void noTimeLeftIsKnownWithoutATotalOrBeyondIt() {
		look(1, 10, 5);
		assertThat(this.estimate.timeLeft(null)).isEmpty();
		assertThat(this.estimate.timeLeft(49L)).isEmpty();
		assertThat(this.estimate.timeLeft(50L)).contains(Duration.ZERO);
	}

	@Test
	void moreThanNinetyNineDaysAreUnknown() {
		look(1, 1, 5);
		assertThat(this.estimate.timeLeft(99L * 86_400)).isPresent();
		assertThat(this.estimate.timeLeft(100L * 86_400)).isEmpty();
		assertThat(this.estimate.timeLeft(Long.MAX_VALUE)).isEmpty();
	}

	private void look(double seconds, long records) {
		this.millis += Math.round(seconds * 1000);
		this.processed += records;
		this.estimate.update(Duration.ofMillis(this.millis), this.processed);
	}

	private void look(double seconds, long records, int times) {
		for (int i = 0; i < times; i++) {
			look(seconds, records);
		}
	}

	private void assertRate(double expected, Percentage tolerance) {
		assertThat(this.estimate.recordsPerSecond().orElseThrow()).isCloseTo(expected, tolerance);
	}

}
