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

package io.github.progresstracker.benchmarks.application;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link WakeUps}.
 */
@EnabledOnOs(OS.LINUX)
class WakeUpsTests {

	/** Enough to read the file of a thread that has just ended several times. */
	private static final int COUNTS = 1_000;

	@Test
	void threadsThatEndWhileTheyAreCountedDoNotFailTheCount() throws IOException, InterruptedException {
		AtomicBoolean counted = new AtomicBoolean();
		Thread starter = new Thread(() -> {
			while (!counted.get()) {
				new Thread(() -> {
				}).start();
			}
		});
		starter.start();
		try {
			for (int count = 0; count < COUNTS; count++) {
				assertThat(WakeUps.soFar().all()).isPositive();
			}
		}
		finally {
			counted.set(true);
			starter.join();
		}
	}

}
