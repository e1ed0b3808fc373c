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

import java.util.Map;

import io.github.progresstracker.testing.JavaProcess;
import io.github.progresstracker.testing.RealPushgateway;
import io.github.progresstracker.testing.UsesServers;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests in a real JVM that a task is reported if the application waits for it while
 * closing.
 */
@UsesServers
class LateTasksTests {

	@AutoClose
	private final RealPushgateway gateway = RealPushgateway.start();

	@AutoClose
	private JavaProcess process;

	@Test
	void aTaskThatEndsDuringTheShutdownIsReported() {
		this.process = JavaProcess.start(LateTasksApplication.class, Map.of("PUSHGATEWAY", this.gateway.url()),
				"--spring.main.web-application-type=none", "--spring.task.scheduling.shutdown.await-termination=true",
				"--spring.task.scheduling.shutdown.await-termination-period=60s",
				"--spring.task.execution.shutdown.await-termination=true",
				"--spring.task.execution.shutdown.await-termination-period=60s");
		this.process.awaitOutput("WORKS in scheduling-").awaitOutput("WORKS in task-").terminate();
		assertThat(this.process.exitCode()).isEqualTo(143);
		for (String job : new String[] { "scheduled", "executed" }) {
			Map<String, String> labels = Map.of("job", job);
			assertThat(this.gateway.value("job_records_processed", labels)).as(job).isEqualTo(7);
			assertThat(this.gateway.has("job_last_success", labels)).as(job).isTrue();
			assertThat(this.gateway.value("job_running", labels)).as(job).isZero();
		}
	}

}
