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

package io.github.progresstracker.report;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link ReporterPolicy}.
 */
class ReporterPolicyTests {

	@Test
	void eachMethodChangesOnlyWhatItNames() {
		Duration second = Duration.ofSeconds(1);
		Duration minute = Duration.ofMinutes(1);
		assertThat(ReporterPolicy.DEFAULT.withMinInterval(second).withRoutineInterval(minute).asInteractive(true))
			.isEqualTo(new ReporterPolicy(second, minute, true, true));
		assertThat(ReporterPolicy.DEFAULT.asInteractive(true).withMinInterval(second))
			.isEqualTo(new ReporterPolicy(second, Duration.ZERO, true, true));
		assertThat(ReporterPolicy.DEFAULT.asInteractive(false).withRoutineInterval(minute))
			.isEqualTo(new ReporterPolicy(Duration.ZERO, minute, true, false));
	}

	@Test
	void aReporterThatIsToldOfEachRunStaysOne() {
		Duration second = Duration.ofSeconds(1);
		assertThat(ReporterPolicy.DEFAULT.forEachRun().withMinInterval(second).withRoutineInterval(second))
			.isEqualTo(new ReporterPolicy(second, second, false, false, true));
		assertThat(ReporterPolicy.DEFAULT.eachRun()).isFalse();
	}

	@Test
	void anInteractiveReporterIsNotToldOfEachRun() {
		assertThatIllegalArgumentException().isThrownBy(() -> ReporterPolicy.DEFAULT.asInteractive(false).forEachRun())
			.withMessage("An interactive reporter cannot receive every run");
		assertThatIllegalArgumentException().isThrownBy(() -> ReporterPolicy.DEFAULT.forEachRun().asInteractive(true))
			.withMessage("An interactive reporter cannot receive every run");
	}

	@Test
	void negativeIntervalsAreRefused() {
		Duration negative = Duration.ofSeconds(-1);
		assertThatIllegalArgumentException().isThrownBy(() -> ReporterPolicy.DEFAULT.withMinInterval(negative))
			.withMessage("The minimum interval must not be negative, but was PT-1S");
		assertThatIllegalArgumentException().isThrownBy(() -> ReporterPolicy.DEFAULT.withRoutineInterval(negative))
			.withMessage("The routine interval must not be negative, but was PT-1S");
	}

	@Test
	void onlyAnInteractiveReporterShowsElapsedTime() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new ReporterPolicy(Duration.ZERO, Duration.ZERO, false, true))
			.withMessage("Only an interactive reporter can show elapsed time");
	}

}
