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

package io.github.progresstracker.life;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

import io.github.progresstracker.testing.JavaProcess;
import io.github.progresstracker.testing.RealPushgateway;
import io.github.progresstracker.testing.UsesServers;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests two instances of an application in real JVMs that ShedLock lets take turns, with
 * a database and a Pushgateway that they share.
 */
@UsesServers
class LockedApplicationTests {

	@TempDir
	private Path folder;

	@AutoClose
	private final RealPushgateway gateway = RealPushgateway.start();

	@AutoClose
	private JavaProcess working;

	@AutoClose
	private JavaProcess waiting;

	@Test
	void theInstanceThatDoesNotGetTheLockLeavesNothingOnTheGateway() {
		this.working = start("one").awaitOutput("WORKS");
		this.waiting = start("two").awaitOutput("SKIPPED 5\n");
		// What it has to say comes at the latest when it ends.
		this.waiting.terminate();
		assertThat(this.waiting.exitCode()).isEqualTo(143);
		assertThat(this.waiting.output()).doesNotContain("WORKS").doesNotContain("WARN");
		assertThat(this.gateway.metrics()).doesNotContain("node=\"two\"");
		Map<String, String> labels = Map.of("job", "Nightly.run", "node", "one");
		this.working.send("");
		Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> this.gateway.has("job_last_success", labels));
		this.working.awaitOutput("SKIPPED 5\n").terminate();
		assertThat(this.working.exitCode()).isEqualTo(143);
		// What was skipped since changes nothing about the run before.
		assertThat(this.gateway.value("job_records_processed", labels)).isEqualTo(7);
		assertThat(this.gateway.value("job_running", labels)).isZero();
	}

	private JavaProcess start(String node) {
		return JavaProcess.start(LockedApplication.class, Map.of("PUSHGATEWAY", this.gateway.url()),
				"--spring.main.web-application-type=none", "--progress.tracker.scheduling.enabled=true",
				"--progress.tracker.labels.node=" + node, "--progress.tracker.pushgateway.min-interval=100ms",
				"--lock.database=jdbc:h2:file:" + this.folder.resolve("locks") + ";AUTO_SERVER=TRUE");
	}

}
