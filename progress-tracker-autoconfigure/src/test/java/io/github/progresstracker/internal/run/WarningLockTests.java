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

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.github.progresstracker.JobDefinition;
import io.github.progresstracker.ProgressTracker;
import io.github.progresstracker.testing.TestTime;
import io.github.progresstracker.testing.TestTrackers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that a slow log does not delay snapshots of the run.
 */
class WarningLockTests {

	private final TestTrackers trackers = new TestTrackers(JobDefinition::of, new TestTime(), new RunLimits(200, 1));

	private final List<String> warned = new ArrayList<>();

	private final AppenderBase<ILoggingEvent> log = new AppenderBase<>() {

		@Override
		protected void append(ILoggingEvent event) {
			CompletableFuture.supplyAsync(WarningLockTests.this.trackers::progress)
				.orTimeout(5, TimeUnit.SECONDS)
				.join();
			WarningLockTests.this.warned.add(event.getFormattedMessage());
		}

	};

	@BeforeEach
	void attach() {
		this.log.start();
		logger().addAppender(this.log);
	}

	@AfterEach
	void detach() {
		logger().detachAppender(this.log);
	}

	private static Logger logger() {
		return (Logger) LoggerFactory.getLogger(ProgressTracker.class);
	}

	@Test
	void snapshotsCanBeTakenWhileAWarningIsLogged() {
		ProgressTracker tracker = this.trackers.start("import");
		tracker.inc(-1);
		tracker.startStage("a");
		tracker.startStage("b");
		this.trackers.start("import").close();
		tracker.complete();
		tracker.complete();
		assertThat(this.warned).hasSize(4);
	}

}
