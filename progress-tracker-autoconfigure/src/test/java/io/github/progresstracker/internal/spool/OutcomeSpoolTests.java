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

package io.github.progresstracker.internal.spool;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

import io.github.progresstracker.JobDefinition;
import io.github.progresstracker.JobFailure;
import io.github.progresstracker.JobIdentity;
import io.github.progresstracker.JobOutcomes;
import io.github.progresstracker.JobProgress;
import io.github.progresstracker.JobSuccess;
import io.github.progresstracker.RecordCounts;
import io.github.progresstracker.RunStatus;
import io.github.progresstracker.WorkDone;
import io.github.progresstracker.testing.TinyDisk;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

/**
 * Tests for {@link OutcomeSpool}: what is in the directory, and what the next process
 * finds there. Each spool stands for a process.
 */
@ExtendWith(OutputCaptureExtension.class)
class OutcomeSpoolTests {

	private static final JobIdentity NIGHTLY = JobIdentity.of("nightly");

	private static final Instant THEN = Instant.parse("2026-03-01T02:03:04.567Z");

	private static final JobOutcomes SUCCESS = new JobOutcomes(JobSuccess.at(THEN), null, null);

	private static final JobOutcomes FAILURE = new JobOutcomes(null,
			new JobFailure(THEN.plusSeconds(1), "IOException", "load"), null);

	private static final JobOutcomes INTERRUPTION = new JobOutcomes(null, null, THEN.plusSeconds(2));

	@TempDir
	private Path folder;

	@Test
	void anOutcomeIsKeptInAFileThatOnlyItsOwnerMayRead() throws Exception {
		spool().report(nightly(FAILURE));
		Path file = onlyFile();
		assertThat(file.getFileName().toString()).matches("job_nightly-6722ff66a73f-[0-9a-f]{8}\\.spool");
		assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
		assertThat(file).content()
			.contains("job_last_failure{job=\"nightly\"} 1.772330585567E9\n")
			.contains("job_last_failure_info{exception=\"IOException\",job=\"nightly\",stage=\"load\"} 1.0\n");
	}

	@Test
	void aRunThatHasNotEndedLeavesNothing() {
		Path directory = this.folder.resolve("spool");
		OutcomeSpool spool = new OutcomeSpool(directory);
		spool.report(nightly(JobOutcomes.NONE));
		assertThat(spool.keep(nightly(JobOutcomes.NONE))).isEqualTo(JobOutcomes.NONE);
		spool.delivered(nightly(JobOutcomes.NONE), true);
		assertThat(directory).doesNotExist();
	}

	@Test
	void whatIsDeliveredIsRemoved() throws Exception {
		OutcomeSpool spool = spool();
		spool.keep(nightly(SUCCESS));
		assertThat(files()).hasSize(1);
		spool.delivered(nightly(SUCCESS), true);
		assertThat(files()).isEmpty();
		spool.report(nightly(SUCCESS));
		assertThat(files()).isEmpty();
	}

	@Test
	void aDeliveryOfAnOlderReportRemovesNothingNewer() throws Exception {
		OutcomeSpool spool = spool();
		JobOutcomes later = new JobOutcomes(JobSuccess.at(THEN.plusSeconds(60)), FAILURE.lastFailure(), null);
		spool.keep(nightly(SUCCESS));
		spool.report(nightly(later));
		spool.delivered(nightly(SUCCESS), true);
		spool.keep(nightly(SUCCESS));
		assertThat(left()).isEqualTo(later);
	}

	@Test
	void anOutcomeCountsAsNewEvenAfterTheClockWasSetBack() throws Exception {
		OutcomeSpool spool = spool();
		spool.report(nightly(SUCCESS));
		spool.delivered(nightly(SUCCESS), true);
		JobOutcomes hoursEarlier = new JobOutcomes(JobSuccess.at(THEN.minusSeconds(7200)), null, null);
		spool.report(nightly(hoursEarlier));
		assertThat(left()).isEqualTo(hoursEarlier);
	}

	@Test
	void theNextProcessFindsWhatWasLeftUntilItIsDelivered() throws Exception {
		JobOutcomes all = SUCCESS.orElse(FAILURE).orElse(INTERRUPTION);
		spool().report(nightly(all));
		OutcomeSpool next = spool();
		assertThat(next.keep(nightly(JobOutcomes.NONE))).isEqualTo(all);
		next.delivered(nightly(JobOutcomes.NONE), false);
		assertThat(next.keep(nightly(JobOutcomes.NONE))).isEqualTo(all);
		next.delivered(nightly(JobOutcomes.NONE), true);
		assertThat(next.keep(nightly(JobOutcomes.NONE))).isEqualTo(JobOutcomes.NONE);
		assertThat(files()).isEmpty();
	}

	@Test
	void anOutcomeOfThisProcessReplacesWhatWasLeft() throws Exception {
		spool().report(nightly(SUCCESS.orElse(FAILURE)));
		JobOutcomes newer = new JobOutcomes(JobSuccess.at(THEN.plusSeconds(60)), null, null);
		assertThat(spool().keep(nightly(newer))).isEqualTo(FAILURE);
		assertThat(left()).isEqualTo(newer.orElse(FAILURE));
	}

	@Test
	void theNewestOutcomesOfSeveralProcessesEndUpInOneFile() throws Exception {
		OutcomeSpool first = spool();
		OutcomeSpool second = spool();
		first.keep(nightly(JobOutcomes.NONE));
		second.keep(nightly(JobOutcomes.NONE));
		JobOutcomes later = new JobOutcomes(JobSuccess.at(THEN.plusSeconds(60)), null, null);
		first.report(nightly(later.orElse(INTERRUPTION)));
		second.report(nightly(SUCCESS.orElse(FAILURE)));
		assertThat(files()).hasSize(2);
		assertThat(left()).isEqualTo(later.orElse(FAILURE).orElse(INTERRUPTION));
		assertThat(files()).hasSize(1);
	}

	@Test
	void aProcessDoesNotRemoveWhatAnotherTookOverAndHasNotDelivered() throws Exception {
		OutcomeSpool first = spool();
		first.report(nightly(FAILURE));
		OutcomeSpool retry = spool();
		assertThat(retry.keep(nightly(JobOutcomes.NONE))).isEqualTo(FAILURE);
		first.delivered(nightly(FAILURE), true);
		assertThat(files()).hasSize(1);
		retry.delivered(nightly(JobOutcomes.NONE), true);
		assertThat(files()).isEmpty();
	}

	@Test
	void jobsDoNotGetEachOthersOutcomes() throws Exception {
		List<JobIdentity> identities = List.of(NIGHTLY, JobIdentity.of("nightly-6722ff66a73f-12345678"),
				identity("nightly", "shop", ""), identity("nightly", "", "shop"));
		OutcomeSpool spool = spool();
		for (int i = 0; i < identities.size(); i++) {
			spool.report(progress(identities.get(i), new JobOutcomes(JobSuccess.at(THEN.plusSeconds(i)), null, null)));
		}
		OutcomeSpool next = spool();
		for (int i = 0; i < identities.size(); i++) {
			assertThat(next.keep(progress(identities.get(i), JobOutcomes.NONE)))
				.isEqualTo(new JobOutcomes(JobSuccess.at(THEN.plusSeconds(i)), null, null));
		}
	}

	@Test
	void noNameEscapesTheDirectory() throws Exception {
		Path inside = Files.createDirectories(this.folder.resolve("a/b/c"));
		OutcomeSpool spool = new OutcomeSpool(inside);
		List<String> names = List.of("../../etc/cron.d/x", "/etc/cron.d/x", "..", ".", "a\0b", "CON", "C:\\x", "x ",
				"x".repeat(1000), "../".repeat(500), "\ud83d", "*", "a\nb");
		for (String name : names) {
			spool.report(progress(identity("job", name, name, name), SUCCESS));
			spool.report(progress(JobIdentity.of(name), SUCCESS));
		}
		try (Stream<Path> all = Files.walk(this.folder)) {
			assertThat(all.filter((file) -> !Files.isDirectory(file))).hasSize(2 * names.size())
				.allSatisfy((file) -> assertThat(file).isRegularFile().hasParent(inside));
		}
		OutcomeSpool next = new OutcomeSpool(inside);
		for (String name : names) {
			assertThat(next.keep(progress(JobIdentity.of(name), JobOutcomes.NONE))).isEqualTo(SUCCESS);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "# EOF", "job_last_success{job=\"nightly\"} 1.7\n",
			"job_last_success{job=\"nightly\"} soon\n# EOF\n", "job_last_success{job=\"other\"} 1\n# EOF\n", "\ufffe\0",
			"job_last_failure{job=\"nightly\"} 1\n# EOF\n" })
	void aCorruptFileIsSetAsideWithOneWarning(String content, CapturedOutput output) throws Exception {
		Files.writeString(foreign(), content);
		assertThatItIsSetAsideWithOneWarning(output);
		assertThat(onlyFile()).hasContent(content);
	}

	@Test
	void aFileThatIsNotTextIsSetAside(CapturedOutput output) throws Exception {
		Files.write(foreign(), new byte[] { (byte) 0xff, 0, (byte) 0xfe });
		assertThatItIsSetAsideWithOneWarning(output);
	}

	@Test
	void aFileThatIsFarTooLargeIsSetAside(CapturedOutput output) throws Exception {
		try (RandomAccessFile file = new RandomAccessFile(foreign().toFile(), "rw")) {
			file.setLength(1L << 33);
		}
		assertThatItIsSetAsideWithOneWarning(output);
	}

	@Test
	void aDirectoryOfThatNameIsSetAside(CapturedOutput output) throws Exception {
		Files.createDirectories(foreign().resolve("sub"));
		assertThatItIsSetAsideWithOneWarning(output);
	}

	@Test
	void aPipeOfThatNameIsSetAsideWithoutWaiting(CapturedOutput output) throws Exception {
		assertThat(new ProcessBuilder("mkfifo", foreign().toString()).start().waitFor()).isZero();
		assertThatItIsSetAsideWithOneWarning(output);
	}

	@Test
	void aLinkIsSetAsideAndNotFollowed(@TempDir Path elsewhere, CapturedOutput output) throws Exception {
		Path target = Files.writeString(elsewhere.resolve("file"), "job_last_success{job=\"nightly\"} 1\n# EOF\n");
		Files.createSymbolicLink(foreign(), target);
		assertThatItIsSetAsideWithOneWarning(output);
		assertThat(onlyFile()).isSymbolicLink();
		assertThat(target).content().startsWith("job_last_success");
	}

	@Test
	void aLinkInPlaceOfTheFileIsReplacedAndItsTargetUntouched(@TempDir Path elsewhere) throws Exception {
		OutcomeSpool spool = spool();
		spool.report(nightly(SUCCESS));
		Path target = Files.writeString(elsewhere.resolve("file"), "precious");
		Path file = onlyFile();
		Files.delete(file);
		Files.createSymbolicLink(file, target);
		spool.report(nightly(SUCCESS.orElse(FAILURE)));
		assertThat(target).hasContent("precious");
		assertThat(left()).isEqualTo(SUCCESS.orElse(FAILURE));
	}

	private void assertThatItIsSetAsideWithOneWarning(CapturedOutput output) throws IOException {
		OutcomeSpool spool = spool();
		assertThat(spool.keep(nightly(JobOutcomes.NONE))).isEqualTo(JobOutcomes.NONE);
		assertThat(spool.keep(nightly(JobOutcomes.NONE))).isEqualTo(JobOutcomes.NONE);
		assertThat(left()).isEqualTo(JobOutcomes.NONE);
		assertThat(onlyFile().toString()).endsWith(".spool.bad");
		assertThat(warnings(output)).singleElement().asString().contains(onlyFile().toString());
	}

	@Test
	void foreignFilesAreLeftAlone() throws Exception {
		List<String> names = List.of("job_nightly-6722ff66a73f.prom", "job_nightly-6722ff66a73f-1234567.spool",
				"job_nightly-6722ff66a73f-12345678.spool.bad", "job_nightly-aaaaaaaaaaaa-12345678.spool", "README");
		for (String name : names) {
			Files.createFile(this.folder.resolve(name));
		}
		OutcomeSpool spool = spool();
		spool.report(nightly(SUCCESS));
		spool.delivered(nightly(SUCCESS), true);
		assertThat(files()).extracting((file) -> file.getFileName().toString())
			.containsExactlyInAnyOrderElementsOf(names);
	}

	@Test
	void aSpoolThatCannotBeWrittenIsOneWarningUntilItWorks(CapturedOutput output) throws Exception {
		Path file = Files.createFile(this.folder.resolve("file"));
		OutcomeSpool spool = new OutcomeSpool(file);
		spool.report(nightly(SUCCESS));
		spool.keep(nightly(SUCCESS));
		spool.report(progress(JobIdentity.of("other"), SUCCESS));
		assertThat(warnings(output)).singleElement()
			.asString()
			.contains("Outcomes cannot be kept in the spool directory: java.io.IOException: '%s' cannot be "
				.formatted(file));
		Files.delete(file);
		spool.keep(nightly(SUCCESS));
		assertThat(new OutcomeSpool(file).keep(nightly(JobOutcomes.NONE))).isEqualTo(SUCCESS);
		assertThat(warnings(output)).hasSize(1);
	}

	@Test
	void aPathBelowAFileIsOneWarning(CapturedOutput output) throws Exception {
		OutcomeSpool spool = new OutcomeSpool(Files.createFile(this.folder.resolve("file")).resolve("sub"));
		spool.report(nightly(SUCCESS));
		spool.report(nightly(SUCCESS.orElse(FAILURE)));
		assertThat(warnings(output)).singleElement().asString().contains("it is not a directory");
	}

	@Test
	void aDirectoryThatIsNotWritableIsOneWarning(CapturedOutput output) throws Exception {
		Files.setPosixFilePermissions(this.folder, PosixFilePermissions.fromString("r-xr-xr-x"));
		assumeThat(Files.isWritable(this.folder)).as("root may write everywhere").isFalse();
		OutcomeSpool spool = spool();
		spool.report(nightly(SUCCESS));
		spool.report(nightly(SUCCESS.orElse(FAILURE)));
		assertThat(warnings(output)).singleElement().asString().contains("permission denied");
	}

	@Test
	void onAFullDiskTheOldFileStaysAndThereIsOneWarning(CapturedOutput output) throws Exception {
		try (TinyDisk disk = TinyDisk.mount(this.folder)) {
			OutcomeSpool spool = spool();
			spool.report(nightly(SUCCESS));
			disk.fill();
			spool.report(nightly(SUCCESS.orElse(FAILURE)));
			spool.report(nightly(SUCCESS.orElse(FAILURE)));
			assertThat(left()).isEqualTo(SUCCESS);
			assertThat(warnings(output)).element(0).asString().contains("No space left on device");
			disk.free();
			spool.keep(nightly(SUCCESS.orElse(FAILURE)));
			assertThat(left()).isEqualTo(SUCCESS.orElse(FAILURE));
		}
	}

	@Test
	void namesThatAreFarTooLongAreNotKept(CapturedOutput output) throws Exception {
		OutcomeSpool spool = spool();
		spool.report(progress(identity("nightly", "x".repeat(100_000), ""), SUCCESS));
		assertThat(files()).isEmpty();
		assertThat(warnings(output)).singleElement().asString().contains("too long").hasSizeLessThan(1000);
		spool.report(nightly(SUCCESS));
		assertThat(files()).hasSize(1);
	}

	@Test
	void aSuccessOfVeryManyStagesIsKeptWithoutWhatTheyDid() throws Exception {
		Map<String, WorkDone> stages = new LinkedHashMap<>();
		for (int i = 0; i < 100; i++) {
			stages.put("x".repeat(500) + i, new WorkDone(Duration.ofSeconds(i), i));
		}
		WorkDone work = new WorkDone(Duration.ofMinutes(1), 7);
		spool().report(nightly(new JobOutcomes(new JobSuccess(THEN, work, Map.of("load", work), true), null, null)));
		assertThat(left().lastSuccess()).isEqualTo(new JobSuccess(THEN, work, Map.of("load", work), false));
		spool().report(nightly(new JobOutcomes(new JobSuccess(THEN.plusSeconds(1), work, stages, true), null, null)));
		assertThat(left()).isEqualTo(new JobOutcomes(JobSuccess.at(THEN.plusSeconds(1)), null, null));
	}

	@Test
	void thereAreNeverMoreThanAThousandFiles(CapturedOutput output) throws Exception {
		for (int i = 0; i < 999; i++) {
			Files.createFile(this.folder.resolve("job_%d-6722ff66a73f-12345678.spool".formatted(i)));
		}
		OutcomeSpool spool = spool();
		spool.report(nightly(SUCCESS));
		spool.report(progress(JobIdentity.of("other"), SUCCESS));
		spool.report(nightly(SUCCESS.orElse(FAILURE)));
		assertThat(files()).hasSize(1000);
		assertThat(warnings(output)).singleElement().asString().contains("already has 1000 files");
		assertThat(left()).isEqualTo(SUCCESS.orElse(FAILURE));
	}

	@Test
	void theNewestOutcomeSurvivesProcessesThatTakeOverFromEachOther(CapturedOutput output) throws Exception {
		ExecutorService processes = Executors.newFixedThreadPool(4);
		List<Future<?>> ended = new ArrayList<>();
		for (int i = 0; i < 100; i++) {
			JobProgress progress = nightly(new JobOutcomes(JobSuccess.at(THEN.plusSeconds(i)), null, null));
			ended.add(processes.submit(() -> {
				OutcomeSpool spool = spool();
				spool.keep(nightly(JobOutcomes.NONE));
				spool.report(progress);
			}));
		}
		for (Future<?> end : ended) {
			end.get();
		}
		processes.shutdown();
		assertThat(left()).isEqualTo(new JobOutcomes(JobSuccess.at(THEN.plusSeconds(99)), null, null));
		assertThat(files()).hasSize(1);
		assertThat(warnings(output)).isEmpty();
	}

	@Test
	void theDestinationNamesTheDirectory() {
		assertThat(new OutcomeSpool(Path.of("/var/spool/a\nb")).destination())
			.isEqualTo("spool directory /var/spool/a\\u000ab");
	}

	private OutcomeSpool spool() {
		return new OutcomeSpool(this.folder);
	}

	private Path foreign() {
		return this.folder.resolve("job_nightly-6722ff66a73f-12345678.spool");
	}

	/** What a process that starts now would find. */
	private JobOutcomes left() {
		return spool().keep(nightly(JobOutcomes.NONE));
	}

	private static JobProgress nightly(JobOutcomes outcomes) {
		return progress(NIGHTLY, outcomes);
	}

	private static JobProgress progress(JobIdentity identity, JobOutcomes outcomes) {
		return new JobProgress(new JobDefinition(identity, null, null, JobDefinition.DEFAULT_REPORT_INTERVAL),
				RunStatus.RUNNING, THEN, Duration.ZERO, RecordCounts.NONE, List.of(), outcomes);
	}

	private static JobIdentity identity(String job, String app, String namespace, String... shard) {
		return new JobIdentity(job, app, namespace,
				new TreeMap<>((shard.length > 0) ? Map.of("shard", shard[0]) : Map.<String, String>of()));
	}

	private static List<String> warnings(CapturedOutput output) {
		return output.toString().lines().filter((line) -> line.contains("WARN")).toList();
	}

	private Path onlyFile() throws IOException {
		assertThat(files()).hasSize(1);
		return files().get(0);
	}

	private List<Path> files() throws IOException {
		try (Stream<Path> files = Files.list(this.folder)) {
			return files.toList();
		}
	}

}
