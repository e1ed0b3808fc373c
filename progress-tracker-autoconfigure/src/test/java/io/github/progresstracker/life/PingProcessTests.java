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

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.github.progresstracker.testing.FaultServer;
import io.github.progresstracker.testing.JavaProcess;
import io.github.progresstracker.testing.WatchServices;
import io.github.progresstracker.testing.WatchServices.Call;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for what a service outside is told of a whole process. Each test starts real
 * JVMs.
 */
class PingProcessTests {

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	@AutoClose
	private final WatchServices services = WatchServices.start();

	@AutoClose
	private JavaProcess process;

	@Test
	void aJobThatSucceedsTellsBeginAndEnd() {
		assertThat(live(this.services.url(), "returns").exitCode()).isZero();
		assertThat(this.services.states()).containsExactly("start", "success");
		assertThat(this.services.calls()).extracting(Call::run).doesNotContainNull();
		assertThat(this.services.calls().stream().map(Call::run).distinct()).hasSize(1);
		assertThat(this.services.calls().get(1).body()).contains("job: nightly\n", "stage load: 4, ");
		assertThat(this.process.output()).contains("reporting to " + this.services.url() + " (pings)")
			.doesNotContain(WatchServices.CHECK);
	}

	@Test
	void aJobThatFailsTellsWhy() {
		assertThat(live(this.services.url(), "throws").exitCode()).isEqualTo(1);
		assertThat(this.services.states()).containsExactly("start", "fail");
		assertThat(this.services.calls().get(1).body()).contains("exception: UnreadableFileException",
				"message: orders.csv cannot be read", "failed stage: load");
	}

	@Test
	void anApplicationThatFailsToStartIsAFailure() {
		assertThat(live(this.services.url(), "context-fails").exitCode()).isEqualTo(1);
		assertThat(this.services.states()).endsWith("fail").doesNotContain("success");
	}

	@Test
	void aJobThatIsTerminatedIsNoFailure() {
		live(this.services.url(), "hangs").awaitOutput("HANGS");
		Awaitility.await().atMost(PATIENCE).until(() -> this.services.states().contains("start"));
		assertThat(this.process.terminate().exitCode()).isEqualTo(143);
		assertThat(this.services.states()).containsExactly("start");
	}

	@Test
	void aJobThatIsTerminatedTellsItIfThereIsAUrl() {
		live(this.services.url(), "hangs", "--progress.tracker.ping.interruption=" + this.services.url() + "/"
				+ WatchServices.CHECK + "/log?rid={run}")
			.awaitOutput("HANGS");
		Awaitility.await().atMost(PATIENCE).until(() -> this.services.states().contains("start"));
		assertThat(this.process.terminate().exitCode()).isEqualTo(143);
		assertThat(this.services.states()).containsExactly("start", "log");
		assertThat(this.services.calls().stream().map(Call::run).distinct()).hasSize(1);
	}

	@Test
	void aServiceThatNeverAnswersDelaysTheExitByTheFinalTimeoutAndIsToldByTheNextStart(@TempDir Path folder)
			throws Exception {
		String spool = "--progress.tracker.pushgateway.spool-directory=" + folder;
		try (FaultServer blackHole = FaultServer.blackHole()) {
			live("http://" + blackHole.address(), "throws", spool, "--progress.tracker.pushgateway.final-timeout=2s");
			assertThat(this.process.exitCode()).isEqualTo(1);
			assertThat(this.process.output())
				.contains("was not delivered to http://" + blackHole.address() + " (pings)")
				.doesNotContain(WatchServices.CHECK);
		}
		this.process.close();
		try (Stream<Path> files = Files.list(folder)) {
			assertThat(files).hasSize(1);
		}
		assertThat(live(this.services.url(), "returns", spool).exitCode()).isZero();
		assertThat(this.services.states()).containsExactly("fail", "start", "success");
		assertThat(this.services.calls().get(0).run()).isNotEqualTo(this.services.calls().get(1).run());
		try (Stream<Path> files = Files.list(folder)) {
			assertThat(files).isEmpty();
		}
	}

	/** A job without pings pays nothing for them. */
	@Test
	void withoutAUrlNoClassOfThePingsIsLoaded() {
		this.process = JavaProcess.start(List.of("-Xlog:class+load"), LifeApplication.class,
				Map.of("JOB_NAME", "nightly"), "--life=returns", "--spring.main.web-application-type=none");
		assertThat(this.process.exitCode()).isZero();
		assertThat(this.process.output()).contains("io.github.progresstracker.autoconfigure.tracking.TrackingFactory")
			.doesNotContain("io.github.progresstracker.internal.ping.", "io.github.progresstracker.internal.http.",
					"PingReporters", "RunReports");
	}

	private JavaProcess live(String server, String life, String... more) {
		String check = server + "/" + WatchServices.CHECK;
		List<String> arguments = new ArrayList<>(List.of("--life=" + life, "--spring.main.web-application-type=none",
				"--progress.tracker.ping.start=" + check + "/start?rid={run}",
				"--progress.tracker.ping.success=" + check + "?rid={run}",
				"--progress.tracker.ping.failure=" + check + "/fail?rid={run}"));
		arguments.addAll(List.of(more));
		this.process = JavaProcess.start(LifeApplication.class, Map.of("JOB_NAME", "nightly"),
				arguments.toArray(String[]::new));
		return this.process;
	}

}
