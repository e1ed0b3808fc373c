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

package io.github.progresstracker.internal.textfile;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.github.progresstracker.JobDefinition;
import io.github.progresstracker.JobIdentity;
import io.github.progresstracker.SuccessInterval;
import io.github.progresstracker.internal.files.JobFileName;
import io.github.progresstracker.spi.ManagedRun;
import io.github.progresstracker.testing.Exposition;
import io.github.progresstracker.testing.RequiredProgram;
import io.github.progresstracker.testing.TestTime;
import io.github.progresstracker.testing.TestTrackers;
import io.github.progresstracker.testing.TinyDisk;
import io.github.progresstracker.testing.UsesServers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assumptions.assumeThat;

@ExtendWith(OutputCaptureExtension.class)
@UsesServers
class TextfileReporterTests {

	private static final double START = TestTime.START.getEpochSecond();

	private static final JobDefinition NIGHTLY = JobDefinition.of("nightly");

	private static final Map<String, String> LABELS = Map.of("job", "nightly");

	private final TestTime time = new TestTime();

	@TempDir
	private Path directory;

	@Test
	void aReportIsAFileThatPrometheusAccepts() throws Exception {
		Path promtool = RequiredProgram.PROMTOOL.find();
		ManagedRun run = begin(new JobDefinition(new JobIdentity("größe \"1\"\n🚀", "shop", "eu", new TreeMap<>()),
				SuccessInterval.OFF, Duration.ofHours(1), 1000));
		run.startStage("load", 4);
		run.inc(3);
		run.markSkipped(1);
		run.fail(new IllegalStateException());
		new TextfileReporter(this.directory).report(run.progress());
		Process check = new ProcessBuilder(promtool.toString(), "check", "metrics").redirectInput(onlyFile().toFile())
			.redirectErrorStream(true)
			.start();
		assertThat(check.waitFor(1, TimeUnit.MINUTES)).isTrue();
		assertThat(new String(check.getInputStream().readAllBytes(), StandardCharsets.UTF_8)).isEmpty();
		assertThat(check.exitValue()).isZero();
	}

	@Test
	void everySeriesCarriesTheWholeIdentity() throws Exception {
		ManagedRun run = begin(new JobDefinition(
				new JobIdentity("nightly", "shop", "eu", new TreeMap<>(Map.of("shard", "1"))), null, null, 1000));
		run.startStage("load");
		run.inc(3);
		new TextfileReporter(this.directory).report(run.progress());
		assertThat(written().series()).isNotEmpty()
			.allSatisfy((series) -> assertThat(series.labels()).containsEntry("job", "nightly")
				.containsEntry("app", "shop")
				.containsEntry("namespace", "eu")
				.containsEntry("shard", "1"));
	}

	@Test
	void eachReportReplacesTheOneBefore() throws Exception {
		TextfileReporter reporter = new TextfileReporter(this.directory);
		ManagedRun run = begin(NIGHTLY);
		run.startStage("load");
		run.inc(3);
		reporter.report(run.progress());
		run.complete();
		run = begin(NIGHTLY);
		run.inc(1);
		reporter.report(run.progress());
		assertThat(written().series("job_records_processed")).singleElement()
			.satisfies((series) -> assertThat(series.value()).isEqualTo(1));
	}

	@Test
	void eachJobHasItsOwnFile() throws Exception {
		Path inside = Files.createDirectories(this.directory.resolve("a/b/c"));
		TextfileReporter reporter = new TextfileReporter(inside);
		List<String> names = List.of("a/b", "a_b", "A_B", "../a_b", "../../etc/cron.d/x", "/etc/cron.d/x", "..", ".",
				"C:\\x", "x".repeat(500), "../".repeat(500), "\0", "a\0b", "CON", "nul.txt", "x.", "x ", "🚀",
				"\ud83d");
		for (String name : names) {
			reporter.report(begin(JobDefinition.of(name)).progress());
			reporter.report(
					begin(new JobDefinition(new JobIdentity("job", name, name, new TreeMap<>(Map.of("shard", name))),
							null, null, 1000))
						.progress());
		}
		try (Stream<Path> all = Files.walk(this.directory)) {
			assertThat(all.filter((file) -> !Files.isDirectory(file))).hasSize(2 * names.size())
				.allSatisfy((file) -> assertThat(file).isRegularFile().hasParent(inside));
		}
	}

	@Test
	void everybodyMayReadTheFileAndOnlyTheOwnerMayWriteIt() throws Exception {
		new TextfileReporter(this.directory).report(begin(NIGHTLY).progress());
		assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(onlyFile()))).isEqualTo("rw-r--r--");
	}

	@Test
	void theLastSuccessOfAnEarlierProcessOutlivesALaterFailure() throws Exception {
		ManagedRun run = begin(NIGHTLY);
		run.complete();
		new TextfileReporter(this.directory).report(run.progress());
		this.time.pass(Duration.ofDays(1));
		TextfileReporter ofLaterProcess = new TextfileReporter(this.directory);
		run = begin(NIGHTLY);
		ofLaterProcess.report(run.progress());
		run.fail(new IllegalStateException());
		ofLaterProcess.report(run.progress());
		assertThat(written().value("job_last_success", LABELS)).isEqualTo(START);
		assertThat(written().value("job_last_failure", LABELS)).isEqualTo(START + Duration.ofDays(1).toSeconds());
	}

	@Test
	void theLastFailureOfAnEarlierProcessOutlivesALaterSuccess() throws Exception {
		ManagedRun run = begin(NIGHTLY);
		run.startStage("load");
		run.fail(new IllegalStateException());
		new TextfileReporter(this.directory).report(run.progress());
		this.time.pass(Duration.ofDays(1));
		run = begin(NIGHTLY);
		run.complete();
		new TextfileReporter(this.directory).report(run.progress());
		assertThat(written().value("job_last_success", LABELS)).isEqualTo(START + Duration.ofDays(1).toSeconds());
		assertThat(written().value("job_last_failure", LABELS)).isEqualTo(START);
		assertThat(written().value("job_last_failure_info",
				Map.of("job", "nightly", "exception", "IllegalStateException", "stage", "load")))
			.isEqualTo(1);
	}

	@Test
	void theMessageOfAFailureOutlivesALaterSuccessWhereItIsALabel() throws Exception {
		ManagedRun run = begin(NIGHTLY);
		run.fail(new IllegalStateException("disk \"a\" is full"));
		new TextfileReporter(this.directory, true).report(run.progress());
		run = begin(NIGHTLY);
		run.complete();
		new TextfileReporter(this.directory, true).report(run.progress());
		assertThat(written().series("job_last_failure_info")).singleElement()
			.satisfies((info) -> assertThat(info.labels()).containsEntry("message", "disk \"a\" is full"));
		new TextfileReporter(this.directory).report(run.progress());
		assertThat(written().series("job_last_failure_info")).singleElement()
			.satisfies((info) -> assertThat(info.labels()).containsEntry("exception", "IllegalStateException")
				.doesNotContainKey("message"));
	}

	@Test
	void whatThisProcessKnowsIsNewerThanTheFile() throws Exception {
		ManagedRun run = begin(NIGHTLY);
		run.fail(new IllegalStateException());
		new TextfileReporter(this.directory).report(run.progress());
		this.time.pass(Duration.ofDays(1));
		run = begin(NIGHTLY);
		run.fail(new IllegalArgumentException());
		new TextfileReporter(this.directory).report(run.progress());
		assertThat(written().series("job_last_failure_info")).singleElement()
			.satisfies((info) -> assertThat(info.labels()).containsEntry("exception", "IllegalArgumentException"));
		assertThat(written().value("job_last_failure", LABELS)).isEqualTo(START + Duration.ofDays(1).toSeconds());
	}

	@Test
	void anEarlierSuccessIsNotLostWhenTheFileIsDeletedDuringTheRun() throws Exception {
		ManagedRun run = begin(NIGHTLY);
		run.complete();
		new TextfileReporter(this.directory).report(run.progress());
		run = begin(NIGHTLY);
		TextfileReporter ofLaterProcess = new TextfileReporter(this.directory);
		ofLaterProcess.report(run.progress());
		Files.delete(onlyFile());
		ofLaterProcess.report(run.progress());
		assertThat(written().value("job_last_success", LABELS)).isEqualTo(START);
	}

	@Test
	void anEarlierSuccessIsNotLostWhenTheFileCannotBeReadForAWhile() throws Exception {
		Path mount = this.directory.resolve("mount");
		Path disk = succeedOn("disk");
		Files.createFile(mount);
		TextfileReporter reporter = new TextfileReporter(mount);
		ManagedRun run = begin(NIGHTLY);
		assertThatIOException().isThrownBy(() -> reporter.report(run.progress()))
			.withMessageMatching(noDirectory(mount));
		Files.delete(mount);
		Files.move(disk, mount);
		reporter.report(run.progress());
		assertThat(content(mount).value("job_last_success", LABELS)).isEqualTo(START);
	}

	@Test
	void anEarlierSuccessIsNotLostWhenTheDirectoryAppearsLate() throws Exception {
		Path mount = this.directory.resolve("mount");
		Path disk = succeedOn("disk");
		Files.createSymbolicLink(mount, this.directory.resolve("not/there/yet"));
		TextfileReporter reporter = new TextfileReporter(mount);
		ManagedRun run = begin(NIGHTLY);
		assertThatIOException().isThrownBy(() -> reporter.report(run.progress()))
			.withMessage("'%s' cannot be written to: it is not a directory", mount);
		Files.delete(mount);
		Files.move(disk, mount);
		reporter.report(run.progress());
		assertThat(content(mount).value("job_last_success", LABELS)).isEqualTo(START);
	}

	@Test
	void aFileThatMayNotBeReadIsLeftAlone() throws Exception {
		ManagedRun run = begin(NIGHTLY);
		run.complete();
		new TextfileReporter(this.directory).report(run.progress());
		Path file = onlyFile();
		Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
		assumeThat(Files.isReadable(file)).as("root may read everything").isFalse();
		TextfileReporter later = new TextfileReporter(this.directory);
		assertThatIOException().isThrownBy(() -> later.report(begin(NIGHTLY).progress()))
			.withMessage("'%s' cannot be read: permission denied", this.directory);
		Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
		assertThat(written().value("job_last_success", LABELS)).isEqualTo(START);
	}

	private Path succeedOn(String directory) throws IOException {
		ManagedRun run = begin(NIGHTLY);
		run.complete();
		Path path = this.directory.resolve(directory);
		new TextfileReporter(path).report(run.progress());
		return path;
	}

	@ParameterizedTest
	@ValueSource(strings = { "job_last_success{job=\"other\"} 1\n", "job_last_success{job=\"nightly\"} soon\n",
			"job_last_success{job=\"nigh", "job_last_failure{job=\"nightly\"} 1\n" })
	void aFileThatIsNotOursIsReplacedWithOneWarning(String content, CapturedOutput output) throws Exception {
		Files.writeString(file(NIGHTLY), content);
		assertThatTheFileIsReplacedWithOneWarning(output);
	}

	@Test
	void aFileThatIsNotTextIsReplacedWithOneWarning(CapturedOutput output) throws Exception {
		Files.write(file(NIGHTLY), new byte[] { (byte) 0xff, 0, (byte) 0xfe });
		assertThatTheFileIsReplacedWithOneWarning(output);
	}

	@Test
	void aFileThatIsFarTooLargeIsReplacedWithOneWarning(CapturedOutput output) throws Exception {
		try (RandomAccessFile file = new RandomAccessFile(file(NIGHTLY).toFile(), "rw")) {
			file.setLength(1L << 33);
		}
		assertThatTheFileIsReplacedWithOneWarning(output);
	}

	@Test
	void aPipeInPlaceOfTheFileIsReplacedWithoutWaiting(CapturedOutput output) throws Exception {
		Process mkfifo = new ProcessBuilder("mkfifo", file(NIGHTLY).toString()).start();
		assertThat(mkfifo.waitFor()).isZero();
		assertThatTheFileIsReplacedWithOneWarning(output);
	}

	@Test
	void aSymbolicLinkIsReplacedAndNotFollowed(CapturedOutput output) throws Exception {
		Path elsewhere = Files.writeString(this.directory.resolve("elsewhere"),
				"job_last_success{job=\"nightly\"} 1\n");
		Files.setPosixFilePermissions(elsewhere, PosixFilePermissions.fromString("rw-------"));
		Files.createSymbolicLink(file(NIGHTLY), elsewhere);
		assertThatTheFileIsReplacedWithOneWarning(output);
		assertThat(elsewhere).hasContent("job_last_success{job=\"nightly\"} 1");
		assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(elsewhere))).isEqualTo("rw-------");
		assertThat(content(file(NIGHTLY)).has("job_last_success", LABELS)).isFalse();
		assertThat(Files.isSymbolicLink(file(NIGHTLY))).isFalse();
	}

	@Test
	void anEmptyFileIsReplacedWithoutAWarning(CapturedOutput output) throws Exception {
		Files.createFile(file(NIGHTLY));
		new TextfileReporter(this.directory).report(begin(NIGHTLY).progress());
		assertThat(written().series()).isNotEmpty();
		assertThat(output).doesNotContain("WARN");
	}

	private void assertThatTheFileIsReplacedWithOneWarning(CapturedOutput output) throws Exception {
		TextfileReporter reporter = new TextfileReporter(this.directory);
		ManagedRun run = begin(NIGHTLY);
		reporter.report(run.progress());
		reporter.report(run.progress());
		assertThat(Exposition.parse(Files.readString(file(NIGHTLY))).value("job_running", LABELS)).isEqualTo(1);
		assertThat(output.toString().lines().filter((line) -> line.contains("WARN"))).singleElement()
			.asString()
			.contains(file(NIGHTLY).toString());
	}

	@Test
	void aMissingDirectoryIsCreated() throws Exception {
		Path missing = this.directory.resolve("not/there/yet");
		new TextfileReporter(missing).report(begin(NIGHTLY).progress());
		assertThat(missing).isDirectoryContaining("glob:**.prom");
	}

	@Test
	void theDirectoryMayBeASymbolicLink() throws Exception {
		Path real = Files.createDirectory(this.directory.resolve("real"));
		Path link = Files.createSymbolicLink(this.directory.resolve("link"), real);
		new TextfileReporter(link).report(begin(NIGHTLY).progress());
		assertThat(real).isDirectoryContaining("glob:**.prom");
	}

	/**
	 * Newer JDKs report a missing file when they read, and the missing directory only
	 * when they write.
	 */
	private static String noDirectory(Path directory) {
		return Pattern.quote("'" + directory + "'") + " cannot be (read|written to): (Not|it is not) a directory";
	}

	@Test
	void aFileInPlaceOfTheDirectoryIsReportedInOneLine() throws Exception {
		Path file = Files.createFile(this.directory.resolve("file"));
		TextfileReporter reporter = new TextfileReporter(file);
		assertThatIOException().isThrownBy(() -> reporter.report(begin(NIGHTLY).progress()))
			.withMessageMatching(noDirectory(file));
		TextfileReporter below = new TextfileReporter(file.resolve("sub"));
		assertThatIOException().isThrownBy(() -> below.report(begin(NIGHTLY).progress()))
			.withMessageMatching(noDirectory(file.resolve("sub")));
	}

	@Test
	void aDirectoryThatIsNotWritableIsReportedInOneLine() throws Exception {
		Files.setPosixFilePermissions(this.directory, PosixFilePermissions.fromString("r-xr-xr-x"));
		assumeThat(Files.isWritable(this.directory)).as("root may write everywhere").isFalse();
		TextfileReporter reporter = new TextfileReporter(this.directory);
		assertThatIOException().isThrownBy(() -> reporter.report(begin(NIGHTLY).progress()))
			.withMessage("'%s' cannot be written to: permission denied", this.directory);
	}

	@Test
	void onAFullDiskTheOldFileStaysAndIsReplacedWhenThereIsRoomAgain() throws Exception {
		try (TinyDisk disk = TinyDisk.mount(this.directory)) {
			ManagedRun run = begin(NIGHTLY);
			run.complete();
			new TextfileReporter(this.directory).report(run.progress());
			disk.fill();
			TextfileReporter reporter = new TextfileReporter(this.directory);
			ManagedRun next = begin(NIGHTLY);
			assertThatIOException().isThrownBy(() -> reporter.report(next.progress()))
				.withMessage("'%s' cannot be written to: No space left on device", this.directory);
			disk.free();
			assertThat(files()).hasSize(1);
			assertThat(written().value("job_running", LABELS)).isZero();
			reporter.report(next.progress());
			assertThat(written().value("job_running", LABELS)).isEqualTo(1);
			assertThat(written().value("job_last_success", LABELS)).isEqualTo(START);
		}
	}

	@Test
	void whenTheFileCannotBeReplacedNothingIsLeftBehind() throws Exception {
		Files.createDirectories(file(NIGHTLY).resolve("in the way"));
		TextfileReporter reporter = new TextfileReporter(this.directory);
		assertThatIOException().isThrownBy(() -> reporter.report(begin(NIGHTLY).progress()))
			.withMessageMatching("'.*' cannot be written to: .+");
		assertThat(files()).containsExactly(file(NIGHTLY));
	}

	@Test
	void theDestinationNamesTheDirectory() {
		assertThat(new TextfileReporter(Path.of("/var/lib/node\nexporter")).destination())
			.isEqualTo("text files in /var/lib/node\\u000aexporter");
	}

	private ManagedRun begin(JobDefinition job) {
		ManagedRun run = new TestTrackers(this.time).prepare(job);
		run.begin();
		return run;
	}

	private Exposition written() throws IOException {
		return content(onlyFile());
	}

	private Exposition content(Path fileOrDirectory) throws IOException {
		Path file = Files.isDirectory(fileOrDirectory) ? fileOrDirectory.resolve(file(NIGHTLY).getFileName())
				: fileOrDirectory;
		return Exposition.parse(Files.readString(file));
	}

	private Path onlyFile() throws IOException {
		assertThat(files()).hasSize(1);
		return files().get(0);
	}

	private Path file(JobDefinition job) {
		return this.directory.resolve(JobFileName.of(job.identity()) + ".prom");
	}

	private List<Path> files() throws IOException {
		try (Stream<Path> files = Files.list(this.directory)) {
			return files.toList();
		}
	}

}
