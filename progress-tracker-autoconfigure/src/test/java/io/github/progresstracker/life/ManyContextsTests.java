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

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;

import io.github.progresstracker.testing.JavaProcess;
import io.github.progresstracker.testing.RecordingServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for several contexts in one real JVM: each run reports its end exactly once, and
 * no thread is left.
 */
class ManyContextsTests {

	private static final String SUCCESS = "job_last_success";

	private static final String INTERRUPTION = "job_last_interruption";

	private static RecordingServer server;

	private static JavaProcess process;

	@BeforeAll
	static void run() {
		server = RecordingServer.start();
		process = JavaProcess.start(ManyContexts.class, Map.of("PUSHGATEWAY", server.url()));
		assertThat(process.exitCode()).as(process.output()).isZero();
	}

	@AfterAll
	static void stop() {
		process.close();
		server.close();
	}

	@Test
	void aContextThatIsClosedTwiceReportsItsEndOnce() {
		assertThat(ends("closed-twice")).singleElement().asString().contains(SUCCESS);
	}

	@Test
	void applicationsThatRunOneAfterTheOtherReportOneEndEach() {
		assertThat(ends("one-after-the-other")).hasSize(2).allMatch((end) -> end.contains(SUCCESS));
	}

	@Test
	void aContextThatIsRefreshedTwiceReportsTheEndOfEachRunOnce() {
		assertThat(ends("refreshed-twice")).hasSize(2).allMatch((end) -> end.contains(INTERRUPTION));
	}

	@Test
	void twoContextsSideBySideReportOneEndEach() {
		assertThat(ends("left")).singleElement().asString().contains(SUCCESS, "job_records_processed 1.0");
		assertThat(ends("right")).singleElement().asString().contains(SUCCESS, "job_records_processed 2.0");
	}

	@Test
	void parentAndChildReportOneEnd() {
		assertThat(ends("parent-and-child")).singleElement().asString().contains(SUCCESS);
	}

	@Test
	void aRestartWithANewClassLoaderReportsTheEndOfEachRunOnce() {
		assertThat(ends("restarted")).hasSize(2).allMatch((end) -> end.contains(SUCCESS));
	}

	@Test
	void noThreadIsLeft() {
		assertThat(process.output()).contains("THREADS LEFT []");
	}

	@Test
	void withoutAShutdownHookAContextThatIsClosedReportsItsEnd() {
		assertThat(ends("unhooked")).singleElement().asString().contains(SUCCESS);
	}

	@Test
	void withoutAShutdownHookAContextThatIsNeverClosedReportsNoEndAndDoesNotBlockTheExit() {
		assertThat(ends("abandoned")).isEmpty();
		assertThat(process.output().lines().filter((line) -> line.contains("WARN")))
			// Micrometer warns because parent and child share a registry
			.allMatch((line) -> line.contains("This FunctionCounter has been already registered")
					|| line.contains("refreshed-twice: interrupted"));
	}

	private static List<String> ends(String job) {
		String path = "/metrics/job@base64/"
				+ Base64.getUrlEncoder().encodeToString(job.getBytes(StandardCharsets.UTF_8));
		return server.requests()
			.stream()
			.filter((request) -> request.path().equals(path))
			.map(RecordingServer.Request::body)
			.filter((body) -> body.contains("job_running 0.0"))
			.toList();
	}

}
