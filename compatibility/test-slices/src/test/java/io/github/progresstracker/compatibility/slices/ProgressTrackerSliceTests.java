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

package io.github.progresstracker.compatibility.slices;

import io.github.progresstracker.ProgressTracker;
import io.github.progresstracker.test.ProgressTrackerTest;
import io.github.progresstracker.test.RecordedReports;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.CommandLineRunner;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.context.annotation.Bean;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for a job in our own slice.
 */
@ProgressTrackerTest(properties = "progress.tracker.job=nightly")
class ProgressTrackerSliceTests {

	@Test
	void theJobRunsAndIsRecorded(@Autowired RecordedReports reports) {
		assertThat(reports).lastOf("nightly").isCompleted().hasProcessed(3);
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	static class Application {

		@Bean
		CommandLineRunner job(ProgressTracker tracker) {
			return (args) -> tracker.inc(3);
		}

	}

}
