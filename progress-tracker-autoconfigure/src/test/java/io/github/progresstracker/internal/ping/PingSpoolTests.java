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

package io.github.progresstracker.internal.ping;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import io.github.progresstracker.JobDefinition;
import io.github.progresstracker.JobIdentity;
import io.github.progresstracker.JobProgress;
import io.github.progresstracker.spi.ManagedRun;
import io.github.progresstracker.testing.TestTime;
import io.github.progresstracker.testing.TestTrackers;
import io.github.progresstracker.testing.WatchServices;
import io.github.progresstracker.testing.WatchServices.Call;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Tests for {@link PingSpool}: what one process could not tell, the next one does.
 */
@ExtendWith(OutputCaptureExtension.class)
class PingSpoolTests {

	private static final JobIdentity JOB = JobIdentity.of("u/admin/Größe");

	@AutoClose
	private final WatchServices services = WatchServices.start();

	@TempDir
	Path folder;

	private final TestTime time = new TestTime();

	private final JobPings pings = Pings.healthchecks(this.services.url());

	@Test
	void anEndThatCouldNotBeToldIsToldByTheNextProcessWithItsOriginalValues() throws Exception {
		ManagedRun failed = begin();
		end(failed, true);
		Start first = new Start();
		this.services.down(503);
		first.spool.report(failed.progress());
		assertThatIOException().isThrownBy(() -> first.reporter.report(failed.progress()));
		this.services.down(0);
		assertThat(files()).singleElement().satisfies((file) -> {
			assertThat(Files.readString(file)).doesNotContain(WatchServices.CHECK).contains("exception");
			assertThat(Files.getPosixFilePermissions(file)).hasSize(2);
		});
		String told = this.services.calls().get(0).body();
		this.services.calls().clear();
		ManagedRun next = begin();
		new Start().reporter.report(next.progress());
		assertThat(this.services.states()).containsExactly("fail", "start");
		assertThat(this.services.calls()).extracting(Call::run)
			.containsExactly(RunPing.idOf(failed.progress()), RunPing.idOf(next.progress()));
		assertThat(this.services.calls().get(0).body()).isEqualTo(told).contains("message: boom");
		assertThat(files()).isEmpty();
	}

	@Test
	void whatWasToldIsNotKeptWhateverComesFirst() throws Exception {
		Start process = new Start();
		JobProgress first = end(begin(), false);
		process.spool.report(first);
		assertThat(files()).hasSize(1);
		process.reporter.report(first);
		assertThat(files()).isEmpty();
		JobProgress second = end(begin(), true);
		process.reporter.report(second);
		process.spool.report(second);
		assertThat(files()).isEmpty();
		new Start().reporter.report(begin().progress());
		assertThat(this.services.states()).containsExactly("success", "fail", "start");
	}

	@Test
	void whatWasRefusedIsNotKept() throws Exception {
		Start process = new Start();
		JobProgress end = end(begin(), false);
		process.spool.report(end);
		this.services.down(404);
		assertThat(catchThrowable(() -> process.reporter.report(end)))
			.hasMessageStartingWith("ping.success: HTTP status 404");
		assertThat(files()).isEmpty();
	}

	@Test
	void onlyTheNewestEndIsKept() throws Exception {
		Start process = new Start();
		process.spool.report(end(begin(), true));
		process.spool.report(end(begin(), false));
		assertThat(files()).hasSize(1);
		new Start().reporter.report(begin().progress());
		assertThat(this.services.states()).containsExactly("success", "start");
	}

	@Test
	void theNewestOfSeveralFilesIsTold() throws Exception {
		JobProgress older = end(begin(), true);
		JobProgress newer = end(begin(), false);
		new Start().spool.report(newer);
		Path kept = files().get(0);
		Path aside = Files.move(kept, this.folder.resolve("aside"));
		new Start().spool.report(older);
		Files.move(aside, kept);
		assertThat(files()).hasSize(2);
		new Start().reporter.report(begin().progress());
		assertThat(this.services.states()).containsExactly("success", "start");
		assertThat(files()).isEmpty();
	}

	@Test
	void anEndThatHasNoUrlIsNotKept() throws Exception {
		ManagedRun run = begin();
		run.close();
		Start process = new Start();
		process.spool.report(run.progress());
		process.spool.report(begin().progress());
		assertThat(files()).isEmpty();
	}

	@Test
	void anEndOfTheDayBeforeYesterdayIsDroppedWithAWarning(CapturedOutput output) throws Exception {
		JobProgress end = end(begin(), true);
		new Start().spool.report(end);
		this.time.pass(Duration.ofHours(25));
		new Start().reporter.report(begin().progress());
		assertThat(this.services.states()).containsExactly("start");
		assertThat(files()).isEmpty();
		assertThat(output).contains("The ping for the run of job ",
				" that ended at " + end.startedAt().plus(end.duration()) + " is not sent, because it is too old");
	}

	/** An old failure after a new success would raise an alarm for nothing. */
	@Test
	void anOldEndIsNeverToldAfterANewerOne(CapturedOutput output) throws Exception {
		new Start().spool.report(end(begin(), true));
		Start next = new Start();
		ManagedRun run = begin();
		this.services.down(503);
		assertThatIOException().isThrownBy(() -> next.reporter.report(run.progress()));
		assertThatIOException().isThrownBy(() -> next.reporter.report(end(run, false)));
		assertThat(files()).hasSize(1);
		this.services.down(0);
		next.reporter.report(run.progress());
		next.reporter.report(begin().progress());
		assertThat(this.services.states().stream().filter((state) -> !state.equals("down"))).containsExactly("fail",
				"success", "start");
		assertThat(files()).isEmpty();
		assertThat(output).doesNotContain("WARN");
	}

	@Test
	void anOldEndThatOnlyItsOwnUrlKeepsBackIsDropped(CapturedOutput output) throws Exception {
		JobProgress old = end(begin(), true);
		new Start().spool.report(old);
		this.time.pass(Duration.ofMinutes(1));
		JobPings brokenFailure = new JobPings(null, this.pings.success(), PingUrl.of("http://127.0.0.1:1/x"), null,
				true);
		PingSpool spool = new PingSpool(this.folder, (job) -> brokenFailure, this.time);
		Pings.reporter(brokenFailure, spool).report(end(begin(), false));
		assertThat(this.services.states()).containsExactly("success");
		assertThat(files()).isEmpty();
		assertThat(output).contains("The ping for the run of job ", " that ended at "
				+ old.startedAt().plus(old.duration()) + " is not sent, because a later run has ended");
	}

	@Test
	void otherJobsAreLeftAlone() throws Exception {
		new Start().spool.report(end(begin(), true));
		ManagedRun other = new TestTrackers(this.time).prepare(JobDefinition.of("other"));
		other.begin();
		new Start().reporter.report(other.progress());
		assertThat(this.services.states()).containsExactly("start");
		assertThat(files()).hasSize(1);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "status=FAILED\n", "status=RUNNING\nat=2026-03-01T02:00:00Z\n\nbody\n# EOF\n",
			"status=FAILED\nat=yesterday\n\nbody\n# EOF\n",
			"status=FAILED\nat=2026-03-01T02:00:00Z\nrun=a/../b\n\nbody\n# EOF\n",
			"status=FAILED\nat=2026-03-01T02:00:00Z\nrun=%zz\n\nbody\n# EOF\n",
			"status=FAILED\nat=2026-03-01T02:00:00Z\nother=x\n\nbody\n# EOF\n",
			"status=FAILED\nat=2026-03-01T02:00:00Z\nrun=x\n\nhalf a bo" })
	void aFileThatIsCorruptIsSetAside(String content, CapturedOutput output) throws Exception {
		new Start().spool.report(end(begin(), true));
		Files.writeString(files().get(0), content);
		new Start().reporter.report(begin().progress());
		assertThat(this.services.states()).containsExactly("start");
		assertThat(files()).isEmpty();
		assertThat(output).containsOnlyOnce("WARN").contains("cannot be used and was renamed to");
		try (Stream<Path> all = Files.list(this.folder)) {
			assertThat(all).singleElement().asString().endsWith(".ping.bad");
		}
	}

	@Test
	void aDirectoryThatCannotBeUsedIsOneWarning(CapturedOutput output) throws Exception {
		Path file = Files.createFile(this.folder.resolve("file"));
		PingSpool spool = new PingSpool(file, (job) -> this.pings, this.time);
		PingReporter reporter = Pings.reporter(this.pings, spool);
		for (int i = 0; i < 3; i++) {
			JobProgress end = end(begin(), true);
			spool.report(end);
			reporter.report(end);
		}
		assertThat(this.services.states()).containsExactly("fail", "fail", "fail");
		assertThat(output).containsOnlyOnce("WARN").contains("The end of a run cannot be kept in the spool directory");
	}

	private ManagedRun begin() {
		this.time.pass(Duration.ofSeconds(1));
		ManagedRun run = new TestTrackers(this.time)
			.prepare(new JobDefinition(JOB, null, null, JobDefinition.DEFAULT_REPORT_INTERVAL));
		run.begin();
		return run;
	}

	private JobProgress end(ManagedRun run, boolean fails) {
		this.time.pass(Duration.ofSeconds(7));
		if (fails) {
			run.fail(new IllegalStateException("boom"));
		}
		else {
			run.complete();
		}
		return run.progress();
	}

	private List<Path> files() throws IOException {
		try (Stream<Path> files = Files.list(this.folder)) {
			return files.filter((file) -> file.toString().endsWith(".ping")).toList();
		}
	}

	/** What each start of the application has of its own. */
	private final class Start {

		private final PingSpool spool = new PingSpool(PingSpoolTests.this.folder, (job) -> PingSpoolTests.this.pings,
				PingSpoolTests.this.time);

		private final PingReporter reporter = Pings.reporter(PingSpoolTests.this.pings, this.spool);

	}

}
