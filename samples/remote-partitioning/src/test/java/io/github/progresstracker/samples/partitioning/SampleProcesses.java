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

package io.github.progresstracker.samples.partitioning;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.github.progresstracker.testing.JavaProcess;
import io.github.progresstracker.testing.RealPushgateway;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/**
 * The processes of the sample, with an import that is short enough for a test.
 */
final class SampleProcesses {

	static final int CODE_POINTS = 40_000;

	/** Counts all code points that are stored. */
	static final String STORED = "select count(*) from code_point";

	private SampleProcesses() {
	}

	/**
	 * Starts a process. All processes are given a gateway, but only the manager may push.
	 * @param ports what it shares with the others
	 * @param gateway the gateway
	 * @param profiles what it is to do
	 * @param pause how long it pauses after each chunk if it is a worker
	 * @param more more arguments
	 * @return the process
	 */
	static JavaProcess start(LocalPorts ports, RealPushgateway gateway, String profiles, Duration pause,
			String... more) {
		List<String> arguments = new ArrayList<>(ports.arguments());
		arguments.addAll(List.of("--spring.profiles.active=" + profiles, "--sample.code-points=" + CODE_POINTS,
				"--sample.pause=" + pause.toMillis() + "ms", "--progress.tracker.heartbeat=1s",
				"--progress.tracker.pushgateway.min-interval=200ms"));
		arguments.addAll(List.of(more));
		return JavaProcess.start(RemotePartitioningApplication.class, Map.of("PUSHGATEWAY", gateway.url()),
				arguments.toArray(String[]::new));
	}

	static ConditionFactory await() {
		return Awaitility.await().atMost(Duration.ofMinutes(3)).pollInterval(Duration.ofMillis(100));
	}

}
