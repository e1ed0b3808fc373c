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
import io.github.progresstracker.ProgressTrackers;
import io.github.progresstracker.simple.SimpleProgressTrackers;
import io.github.progresstracker.test.RecordedReports;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.autoconfigure.json.JsonTest;
import org.springframework.context.annotation.Bean;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for a slice of an application that has trackers of its own.
 */
@JsonTest
class OwnTrackersTests {

	@Test
	void theSliceUsesThem(@Autowired ProgressTrackers trackers, @Autowired ProgressTracker tracker,
			@Autowired RecordedReports reports) {
		assertThat(trackers).isInstanceOf(SimpleProgressTrackers.class);
		tracker.inc();
		assertThat(reports).lastOf("nightly").hasProcessed(1);
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		@Bean
		ProgressTrackers simple(RecordedReports reports) {
			return new SimpleProgressTrackers(reports);
		}

		@Bean
		ProgressTracker nightly(ProgressTrackers trackers) {
			return trackers.start("nightly");
		}

	}

}
