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

import java.util.List;

import io.github.progresstracker.ProgressTracker;
import io.github.progresstracker.ProgressTrackers;
import io.github.progresstracker.test.RecordedReports;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.CommandLineRunner;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.annotation.Bean;
import org.springframework.test.context.bean.override.mockito.MockitoSpyBean;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.verify;

/**
 * Tests for an application in whose test trackers are spied on.
 */
@SpringBootTest(webEnvironment = WebEnvironment.NONE)
class SpiedTrackersTests {

	@MockitoSpyBean
	private ProgressTracker tracker;

	@MockitoSpyBean
	private ProgressTrackers trackers;

	@Test
	void theirRunsCountAndEndAsThoseOfTheApplication(@Autowired RecordedReports reports) {
		assertThat(reports).hasRuns("shop", 1).lastOf("shop").isCompleted().hasProcessed("load", 2);
		assertThat(reports).hasRuns("other", 1).lastOf("other").isCompleted().hasProcessed(2);
		assertThat(this.trackers.progress()).hasSize(2);
		verify(this.tracker).startStage("load");
		verify(this.trackers).run(eq("other"), any());
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		@Bean
		CommandLineRunner job(ProgressTracker tracker) {
			return (args) -> {
				tracker.startStage("load");
				tracker.track(List.of(7, 12)).forEach((order) -> {
				});
			};
		}

		@Bean
		CommandLineRunner otherJob(ProgressTrackers trackers) {
			return (args) -> trackers.run("other", (tracker) -> tracker.inc(2));
		}

	}

}
