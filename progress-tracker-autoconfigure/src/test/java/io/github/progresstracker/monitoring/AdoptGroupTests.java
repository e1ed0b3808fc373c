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

package io.github.progresstracker.monitoring;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.github.progresstracker.life.LifeApplication;
import io.github.progresstracker.testing.JavaProcess;
import io.github.progresstracker.testing.ProgramRun;
import io.github.progresstracker.testing.RealPushgateway;
import io.github.progresstracker.testing.RecordingServer;
import io.github.progresstracker.testing.RequiredProgram;
import io.github.progresstracker.testing.UsesServers;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the script {@code samples/monitoring/adopt-group} on a real Pushgateway, with
 * groups that the Perl original leaves behind.
 */
@UsesServers
class AdoptGroupTests {

	private static final double OLD_SUCCESS = 1_700_000_000;

	private static final double OLD_INTERVAL = 90_000;

	/** What the Perl original pushes, except for the labels in the body. */
	private static final String PERL_BODY = """
			# HELP job_last_success Last Unix time when job successfully completed
			# TYPE job_last_success gauge
			job_last_success%1$s %2$s
			# HELP job_expected_success_interval Maximum expected time in seconds between job completions
			# TYPE job_expected_success_interval gauge
			job_expected_success_interval%1$s 90000
			# HELP job_records_processed Records processed by job
			# TYPE job_records_processed gauge
			job_records_processed%1$s 5
			# HELP job_duration_seconds Time spend running job in seconds
			# TYPE job_duration_seconds gauge
			job_duration_seconds%1$s 7
			""";

	private static final Map<String, String> IMPORT = Map.of("job", "import", "app", "my catalog", "namespace",
			"library");

	@AutoClose
	private final RealPushgateway gateway = RealPushgateway.start();

	@BeforeEach
	void requireCurl() {
		RequiredProgram.CURL.find();
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void theLastSuccessOfEitherLayoutMovesToTheNewGroup(boolean newer) {
		if (newer) {
			pushNewerLayout("import", OLD_SUCCESS);
		}
		else {
			pushOldLayout("import", OLD_SUCCESS);
		}
		ProgramRun run = adopt("--job", "import", "--app", "my catalog", "--namespace", "library");
		assertThat(run.exitCode()).as(run.output()).isZero();
		assertOnlyGroupIs(IMPORT);
		assertThat(this.gateway.value("job_last_success", IMPORT)).isEqualTo(OLD_SUCCESS);
		assertThat(this.gateway.value("job_expected_success_interval", IMPORT)).isEqualTo(OLD_INTERVAL);
	}

	@Test
	void theNewestSuccessOfBothLayoutsWins() {
		pushOldLayout("import", OLD_SUCCESS);
		pushNewerLayout("import", OLD_SUCCESS + 1_000);
		ProgramRun run = adopt("--job", "import", "--app", "my catalog", "--namespace", "library");
		assertThat(run.exitCode()).as(run.output()).isZero();
		assertOnlyGroupIs(IMPORT);
		assertThat(this.gateway.value("job_last_success", IMPORT)).isEqualTo(OLD_SUCCESS + 1_000);
	}

	@Test
	void theNewGroupMayHaveAnotherNameAndOtherLabels() {
		pushNewerLayout("import.pl", OLD_SUCCESS);
		ProgramRun run = adopt("--job", "import.pl", "--app", "my catalog", "--namespace", "library", "--new-job",
				"u/admin/\"it's\" \\50%", "--new-app", "", "--new-namespace", "größe", "--new-label", "shard=0",
				"--new-label", "region=a=b");
		assertThat(run.exitCode()).as(run.output()).isZero();
		Map<String, String> labels = Map.of("job", "u/admin/\"it's\" \\50%", "namespace", "größe", "shard", "0",
				"region", "a=b");
		assertOnlyGroupIs(labels);
		assertThat(this.gateway.value("job_last_success", labels)).isEqualTo(OLD_SUCCESS);
	}

	@Test
	void aJobOfThisStarterCanBeRenamed() {
		this.gateway.push("job/old/namespace/library",
				"# TYPE job_last_start gauge\njob_last_start 1\n" + PERL_BODY.formatted("", OLD_SUCCESS));
		this.gateway.push("job/old", PERL_BODY.formatted("", OLD_SUCCESS - 1));
		ProgramRun run = adopt("--job", "old", "--namespace", "library", "--new-job", "new");
		assertThat(run.exitCode()).as(run.output()).isZero();
		assertThat(this.gateway.value("job_last_success", Map.of("job", "new", "namespace", "library")))
			.isEqualTo(OLD_SUCCESS);
		assertThat(this.gateway.has("push_time_seconds", Map.of("job", "old", "namespace", "library"))).isFalse();
		assertThat(this.gateway.has("job_last_success", Map.of("job", "old"))).isTrue();
	}

	@Test
	void aJobThatCodeStartsContinuesWithTheNameOfItsApplication() {
		this.gateway.push("job/owner%20export",
				"# TYPE job_last_start gauge\njob_last_start 1\n" + PERL_BODY.formatted("", OLD_SUCCESS));
		ProgramRun run = adopt("--job", "owner export", "--new-app", "catalog");
		assertThat(run.exitCode()).as(run.output()).isZero();
		assertThat(this.gateway.series("push_time_seconds")).hasSize(1);
		assertThat(this.gateway.value("job_last_success", Map.of("job", "owner export", "app", "catalog")))
			.isEqualTo(OLD_SUCCESS);
	}

	@Test
	void aRealJobThatTheOldGroupBlockedContinuesFromTheOldSuccess() {
		pushOldLayout("import", OLD_SUCCESS);
		assertThat(failingRun()).contains("delete the other group");
		assertThat(adopt("--job", "import", "--app", "my catalog", "--namespace", "library").exitCode()).isZero();
		assertThat(failingRun()).doesNotContain("delete the other group");
		assertThat(this.gateway.value("job_last_success", IMPORT)).isEqualTo(OLD_SUCCESS);
		assertThat(this.gateway.value("job_last_failure", IMPORT)).isGreaterThan(OLD_SUCCESS);
	}

	@Test
	void aNewerSuccessInTheNewGroupStays() {
		pushNewerLayout("import", OLD_SUCCESS);
		this.gateway.push("job/import/app/my%20catalog/namespace/library",
				"# TYPE job_last_success gauge\njob_last_success 1800000000\n");
		ProgramRun run = adopt("--job", "import", "--app", "my catalog", "--namespace", "library");
		assertThat(run.exitCode()).as(run.output()).isZero();
		assertOnlyGroupIs(IMPORT);
		assertThat(this.gateway.value("job_last_success", IMPORT)).isEqualTo(1_800_000_000);
	}

	@Test
	void aSecondCallHasNothingToDo() {
		pushOldLayout("import", OLD_SUCCESS);
		assertThat(adopt("--job", "import", "--app", "my catalog", "--namespace", "library").exitCode()).isZero();
		String before = this.gateway.metrics();
		ProgramRun run = adopt("--job", "import", "--app", "my catalog", "--namespace", "library");
		assertThat(run.exitCode()).as(run.output()).isZero();
		assertThat(run.output()).contains("Nothing to do");
		assertThat(stored(this.gateway.metrics())).isEqualTo(stored(before));
	}

	@Test
	void aGroupThatWouldNotChangeIsLeftAlone() {
		this.gateway.push("job/import.pl", PERL_BODY.formatted("", OLD_SUCCESS));
		String before = this.gateway.metrics();
		ProgramRun run = adopt("--job", "import.pl");
		assertThat(run.exitCode()).as(run.output()).isZero();
		assertThat(run.output()).contains("Nothing to do");
		assertThat(stored(this.gateway.metrics())).isEqualTo(stored(before));
	}

	@Test
	void theGroupOfAnotherJobOfThisStarterIsLeftAlone() {
		pushNewerLayout("import", OLD_SUCCESS);
		this.gateway.push("job/import", """
				# TYPE job_last_start gauge
				job_last_start 1
				# TYPE job_last_success gauge
				job_last_success 1800000000
				""");
		ProgramRun run = adopt("--job", "import", "--namespace", "library", "--app", "my catalog");
		assertThat(run.exitCode()).as(run.output()).isZero();
		assertThat(this.gateway.value("job_last_success", Map.of("job", "import"))).isEqualTo(1_800_000_000);
		assertThat(this.gateway.value("job_last_success", IMPORT)).isEqualTo(OLD_SUCCESS);
		assertThat(this.gateway.series("push_time_seconds")).hasSize(2);
	}

	@Test
	void seriesOfOthersInTheOldGroupAreDeletedOnlyIfForced() {
		pushOldLayout("import", OLD_SUCCESS);
		this.gateway.push("job/import", """
				# TYPE backup_size_bytes gauge
				backup_size_bytes 5
				# TYPE job_running gauge
				job_running{app="my catalog",namespace="archive"} 1
				""");
		this.gateway.push("job/import/app/other", "# TYPE other_bytes gauge\nother_bytes{x=\"1\"} 7\n");
		String before = this.gateway.metrics();
		String[] options = { "--job", "import", "--app", "my catalog", "--namespace", "library" };
		ProgramRun run = adopt(options);
		assertThat(run.exitCode()).isEqualTo(1);
		assertThat(run.output()).contains("--force", "backup_size_bytes{", "namespace=\"archive\"")
			.doesNotContain("other_bytes");
		assertThat(stored(this.gateway.metrics())).isEqualTo(stored(before));
		run = adopt("--force", "--job", "import", "--app", "my catalog", "--namespace", "library");
		assertThat(run.exitCode()).as(run.output()).isZero();
		assertThat(this.gateway.has("push_time_seconds", Map.of("job", "import"))).isFalse();
		assertThat(this.gateway.has("other_bytes", Map.of("job", "import", "app", "other", "x", "1"))).isTrue();
		assertThat(this.gateway.value("job_last_success", IMPORT)).isEqualTo(OLD_SUCCESS);
	}

	@ParameterizedTest
	@ValueSource(strings = { "job=other", "app=other", "namespace=other", "stage=load", "exception=x", "__name=x",
			"bad-label=1", "1st=x", "größe=1", "region=us", "other=a\nb" })
	void anInvalidOrDuplicateLabelIsRefusedBeforeAnythingIsDone(String label) {
		this.gateway.push("job/import", PERL_BODY.formatted("{app=\"my catalog\"}", OLD_SUCCESS));
		String before = this.gateway.metrics();
		for (String option : List.of("--dry-run", "--force")) {
			ProgramRun run = adopt(option, "--job", "import", "--app", "my catalog", "--new-label", "region=eu",
					"--new-label", label);
			assertThat(run.exitCode()).as(run.output()).isEqualTo(2);
			assertThat(run.output()).contains("--new-label").doesNotContain("Would");
		}
		assertThat(stored(this.gateway.metrics())).isEqualTo(stored(before));
	}

	@Test
	void theOldGroupIsNotDeletedBeforeTheNewOneExists(@TempDir Path folder) throws IOException {
		pushOldLayout("import", OLD_SUCCESS);
		pushNewerLayout("import", OLD_SUCCESS);
		try (RecordingServer server = RecordingServer.start()) {
			// Accepts pushes and ignores them
			server.answerWith(200, this.gateway.metrics(), Map.of());
			for (String newJob : List.of("import", "export")) {
				ProgramRun run = adoptWith(neverChanging(server, folder), "--job", "import", "--app", "my catalog",
						"--namespace", "library", "--new-job", newJob);
				assertThat(run.exitCode()).isEqualTo(1);
				assertThat(run.output()).contains("has not accepted", "nothing has been deleted");
			}
			assertThat(server.requests()).extracting(RecordingServer.Request::method)
				.contains("POST")
				.doesNotContain("DELETE");
		}
	}

	@Test
	void anOldGroupThatWasDeletedFirstIsRestoredIfTheNewOneIsRefused(@TempDir Path folder) throws IOException {
		pushOldLayout("import", OLD_SUCCESS);
		String path = pathWith(folder, "curl", """
				#!/bin/sh
				case $* in
				  *@-*/namespace*) [ -z "$(cat)" ] || exit 22; : | exec %1$s "$@" ;;
				  *) exec %1$s "$@" ;;
				esac
				""".formatted(RequiredProgram.CURL.find()));
		ProgramRun run = adoptWith(Map.of("PUSHGATEWAY", this.gateway.url(), "PATH", path), "--job", "import", "--app",
				"my catalog", "--namespace", "library");
		assertThat(run.exitCode()).isEqualTo(1);
		assertThat(run.output()).contains("has not accepted", "is in /metrics/job@base64/aW1wb3J0 again");
		assertThat(this.gateway.value("job_last_success", IMPORT)).isEqualTo(OLD_SUCCESS);
		assertThat(this.gateway.value("job_expected_success_interval", IMPORT)).isEqualTo(OLD_INTERVAL);
		assertThat(adopt("--job", "import", "--app", "my catalog", "--namespace", "library").exitCode()).isZero();
		assertOnlyGroupIs(IMPORT);
		assertThat(this.gateway.value("job_last_success", IMPORT)).isEqualTo(OLD_SUCCESS);
	}

	@Test
	void anOldGroupThatCannotBeDeletedIsAnError(@TempDir Path folder) throws IOException {
		pushNewerLayout("import", OLD_SUCCESS);
		this.gateway.push("job/import/app/my%20catalog/namespace/library", PERL_BODY.formatted("", OLD_SUCCESS));
		try (RecordingServer server = RecordingServer.start()) {
			// Accepts pushes and deletions and ignores them
			server.answerWith(200, this.gateway.metrics(), Map.of());
			ProgramRun run = adoptWith(neverChanging(server, folder), "--job", "import", "--app", "my catalog",
					"--namespace", "library");
			assertThat(run.exitCode()).isEqualTo(1);
			assertThat(run.output()).contains("still there", "instance=\"library\"");
			assertThat(server.requests()).extracting(RecordingServer.Request::method).contains("POST", "DELETE");
		}
	}

	@Test
	void aDryRunChangesNothing() {
		pushOldLayout("import", OLD_SUCCESS);
		String before = this.gateway.metrics();
		ProgramRun run = adopt("--dry-run", "--job", "import", "--app", "my catalog", "--namespace", "library");
		assertThat(run.exitCode()).as(run.output()).isZero();
		assertThat(run.output()).contains("Would push", "job_last_success 1.7e+09", "Would delete");
		assertThat(stored(this.gateway.metrics())).isEqualTo(stored(before));
	}

	@Test
	void anUnknownJobIsAnErrorThatNamesTheGateway() {
		ProgramRun run = adopt("--job", "import.pl");
		assertThat(run.exitCode()).isEqualTo(1);
		assertThat(run.output()).contains("knows no last success", this.gateway.url());
	}

	@Test
	void aGatewayThatIsDownIsAnError() {
		this.gateway.stop();
		assertThat(adopt("--job", "import.pl").exitCode()).isEqualTo(1);
	}

	@Test
	void wrongOptionsAreAnError() {
		assertThat(adopt("--jobs", "x").exitCode()).isEqualTo(2);
		assertThat(adopt("--job").exitCode()).isEqualTo(2);
		assertThat(adopt("--app", "x").exitCode()).isEqualTo(2);
	}

	/** Pushes as versions up to 0.10 do, with the job alone as the group. */
	private void pushOldLayout(String job, double success) {
		this.gateway.push("job/" + job, PERL_BODY.formatted("{app=\"my catalog\",namespace=\"library\"}", success));
	}

	/**
	 * Pushes as versions from 0.11 do, with the namespace as the instance of the group.
	 */
	private void pushNewerLayout(String job, double success) {
		this.gateway.push("job/" + job + "/instance/library", PERL_BODY.formatted("{app=\"my catalog\"}", success));
	}

	private ProgramRun adopt(String... arguments) {
		return adoptWith(Map.of("PUSHGATEWAY", this.gateway.url()), arguments);
	}

	/**
	 * The variables for a gateway that always answers the same: the script tries again as
	 * often as ever, but need not wait before it does.
	 */
	private static Map<String, String> neverChanging(RecordingServer server, Path folder) throws IOException {
		return Map.of("PUSHGATEWAY", server.url(), "PATH", pathWith(folder, "sleep", "#!/bin/sh\n"));
	}

	/** Puts a program of our own in front of the real one. */
	private static String pathWith(Path folder, String name, String script) throws IOException {
		Path program = Files.writeString(folder.resolve(name), script);
		assertThat(program.toFile().setExecutable(true)).isTrue();
		return folder + File.pathSeparator + System.getenv("PATH");
	}

	private static ProgramRun adoptWith(Map<String, String> environment, String... arguments) {
		List<Object> command = new ArrayList<>(List.of("sh", MonitoringFiles.FOLDER.resolve("adopt-group")));
		command.addAll(List.of(arguments));
		return ProgramRun.of(environment, command.toArray());
	}

	private String failingRun() {
		try (JavaProcess process = JavaProcess.start(
				LifeApplication.class, Map.of("PUSHGATEWAY", this.gateway.url(), "JOB_NAME", "import", "JOB_APP",
						"my catalog", "JOB_NAMESPACE", "library"),
				"--life=throws", "--spring.main.web-application-type=none")) {
			assertThat(process.exitCode()).isEqualTo(1);
			return process.output();
		}
	}

	private void assertOnlyGroupIs(Map<String, String> labels) {
		assertThat(this.gateway.series("push_time_seconds")).hasSize(1);
		assertThat(this.gateway.has("push_time_seconds", labels)).isTrue();
	}

	/** Leaves out the metrics of the gateway itself. */
	private static List<String> stored(String metrics) {
		return metrics.lines().filter((line) -> line.startsWith("job_") || line.startsWith("push_")).toList();
	}

}
