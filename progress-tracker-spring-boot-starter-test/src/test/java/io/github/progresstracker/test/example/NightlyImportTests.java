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

package io.github.progresstracker.test.example;

import java.util.List;

import io.github.progresstracker.ProgressTracker;
import io.github.progresstracker.ProgressTrackers;
import io.github.progresstracker.simple.SimpleProgressTrackers;
import io.github.progresstracker.test.JobProgressAssert;
import io.github.progresstracker.test.RecordedReports;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class NightlyImportTests {

	@Test
	void eachLineIsCounted() {
		ProgressTracker tracker = new SimpleProgressTrackers().start("nightly");
		new NightlyImport(tracker, () -> List.of("7", "12")).run();
		JobProgressAssert.assertThat(tracker.progress()).hasProcessed("load", 2);
	}

	@Test
	void aLineThatIsNoNumberFailsTheImport() {
		RecordedReports reports = new RecordedReports();
		ProgressTrackers trackers = new SimpleProgressTrackers(reports);
		assertThatExceptionOfType(NumberFormatException.class).isThrownBy(
				() -> trackers.run("nightly", (tracker) -> new NightlyImport(tracker, () -> List.of("x")).run()));
		assertThat(reports).lastOf("nightly").failedWith(NumberFormatException.class).failedIn("load");
	}

}
