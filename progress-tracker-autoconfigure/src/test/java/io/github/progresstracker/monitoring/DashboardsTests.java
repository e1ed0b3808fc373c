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

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.progresstracker.testing.Exposition;
import io.github.progresstracker.testing.RealPrometheus;
import io.github.progresstracker.testing.RealPushgateway;
import io.github.progresstracker.testing.UsesServers;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests what the dashboards show for jobs in all states. The starter's reporter pushes
 * the jobs to a real Pushgateway, and real Prometheus servers scrape it, one for each way
 * to treat the label {@code job}.
 */
@UsesServers
class DashboardsTests {

	private static final Path FOLDER = MonitoringFiles.FOLDER.resolve("grafana").resolve("dashboards");

	private static final Dashboard JOBS = Dashboard.read(FOLDER.resolve("jobs.json"));

	private static final Dashboard JOB = Dashboard.read(FOLDER.resolve("job.json"));

	private static final Dashboard RECORDS = Dashboard.read(FOLDER.resolve("records.json"));

	private static final String DURATION_OF_RUNS = "This run and the last ones: duration";

	private static final String RECORDS_OF_RUNS = "This run and the last ones: records";

	private static final String DURATION_HISTORY = "History: duration of each run";

	private static final String RECORDS_HISTORY = "History: records of each run";

	private static final Duration PATIENCE = Duration.ofSeconds(90);

	/** The shortest window for rates. */
	private static final Map<String, List<String>> MINUTE = Map.of("window", List.of("1m"));

	private static final int ALL_JOBS = 16;

	/** Perl jobs do not report whether they run. */
	private static final int JOBS_WITH_STATE = 13;

	@TempDir
	private static Path folder;

	private static RealPushgateway gateway;

	private static final Map<Scrape, RealPrometheus> SERVERS = new EnumMap<>(Scrape.class);

	private static final ScheduledExecutorService CLOCK = Executors.newSingleThreadScheduledExecutor();

	private static ScheduledFuture<?> runningJob;

	@BeforeAll
	static void reportJobs() throws IOException {
		gateway = RealPushgateway.start();
		JobsInAllStates jobs = JobsInAllStates.report(gateway);
		runningJob = CLOCK.scheduleWithFixedDelay(jobs::goOn, 1, 1, TimeUnit.SECONDS);
		for (Scrape scrape : Scrape.values()) {
			SERVERS.put(scrape, RealPrometheus.start(scrape.configuration(folder, gateway.address())));
		}
		awaitAll((prometheus) -> holds(prometheus, "job_last_success_duration_seconds == 2000"));
		jobs.exportAgain();
		// Rates need several samples, and a job that has stopped pushing must differ from
		// one that has not
		awaitAll((prometheus) -> holds(prometheus, "count_over_time(job_running[1m]) > 8")
				&& holds(prometheus, "changes(job_duration_seconds{stage=\"upload\"}[1m]) > 4")
				&& holds(prometheus, "time() - push_time_seconds > 12"));
	}

	private static void awaitAll(Predicate<RealPrometheus> condition) {
		Awaitility.await().atMost(PATIENCE).until(() -> SERVERS.values().stream().allMatch(condition));
	}

	private static boolean holds(RealPrometheus prometheus, String expression) {
		return !prometheus.query(expression).isEmpty();
	}

	@AfterAll
	static void stop() throws IOException {
		runningJob.cancel(false);
		CLOCK.shutdown();
		for (RealPrometheus prometheus : SERVERS.values()) {
			prometheus.close();
		}
		gateway.close();
	}

	static Stream<Dashboard> dashboards() {
		return Stream.of(JOBS, JOB, RECORDS);
	}

	@ParameterizedTest
	@EnumSource
	void allJobsCanBeChosenByTheirNames(Scrape scrape) {
		assertThat(new Selection(JOBS, SERVERS.get(scrape), Map.of()).offered("job")).containsExactlyInAnyOrder(
				JobsInAllStates.EXPORT, JobsInAllStates.IMPORT, JobsInAllStates.OUTGROWN, JobsInAllStates.SCRIPT,
				"index", "invoices", "killed", "mirror", "nothing", "perl", "staged.pl", "thumbnails");
		assertThat(new Selection(JOB, SERVERS.get(scrape), Map.of("job", List.of("index"))).offered("shard"))
			.containsExactly("0", "1");
		assertThat(new Selection(JOBS, SERVERS.get(scrape), Map.of("app", List.of("catalog"))).offered("job"))
			.containsExactly(JobsInAllStates.IMPORT);
	}

	@ParameterizedTest
	@EnumSource
	void headlinesCountJobs(Scrape scrape) {
		View jobs = new View(JOBS, scrape, MINUTE);
		assertThat(jobs.value("Jobs")).isEqualTo(ALL_JOBS);
		assertThat(jobs.value("Running")).isEqualTo(7);
		assertThat(jobs.value("Overdue")).isEqualTo(2);
		assertThat(jobs.value("Late to start")).isEqualTo(1);
		assertThat(jobs.value("Failed")).isEqualTo(1);
		assertThat(jobs.value("Died")).isZero();
		assertThat(jobs.value("Records per second")).isBetween(0.1, 200.0);
	}

	@ParameterizedTest
	@EnumSource
	void headlinesAreZeroIfThereIsNothingToCount(Scrape scrape) {
		View jobs = new View(JOBS, scrape, Map.of("job", List.of("perl", "nothing")));
		assertThat(jobs.value("Jobs")).isEqualTo(3);
		for (String title : List.of("Running", "Overdue", "Late to start", "Failed", "Died", "Records per second")) {
			assertThat(jobs.value(title)).as(title).isZero();
		}
	}

	@ParameterizedTest
	@EnumSource
	void aJobThatStoppedPushingDuringARunHasDied(Scrape scrape) {
		// The job that goes on pushed less than ten seconds ago, the killed one more than
		// ten seconds ago
		View jobs = new View(JOBS, scrape, Map.of("job", List.of("killed", JobsInAllStates.IMPORT)))
			.at(Instant.now().plusSeconds(290));
		assertThat(jobs.value("Died")).isEqualTo(1);
		assertThat(jobs.value("Running")).isEqualTo(1);
		assertThat(jobs.value("Newest runs", "A", Map.of("job", "killed"))).isEqualTo(4);
	}

	@ParameterizedTest
	@EnumSource
	void theTableHasARowForEachIdentity(Scrape scrape) {
		View jobs = new View(JOBS, scrape, MINUTE);
		Map<String, String> eu = Map.of("job", JobsInAllStates.IMPORT, "app", "catalog", "namespace", "eu");
		Map<String, String> us = Map.of("job", JobsInAllStates.IMPORT, "app", "catalog", "namespace", "us");
		Map<String, String> invoices = Map.of("job", "invoices", "app", "billing");
		Map<String, String> script = Map.of("job", JobsInAllStates.SCRIPT);
		assertThat(jobs.table("Newest runs", "A")).containsOnly(Map.entry(eu, 1.0), Map.entry(us, 0.0),
				Map.entry(invoices, 3.0), Map.entry(script, 0.0), Map.entry(Map.of("job", "thumbnails"), 2.0),
				Map.entry(Map.of("job", "index", "shard", "0"), 1.0),
				Map.entry(Map.of("job", "index", "shard", "1"), 1.0), Map.entry(Map.of("job", "killed"), 1.0),
				Map.entry(Map.of("job", "nothing"), 0.0), Map.entry(Map.of("job", JobsInAllStates.EXPORT), 1.0),
				Map.entry(Map.of("job", JobsInAllStates.OUTGROWN), 1.0),
				Map.entry(Map.of("job", "mirror", "shard", "0"), 0.0),
				Map.entry(Map.of("job", "mirror", "shard", "1"), 1.0));
		assertThat(jobs.value("Newest runs", "B", eu)).isBetween(500.0, 900.0);
		assertThat(jobs.value("Newest runs", "C", eu)).isBetween(0.5, 0.9);
		assertThat(jobs.value("Newest runs", "C", invoices)).isGreaterThan(100);
		assertThat(jobs.value("Newest runs", "C", us)).as("nothing expected").isZero();
		assertThat(jobs.value("Newest runs", "D", eu)).isEqualTo(100);
		assertThat(jobs.value("Newest runs", "D", us)).isEqualTo(30);
		assertThat(jobs.value("Newest runs", "E", us)).isEqualTo(600);
		assertThat(jobs.value("Newest runs", "F", us)).isEqualTo(20);
		assertThat(jobs.value("Newest runs", "F", script)).isEqualTo(69);
		assertThat(jobs.table("Newest runs", "E")).hasSize(ALL_JOBS);
	}

	@ParameterizedTest
	@EnumSource
	void theTableSaysWhenTheNextRunIsDueAndHowLateItIs(Scrape scrape) {
		View jobs = new View(JOBS, scrape, Map.of());
		Map<String, String> thumbnails = Map.of("job", "thumbnails");
		Map<String, String> nothing = Map.of("job", "nothing");
		Map<String, String> running = Map.of("job", "killed");
		assertThat(jobs.table("Newest runs", "G")).containsOnlyKeys(thumbnails, nothing, running);
		long now = Instant.now().toEpochMilli();
		assertThat(jobs.value("Newest runs", "G", thumbnails)).isBetween(now - 900_000.0, now - 600_000.0);
		assertThat(jobs.value("Newest runs", "G", nothing)).isGreaterThan((double) now);
		assertThat(jobs.table("Newest runs", "H")).containsOnlyKeys(thumbnails);
		assertThat(jobs.value("Newest runs", "H", thumbnails)).isBetween(600.0, 900.0);
		View later = new View(JOBS, scrape, Map.of()).at(Instant.now().plusSeconds(250));
		assertThat(later.value("Newest runs", "H", thumbnails)).isBetween(850.0, 1150.0);
	}

	@ParameterizedTest
	@EnumSource
	void theTableShowsPerlJobsWithTheirInstancesAndTheSumOfTheirStages(Scrape scrape) {
		View jobs = new View(JOBS, scrape, MINUTE);
		Map<String, String> library = Map.of("job", "perl", "exported_instance", "library");
		Map<String, String> archive = Map.of("job", "perl", "exported_instance", "archive");
		Map<String, String> staged = Map.of("job", "staged.pl", "app", "archive");
		assertThat(jobs.table("Newest runs", "E")).contains(Map.entry(library, 12.0), Map.entry(archive, 5.0),
				Map.entry(staged, 50.0));
		assertThat(jobs.table("Newest runs", "D")).contains(Map.entry(library, 3.0), Map.entry(archive, 1.0),
				Map.entry(staged, 5.0));
		assertThat(jobs.table("Newest runs", "F")).contains(Map.entry(archive, 5.0), Map.entry(staged, 10.0));
		assertThat(jobs.table("Newest runs", "B")).containsKeys(library, archive, staged);
		assertThat(jobs.value("Newest runs", "C", staged)).isGreaterThan(100);
	}

	@ParameterizedTest
	@EnumSource
	void instancesOfAPerlJobAreShownTogetherOrAlone(Scrape scrape) {
		View both = new View(JOB, scrape, Map.of("job", List.of("perl")));
		assertThat(both.value(RECORDS_OF_RUNS, "A")).isEqualTo(17);
		String label = (scrape == Scrape.RENAMED) ? "exported_instance" : "instance";
		View one = new View(JOB, scrape, Map.of("job", List.of("perl"), label, List.of("library")));
		assertThat(one.value(RECORDS_OF_RUNS, "A")).isEqualTo(12);
		View staged = new View(JOB, scrape, Map.of("job", List.of("staged.pl")));
		assertThat(staged.value(RECORDS_OF_RUNS, "A")).isEqualTo(50);
		assertThat(staged.value(DURATION_OF_RUNS, "A")).isEqualTo(5);
		assertThat(staged.table("Stages", "B")).containsOnly(Map.entry(Map.of("stage", "read"), 30.0),
				Map.entry(Map.of("stage", "write"), 20.0));
	}

	@ParameterizedTest
	@EnumSource
	void theLastFailureNamesTheExceptionItsMessageAndTheStage(Scrape scrape) {
		Map<Map<String, String>, Double> failures = new View(JOBS, scrape, Map.of()).table("Last failures", "A");
		assertThat(failures).hasSize(2)
			.containsKey(Map.of("job", JobsInAllStates.OUTGROWN, "exception", "IllegalStateException", "message",
					"disk is full"))
			.hasEntrySatisfying(
					Map.of("job", "invoices", "app", "billing", "exception", "IllegalStateException", "message",
							"mail server is gone", "stage", "send"),
					(milliseconds) -> assertThat(Instant.ofEpochMilli(milliseconds.longValue()))
						.isBetween(Instant.now().minus(PATIENCE).minus(PATIENCE), Instant.now()));
	}

	@ParameterizedTest
	@EnumSource
	void theOverviewDrawsALineForEachIdentity(Scrape scrape) {
		View jobs = new View(JOBS, scrape, MINUTE);
		assertThat(jobs.table("Runs", "A")).hasSize(JOBS_WITH_STATE);
		assertThat(jobs.table("Records per second of each job", "A")).hasSize(ALL_JOBS);
		assertThat(jobs.table("Age of the last push of running jobs", "A")).hasSize(7);
	}

	@ParameterizedTest
	@EnumSource
	void aRunIsShownWithItsStages(Scrape scrape) {
		View job = new View(JOB, scrape,
				Map.of("job", List.of(JobsInAllStates.IMPORT), "namespace", List.of("eu"), "window", List.of("1m")));
		assertThat(job.value("State")).isEqualTo(1);
		assertThat(job.value("Progress")).isBetween(0.01, 0.02);
		assertThat(job.value("Records per second")).isBetween(0.1, 100.0);
		assertThat(job.value("Time left")).isBetween(90_000 / 100.0, 100_000 / 0.1);
		assertThat(job.value("Last success", "A")).isBetween(500.0, 900.0);
		assertThat(job.value("Last success", "B")).isBetween(0.5, 0.9);
		assertThat(job.value("Last push")).isBetween(0.0, 60.0);
		Map<String, String> all = Map.of("stage", "(whole run)");
		Map<String, String> scan = Map.of("stage", "scan");
		Map<String, String> load = Map.of("stage", "load");
		assertThat(job.table("Stages", "A")).containsOnlyKeys(all, scan, load).containsEntry(scan, 1.0);
		assertThat(job.table("Stages", "B")).containsOnlyKeys(all, scan, load).containsEntry(scan, 400.0);
		assertThat(job.table("Stages", "C")).containsOnly(Map.entry(all, 100_000.0), Map.entry(scan, 400.0),
				Map.entry(load, 99_600.0));
		assertThat(job.table("Stages", "D")).containsOnly(Map.entry(all, 20.0), Map.entry(load, 20.0));
		assertThat(job.table("Stages", "E")).containsOnlyKeys(all, scan, load).containsEntry(scan, 0.0);
		assertThat(job.table("Stages", "F")).containsOnlyKeys(all, load);
		assertThat(job.table("Stages", "G")).containsOnly(Map.entry(all, 100.0), Map.entry(scan, 40.0),
				Map.entry(load, 60.0));
		assertThat(job.table("Stages", "H")).as("totals are known").isEmpty();
		assertThat(job.table("Stages", "I")).as("totals are known").isEmpty();
		assertThat(job.table("Progress of stages", "A")).containsOnlyKeys(scan, load);
		assertThat(job.table("Duration of stages", "A")).containsOnly(Map.entry(scan, 40.0), Map.entry(load, 60.0));
		assertThat(job.value(DURATION_OF_RUNS, "A")).isEqualTo(100);
		assertThat(job.value(DURATION_OF_RUNS, "B")).isEqualTo(200);
		assertThat(job.value(RECORDS_OF_RUNS, "A")).isGreaterThan(1000);
		assertThat(job.value(RECORDS_OF_RUNS, "B")).isEqualTo(20);
		assertThat(job.value(RECORDS_OF_RUNS, "C")).isEqualTo(100_000);
	}

	@ParameterizedTest
	@EnumSource
	void whereTotalsAreUnknownARunIsComparedWithTheLastSuccess(Scrape scrape) {
		View job = new View(JOB, scrape, Map.of("job", List.of(JobsInAllStates.EXPORT), "window", List.of("1m")));
		assertThat(job.series("Progress", "A")).isEmpty();
		assertThat(job.value("Progress", "B")).isBetween(90 / 4000.0, 690 / 4000.0);
		assertThat(job.series("Time left", "A")).isEmpty();
		assertThat(job.value("Time left", "B")).as("total of a stage").isBetween(90_000 / 100.0, 100_000 / 1.0);
		assertThat(job.value("Time left", "C")).isBetween(4000.0 - 690, 4000.0 - 90);
		Map<String, String> all = Map.of("stage", "(whole run)");
		Map<String, String> select = Map.of("stage", "select");
		Map<String, String> write = Map.of("stage", "write");
		Map<String, String> check = Map.of("stage", "check");
		Map<String, String> clean = Map.of("stage", "clean");
		Map<String, String> upload = Map.of("stage", "upload");
		assertThat(job.table("Stages", "A")).containsOnlyKeys(upload);
		assertThat(job.table("Stages", "F")).containsOnlyKeys(upload);
		assertThat(job.table("Stages", "B")).containsEntry(select, 900.0);
		// The first stage has ended. Writing counts nothing. What was cleaned is more
		// than
		// last time already
		assertThat(job.table("Stages", "H")).containsOnlyKeys(all, write, check);
		assertThat(job.value("Stages", "H", write)).isBetween(30 / 3940.0, 630 / 3940.0);
		assertThat(job.value("Stages", "H", check)).isBetween(1 / 2000.0, 600 / 2000.0);
		assertThat(job.table("Stages", "I")).containsOnlyKeys(all, write, check);
		assertThat(job.value("Stages", "I", write)).isBetween(3940.0 - 630, 3940.0 - 30);
		assertThat(job.value("Stages", "I", check)).isBetween(1400 / 10.0, 2000 / 0.1);
		assertThat(job.table("Stages", "J")).containsOnly(Map.entry(all, 4000.0), Map.entry(select, 60.0),
				Map.entry(write, 3940.0), Map.entry(check, 3940.0), Map.entry(clean, 3940.0));
		assertThat(job.table("Progress of stages", "A")).containsOnlyKeys(upload);
		assertThat(job.table("Progress of stages", "B")).containsOnlyKeys(write, check);
	}

	@ParameterizedTest
	@EnumSource
	void aRunThatHasDoneMoreThanLastTimeIsNotCompared(Scrape scrape) {
		View job = new View(JOB, scrape, Map.of("job", List.of(JobsInAllStates.OUTGROWN)));
		assertThat(job.series("Progress", "B")).isEmpty();
		assertThat(job.series("Time left", "C")).isEmpty();
		assertThat(job.table("Stages", "H")).as("999 of 1000").containsOnly(Map.entry(Map.of("stage", "copy"), 0.99));
		assertThat(job.table("Stages", "I")).isEmpty();
	}

	@ParameterizedTest
	@EnumSource
	void aRunThatHasEndedIsNotCompared(Scrape scrape) {
		for (String ended : List.of(JobsInAllStates.SCRIPT, "invoices", "thumbnails")) {
			View job = new View(JOB, scrape, Map.of("job", List.of(ended)));
			assertThat(job.series("Progress", "B")).as(ended).isEmpty();
			assertThat(job.series("Time left", "C")).as(ended).isEmpty();
			assertThat(job.series("Stages", "H")).as(ended).isEmpty();
			assertThat(job.series("Stages", "I")).as(ended).isEmpty();
		}
	}

	@ParameterizedTest
	@EnumSource
	void aJobThatDiedHasNoTimeLeft(Scrape scrape) {
		View job = new View(JOB, scrape, Map.of("job", List.of("mirror")));
		assertThat(job.value("Time left", "C")).isEqualTo(950);
		assertThat(job.at(Instant.now().plusSeconds(295)).series("Time left", "C")).isEmpty();
	}

	@ParameterizedTest
	@EnumSource
	void theShardWithMostLeftToDoIsComparedWithItsLastSuccess(Scrape scrape) {
		View both = new View(JOB, scrape, Map.of("job", List.of("mirror")));
		assertThat(both.value("Progress", "B")).isEqualTo(0.05);
		assertThat(both.value(DURATION_OF_RUNS, "C")).isEqualTo(1000);
		assertThat(both.value(RECORDS_OF_RUNS, "F")).isEqualTo(21);
		assertThat(both.table(DURATION_HISTORY, "A")).containsOnly(Map.entry(Map.of("shard", "0"), 100.0),
				Map.entry(Map.of("shard", "1"), 1000.0));
		View completed = new View(JOB, scrape, Map.of("job", List.of("mirror"), "shard", List.of("0")));
		assertThat(completed.series("Progress", "B")).isEmpty();
		assertThat(completed.value(DURATION_OF_RUNS, "C")).isEqualTo(100);
		assertThat(completed.value(RECORDS_OF_RUNS, "F")).isEqualTo(10);
	}

	@Test
	void whatIsComparedWithTheLastSuccessIsMarked() {
		for (String title : List.of("Progress", "Time left", "Stages", "Progress of stages")) {
			Map<Boolean, List<String>> names = JOB.panel(title)
				.targets()
				.stream()
				.filter((target) -> !"Last success".equals(target.name()))
				.collect(Collectors.partitioningBy((target) -> target.expression().contains("job_last_success_"),
						Collectors.mapping(Dashboard.Target::name, Collectors.toList())));
			assertThat(names.get(true)).as(title).isNotEmpty().allMatch((name) -> name.startsWith("≈ "));
			assertThat(names.get(false)).as(title).isNotEmpty().noneMatch((name) -> name.contains("≈"));
		}
	}

	@ParameterizedTest
	@EnumSource
	void aRunIsShownWithinTheBandOfTheLastSuccesses(Scrape scrape) {
		View job = new View(JOB, scrape, Map.of("job", List.of(JobsInAllStates.EXPORT)));
		assertThat(job.value(DURATION_OF_RUNS, "A")).isBetween(90.0, 690.0);
		assertThat(job.value(DURATION_OF_RUNS, "C")).isEqualTo(2000);
		assertThat(job.value(DURATION_OF_RUNS, "D")).isBetween(2000.0, 4000.0);
		assertThat(job.value(DURATION_OF_RUNS, "E")).isEqualTo(4000);
		assertThat(job.value(RECORDS_OF_RUNS, "D")).isEqualTo(2000);
		assertThat(job.value(RECORDS_OF_RUNS, "E")).isBetween(2000.0, 3000.0);
		assertThat(job.value(RECORDS_OF_RUNS, "F")).isEqualTo(3000);
	}

	@ParameterizedTest
	@EnumSource
	void theHistoryHasEachEndOnceWithItsOutcome(Scrape scrape) {
		assertThatTheHistoryIs(scrape, JobsInAllStates.EXPORT, "A", Map.of(), 4000, 3000);
		View us = new View(JOB, scrape, Map.of("job", List.of(JobsInAllStates.IMPORT)));
		assertThat(us.table(RECORDS_HISTORY, "A"))
			.containsOnly(Map.entry(Map.of("app", "catalog", "namespace", "us"), 600.0));
		assertThatTheHistoryIs(scrape, "invoices", "B", Map.of("app", "billing"), 5, 0);
		assertThatTheHistoryIs(scrape, "thumbnails", "C", Map.of(), 5, 7);
		assertThatTheHistoryIs(scrape, JobsInAllStates.OUTGROWN, "A", Map.of(), 10, 1010);
		// The next run began before a scrape could see what this one had done
		assertThatTheHistoryIs(scrape, JobsInAllStates.OUTGROWN, "B", Map.of(), 0, 0);
		// Between these points, nothing ended
		for (String name : List.of(JobsInAllStates.EXPORT, "invoices", "thumbnails", JobsInAllStates.OUTGROWN)) {
			View later = new View(JOB, scrape, Map.of("job", List.of(name), Selection.INTERVAL, List.of("1m")))
				.at(Instant.now().plusSeconds(200));
			for (String query : List.of("A", "B", "C")) {
				assertThat(later.series(DURATION_HISTORY, query)).as("%s %s", name, query).isEmpty();
				assertThat(later.series(RECORDS_HISTORY, query)).as("%s %s", name, query).isEmpty();
			}
		}
	}

	private void assertThatTheHistoryIs(Scrape scrape, String job, String outcome, Map<String, String> labels,
			double seconds, double records) {
		View view = new View(JOB, scrape, Map.of("job", List.of(job)));
		assertThat(view.table(DURATION_HISTORY, outcome)).as(job).containsOnly(Map.entry(labels, seconds));
		assertThat(view.table(RECORDS_HISTORY, outcome)).as(job).containsOnly(Map.entry(labels, records));
	}

	@ParameterizedTest
	@EnumSource
	void shardsAreShownTogetherOrAlone(Scrape scrape) {
		View both = new View(JOB, scrape, Map.of("job", List.of("index")));
		assertThat(both.table("Stages", "B")).containsEntry(Map.of("stage", "read"), 200.0);
		assertThat(both.table("Stages", "A")).containsOnly(Map.entry(Map.of("stage", "read"), 0.5));
		assertThat(both.table("Runs", "A")).hasSize(2);
		View one = new View(JOB, scrape, Map.of("job", List.of("index"), "shard", List.of("1")));
		assertThat(one.table("Stages", "B")).containsEntry(Map.of("stage", "read"), 100.0);
		assertThat(one.table("Runs", "A")).hasSize(1);
	}

	@ParameterizedTest
	@EnumSource
	void unknownValuesAreNotShown(Scrape scrape) {
		View job = new View(JOB, scrape, Map.of("job", List.of("killed")));
		assertThat(job.series("Progress", "A")).isEmpty();
		assertThat(job.series("Progress", "B")).isEmpty();
		assertThat(job.series("Time left", "A")).isEmpty();
		assertThat(job.series("Time left", "B")).isEmpty();
		assertThat(job.series("Time left", "C")).isEmpty();
		assertThat(job.series("Last success", "A")).isEmpty();
		assertThat(job.series("Last success", "B")).isEmpty();
		assertThat(job.table("Stages", "B")).containsOnlyKeys(Map.of("stage", "(whole run)"));
	}

	@ParameterizedTest
	@EnumSource
	void theInstantValueEqualsTheRawOneUntilPushesStop(Scrape scrape) {
		assertThatItDropsToZero(JobsInAllStates.SCRIPT, scrape, 69.0);
	}

	@ParameterizedTest
	@EnumSource
	void theInstantValueIncludesPerlJobs(Scrape scrape) {
		assertThatItDropsToZero("perl", scrape, 12.0, 12.0, 5.0);
		assertThatItDropsToZero("staged.pl", scrape, 30.0, 20.0);
	}

	private void assertThatItDropsToZero(String job, Scrape scrape, Double... values) {
		View fresh = new View(RECORDS, scrape, Map.of("job", List.of(job), "live", List.of("300")));
		assertThat(fresh.values("Processed records (raw)")).containsExactlyInAnyOrder(values);
		assertThat(fresh.values("Processed records (instant)")).containsExactlyInAnyOrder(values);
		// These jobs were pushed more than ten seconds ago
		View old = new View(RECORDS, scrape, Map.of("job", List.of(job), "live", List.of("10")));
		assertThat(old.values("Processed records (raw)")).containsExactlyInAnyOrder(values);
		assertThat(old.values("Processed records (instant)")).hasSameSizeAs(values).containsOnly(0.0);
	}

	@ParameterizedTest
	@EnumSource(names = { "RENAMED", "SHIPPED" })
	void theQueryInTheWalkThroughReturnsTheJob(Scrape scrape) {
		assertThat(SERVERS.get(scrape)
			.query("job_records_processed{exported_job=\"u/admin/random_number_metric_script\"}")).singleElement()
			.satisfies((series) -> assertThat(series.value()).isEqualTo(69));
	}

	@ParameterizedTest
	@EnumSource
	void theInstantValueIncludesStages(Scrape scrape) {
		View job = new View(RECORDS, scrape, Map.of("job", List.of(JobsInAllStates.IMPORT), "live", List.of("300")));
		assertThat(job.series("Processed records (instant)", "A"))
			.hasSameSizeAs(job.series("Processed records (raw)", "A"))
			.hasSize(4);
	}

	@ParameterizedTest
	@EnumSource
	void allShownValuesAreFinite(Scrape scrape) {
		Set<String> empty = new HashSet<>();
		dashboards().forEach((dashboard) -> {
			Set<String> targets = new HashSet<>();
			Set<String> shown = new HashSet<>();
			for (String name : new Selection(JOBS, SERVERS.get(scrape), Map.of()).offered("job")) {
				View view = new View(dashboard, scrape, Map.of("job", List.of(name)));
				for (Dashboard.Panel panel : dashboard.panels()) {
					for (Dashboard.Target target : panel.targets()) {
						String what = "%s/%s %s".formatted(dashboard.uid(), panel.title(), target.query());
						targets.add(what);
						for (Exposition.Series series : view.evaluate(target.expression())) {
							assertThat(series.value()).as("%s of %s", what, name).isFinite();
							shown.add(what);
						}
					}
				}
			}
			targets.removeAll(shown);
			empty.addAll(targets);
		});
		assertThat(empty).as("queries without data for any job").isEmpty();
	}

	@ParameterizedTest
	@MethodSource("dashboards")
	void panelsHaveUnitsAndTheChosenDataSourceAndDoNotOverlap(Dashboard dashboard) {
		assertThat(dashboard.panels()).extracting(Dashboard.Panel::id).doesNotHaveDuplicates();
		assertThat(dashboard.panels()).extracting(Dashboard.Panel::title).doesNotHaveDuplicates();
		assertThat(dashboard.panels()).extracting(Dashboard.Panel::datasource).containsOnly("${datasource}");
		Set<String> withoutUnit = Set.of("table", "state-timeline");
		Set<String> counts = Set.of("Jobs", "Running", "Overdue", "Late to start", "Failed", "Died", "State");
		assertThat(dashboard.panels())
			.filteredOn((panel) -> !withoutUnit.contains(panel.type()) && !counts.contains(panel.title()))
			.allSatisfy((panel) -> assertThat(panel.unit()).as(panel.title()).isNotBlank());
		for (Dashboard.Panel panel : dashboard.panels()) {
			assertThat(panel.position().x() + panel.position().width()).as(panel.title()).isLessThanOrEqualTo(24);
			assertThat(dashboard.panels()).filteredOn((other) -> other.position().overlaps(panel.position()))
				.containsExactly(panel);
		}
	}

	@Test
	void eachDashboardHasItsOwnAddress() {
		assertThat(dashboards().map(Dashboard::uid)).doesNotHaveDuplicates();
		assertThat(MonitoringFiles.list(FOLDER, "*")).hasSize(3);
	}

	/** How Prometheus treats the label {@code job}. */
	enum Scrape {

		/** The label stays as it was pushed. */
		HONORED("honor_labels: true"),

		/** The label is renamed to {@code exported_job}. */
		RENAMED("honor_labels: false"),

		/** Both, as in the shipped configuration. */
		SHIPPED(null);

		private final String setting;

		Scrape(String setting) {
			this.setting = setting;
		}

		Path configuration(Path folder, String gateway) throws IOException {
			return Files.writeString(folder.resolve(this + ".yml"), (this.setting == null) ? shipped(gateway) : """
					global:
					  scrape_interval: 1s
					scrape_configs:
					  - job_name: pushgateway
					    %s
					    static_configs:
					      - targets: ["%s"]
					""".formatted(this.setting, gateway));
		}

		private static String shipped(String gateway) {
			return MonitoringFiles.read(MonitoringFiles.PROMETHEUS.resolve("prometheus.yml"))
				.replaceAll("scrape_interval: \\w+", "scrape_interval: 1s")
				.replace("prometheus_gateway:9091", gateway);
		}

	}

	/** A dashboard with chosen values of its variables. */
	private static final class View {

		private final Dashboard dashboard;

		private final RealPrometheus prometheus;

		private final Selection selection;

		private Supplier<Instant> clock = Instant::now;

		View(Dashboard dashboard, Scrape scrape, Map<String, List<String>> choices) {
			this.dashboard = dashboard;
			this.prometheus = SERVERS.get(scrape);
			this.selection = new Selection(dashboard, this.prometheus, choices);
		}

		View at(Instant time) {
			this.clock = () -> time;
			return this;
		}

		double value(String panel) {
			return value(panel, this.dashboard.panel(panel).targets().get(0).query());
		}

		double value(String panel, String query) {
			List<Exposition.Series> found = series(panel, query);
			assertThat(found).as("%s %s", panel, query).hasSize(1);
			return found.get(0).value();
		}

		double value(String panel, String query, Map<String, String> labels) {
			return table(panel, query).entrySet()
				.stream()
				.filter((row) -> row.getKey().equals(labels))
				.findFirst()
				.orElseThrow()
				.getValue();
		}

		Map<Map<String, String>, Double> table(String panel, String query) {
			return series(panel, query).stream()
				.collect(Collectors.toMap(Exposition.Series::labels, Exposition.Series::value));
		}

		List<Double> values(String panel) {
			return series(panel, "A").stream().map(Exposition.Series::value).toList();
		}

		List<Exposition.Series> series(String panel, String query) {
			return evaluate(this.dashboard.panel(panel).expression(query));
		}

		List<Exposition.Series> evaluate(String expression) {
			String resolved = this.selection.resolve(expression);
			assertThat(resolved).doesNotContainPattern("\\$[a-z{]");
			return this.prometheus.query(resolved, this.clock.get());
		}

	}

}
