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

package io.github.progresstracker.internal.metrics;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.progresstracker.JobDefinition;
import io.github.progresstracker.JobIdentity;
import io.github.progresstracker.JobProgress;
import io.github.progresstracker.SuccessInterval;
import io.github.progresstracker.spi.ManagedRun;
import io.github.progresstracker.testing.Exposition;
import io.github.progresstracker.testing.TestTime;
import io.github.progresstracker.testing.TestTrackers;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

class ProgressGaugesTests {

	private static final JobDefinition NIGHTLY = JobDefinition.of("nightly");

	private final TestTime time = new TestTime();

	private final PrometheusMeterRegistry prometheus = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT)
		.throwExceptionOnRegistrationFailure();

	private final Deque<Runnable> later = new ArrayDeque<>();

	private final ProgressGauges gauges = gauges(this.prometheus);

	private final TestTrackers trackers = new TestTrackers(this.time, this.gauges);

	@Test
	void aScrapeShowsExactlyWhatIsPushed() {
		ManagedRun run = begin(job("nightly", "shop", "eu", "shard", "1"));
		assertScrapeEqualsPushOf(run.progress());
		run.inc(2);
		run.startStage("load", 40);
		run.inc(30);
		run.markSkipped(3);
		pass(Duration.ofMillis(12_345));
		run.openStage("größe \"1\"\n🚀");
		pass(Duration.ofSeconds(1));
		assertScrapeEqualsPushOf(run.progress());
		run.fail(new IllegalStateException());
		assertScrapeEqualsPushOf(run.progress());
		assertThat(series("job_last_failure_info")).hasSize(1);
	}

	@Test
	void jobsWithDifferentLabelsCoexist() {
		ManagedRun plain = begin(NIGHTLY);
		ManagedRun labeled = begin(job("nightly", "shop", null, "shard", "1"));
		plain.startStage("load", 4);
		labeled.fail(new IllegalStateException());
		plain.complete();
		assertScrapeEqualsPushOf(plain.progress(), labeled.progress());
	}

	@Test
	void aDiscardedRunLeavesTheGaugesOfTheRunBefore() {
		ManagedRun before = begin(NIGHTLY);
		before.startStage("load").inc(3);
		before.complete();
		pass(Duration.ofHours(24));
		ManagedRun skipped = begin(NIGHTLY);
		assertThat(value("job_running")).isOne();
		skipped.discard();
		assertScrapeEqualsPushOf(before.progress());
	}

	@Test
	void aDiscardedRunLeavesTheGaugesOfOneThatIsStillOpen() {
		ManagedRun open = begin(NIGHTLY);
		open.inc(3);
		pass(Duration.ofSeconds(1));
		ManagedRun skipped = begin(NIGHTLY);
		ManagedRun alsoSkipped = begin(NIGHTLY);
		skipped.discard();
		alsoSkipped.discard();
		assertScrapeEqualsPushOf(open.progress());
	}

	@Test
	void ofAJobWhoseOnlyRunWasDiscardedThereAreNoGauges() {
		begin(NIGHTLY).discard();
		assertThat(this.prometheus.getMeters()).isEmpty();
		ManagedRun next = begin(NIGHTLY);
		assertScrapeEqualsPushOf(next.progress());
	}

	@Test
	void helpIsTheSameAsInAPush() {
		ManagedRun run = begin(job("nightly", null, null));
		run.fail(new IllegalStateException());
		String pushed = push(run.progress());
		assertThat(headers(this.prometheus.scrape())).isEqualTo(headers(pushed)).isNotEmpty();
	}

	@Test
	void gaugesAreReadLive() {
		ManagedRun run = begin(NIGHTLY);
		run.inc(5);
		this.time.pass(Duration.ofSeconds(1));
		assertThat(value("job_records_processed")).isEqualTo(5);
		run.inc(5);
		this.time.pass(Duration.ofSeconds(1));
		assertThat(value("job_records_processed")).isEqualTo(10);
		assertThat(value("job_duration_seconds")).isEqualTo(2);
	}

	@Test
	void theNumbersOfOneScrapeComeFromOneSnapshot() {
		ManagedRun run = this.trackers.prepare(NIGHTLY);
		for (int i = 0; i < 100; i++) {
			run.startStage("stage " + i);
		}
		AtomicInteger snapshots = new AtomicInteger();
		this.gauges.runStarted(() -> {
			snapshots.incrementAndGet();
			run.inc();
			return run.progress();
		});
		this.time.pass(Duration.ofSeconds(15));
		snapshots.set(0);
		Exposition scrape = Exposition.parse(this.prometheus.scrape());
		assertThat(snapshots).hasValue(1);
		assertThat(scrape.value("job_records_processed", Map.of("job", "nightly")))
			.isEqualTo(scrape.value("job_records_processed", Map.of("job", "nightly", "stage", "stage 99")));
		this.prometheus.scrape();
		assertThat(snapshots).hasValue(1);
		this.time.pass(Duration.ofMillis(100));
		this.prometheus.scrape();
		assertThat(snapshots).hasValue(2);
	}

	@Test
	void stagesOfAnOldRunDisappearWithTheNextOne() {
		ManagedRun first = begin(NIGHTLY);
		first.startStage("load", 4);
		first.fail(new IllegalStateException());
		assertThat(series("job_duration_seconds")).hasSize(2);
		ManagedRun second = begin(NIGHTLY);
		assertThat(series("job_duration_seconds")).hasSize(1);
		assertScrapeEqualsPushOf(second.progress());
		assertThat(series("job_last_failure_info").get(0).labels()).containsEntry("stage", "load");
	}

	@Test
	void theMessageOfAnOldFailureIsReplacedByTheNewOneWhereItIsATag() {
		PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT)
			.throwExceptionOnRegistrationFailure();
		TestTrackers trackers = new TestTrackers(this.time,
				new ProgressGauges(registry, new ApplicationMeters(), true, this.time, this.later::add));
		trackers.start("nightly").fail(new IllegalStateException());
		for (int file = 1; file <= 3; file++) {
			trackers.start("nightly").fail(new IllegalStateException("file " + file + " is missing"));
		}
		assertThat(Exposition.parse(registry.scrape()).series("job_last_failure_info")).singleElement()
			.satisfies((info) -> assertThat(info.labels()).containsEntry("message", "file 3 is missing"));
	}

	@Test
	void theMessageOfAFailureIsNoTagByDefault() {
		begin(NIGHTLY).fail(new IllegalStateException("file 1 is missing"));
		assertThat(series("job_last_failure_info").get(0).labels()).doesNotContainKey("message");
	}

	@Test
	void theReasonOfAnOldFailureIsReplacedByTheNewOne() {
		begin(NIGHTLY).fail(new IllegalStateException());
		begin(NIGHTLY).fail(new IllegalArgumentException());
		assertThat(series("job_last_failure_info")).singleElement()
			.satisfies((info) -> assertThat(info.labels()).containsEntry("exception", "IllegalArgumentException"));
	}

	@Test
	void aMetricAppearsOnlyOnceItIsKnown() {
		ManagedRun run = begin(NIGHTLY);
		assertThat(series("job_last_success")).isEmpty();
		assertThat(series("job_expected_success_interval")).isEmpty();
		run.complete();
		assertThat(value("job_last_success")).isEqualTo((double) TestTime.START.getEpochSecond());
	}

	@Test
	void whatBecomesKnownDuringARunIsThereForTheNextScrape() {
		ManagedRun run = begin(NIGHTLY);
		run.startStage("load");
		pass(Duration.ofSeconds(1));
		run.expect(40);
		run.inc(9);
		run.markSkipped(9);
		pass(Duration.ofSeconds(15));
		this.prometheus.scrape();
		pass(Duration.ofSeconds(15));
		assertScrapeEqualsPushOf(run.progress());
		assertThat(series("job_records_expected")).hasSize(2);
	}

	@Test
	void stagesInRapidSuccessionDoNotKeepTheJobBusyWithGauges() {
		ManagedRun run = begin(NIGHTLY);
		for (int i = 0; i < 50; i++) {
			run.startStage("stage " + i);
		}
		assertThat(this.later).hasSize(1);
		pass(Duration.ofMillis(100));
		assertThat(series("job_duration_seconds")).hasSize(51);
	}

	@Test
	void ofOverlappingRunsTheLastOneToStartIsShown() {
		ManagedRun first = begin(NIGHTLY);
		first.inc(1);
		this.time.pass(Duration.ofSeconds(1));
		ManagedRun second = begin(NIGHTLY);
		second.inc(2);
		first.startStage("load");
		pass(Duration.ofSeconds(1));
		assertScrapeEqualsPushOf(second.progress());
		first.fail(new IllegalStateException());
		pass(Duration.ofSeconds(1));
		assertThat(value("job_records_processed")).isEqualTo(2);
		assertThat(series("job_last_failure")).hasSize(1);
		assertScrapeEqualsPushOf(second.progress());
	}

	@Test
	void anEarlierRunThatIsStillRunningIsShownAgainAfterTheLaterOne() {
		ManagedRun first = begin(NIGHTLY);
		first.inc(1);
		begin(NIGHTLY).complete();
		first.startStage("load");
		pass(Duration.ofSeconds(1));
		assertScrapeEqualsPushOf(first.progress());
	}

	@Test
	void aLoneSurrogateBecomesAQuestionMark() {
		ManagedRun run = begin(JobDefinition.of("a\ud83d"));
		run.startStage("\ude80b");
		pass(Duration.ofSeconds(1));
		assertScrapeEqualsPushOf(run.progress());
		assertThat(Exposition.parse(this.prometheus.scrape())
			.has("job_records_processed", Map.of("job", "a?", "stage", "?b"))).isTrue();
	}

	@Test
	void theGarbageCollectorRemovesNoGauge() {
		CompositeMeterRegistry composite = new CompositeMeterRegistry();
		composite.add(this.prometheus);
		ManagedRun run = this.trackers.prepare(NIGHTLY);
		run.inc(7);
		this.gauges.close();
		ProgressGauges inComposite = gauges(composite);
		inComposite.runStarted(run);
		System.gc();
		assertThat(value("job_records_processed")).isEqualTo(7);
		assertScrapeEqualsPushOf(run.progress());
		inComposite.close();
		assertThat(this.prometheus.scrape()).isEmpty();
	}

	@Test
	void theRegistryAloneKeepsTheGauges() {
		MeterRegistry registry = new SimpleMeterRegistry();
		ManagedRun run = this.trackers.prepare(NIGHTLY);
		run.inc(7);
		gauges(registry).runStarted(run);
		System.gc();
		assertThat(registry.get("job.records.processed").gauge().value()).isEqualTo(7);
	}

	@Test
	void closingRemovesAllGaugesForGood() {
		this.prometheus.counter("other").increment();
		ManagedRun run = begin(job("nightly", "shop", null));
		begin(NIGHTLY).fail(new IllegalStateException());
		run.startStage("load");
		this.gauges.close();
		run.complete();
		pass(Duration.ofSeconds(1));
		assertThat(this.prometheus.scrape()).contains("other_total").doesNotContain("job");
		assertThat(this.prometheus.getMeters()).hasSize(1);
	}

	@Test
	void commonTagsAndFiltersOfTheRegistryApply() {
		PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
		registry.config().commonTags("region", "eu").meterFilter(MeterFilter.denyNameStartsWith("job.records"));
		ProgressGauges filtered = gauges(registry);
		ManagedRun run = this.trackers.prepare(NIGHTLY);
		run.fail(new IllegalStateException());
		filtered.runStarted(run);
		Exposition scrape = Exposition.parse(registry.scrape());
		assertThat(scrape.series()).isNotEmpty()
			.allSatisfy((series) -> assertThat(series.labels()).containsEntry("region", "eu"));
		assertThat(scrape.series("job_records_processed")).isEmpty();
		assertThat(scrape.series("job_last_failure_info")).hasSize(1);
		filtered.close();
		assertThat(registry.scrape()).isEmpty();
	}

	@Test
	void otherRegistriesShowDottedNamesWithTheirUnits() {
		SimpleMeterRegistry registry = new SimpleMeterRegistry();
		JobDefinition job = job("nightly", null, null);
		begin(job).complete();
		begin(job).fail(new IllegalStateException());
		ManagedRun run = begin(job);
		run.close();
		gauges(registry).runStarted(run);
		assertThat(names(registry)).containsExactlyInAnyOrder("job.records.processed", "job.records.expected",
				"job.records.skipped", "job.duration [seconds]", "job.last.start", "job.running", "job.last.success",
				"job.last.failure", "job.last.failure.info", "job.last.interruption", "job.expected.success.interval",
				"job.expected.max.duration [seconds]", "job.expected.next.start", "job.failure.tolerance",
				"job.last.success.duration [seconds]", "job.last.success.records.processed");
	}

	@Test
	void jobsMayStartEndAndBeScrapedAtTheSameTime() throws Exception {
		ProgressGauges live = new ProgressGauges(this.prometheus, new ApplicationMeters(), false);
		List<Callable<ManagedRun>> jobs = List.of(() -> runOften(live, "one"), () -> runOften(live, "two"),
				() -> runOften(live, "three"));
		AtomicBoolean done = new AtomicBoolean();
		ExecutorService threads = Executors.newFixedThreadPool(4);
		Future<Integer> scrapes = threads.submit(() -> {
			int count = 0;
			while (!done.get()) {
				this.prometheus.scrape();
				count++;
			}
			return count;
		});
		List<JobProgress> last = new ArrayList<>();
		for (Future<ManagedRun> run : threads.invokeAll(jobs)) {
			last.add(run.get().progress());
		}
		done.set(true);
		assertThat(scrapes.get()).isPositive();
		threads.shutdown();
		assertScrapeEqualsPushOf(last.toArray(JobProgress[]::new));
		live.close();
		assertThat(this.prometheus.scrape()).isEmpty();
	}

	@Test
	void aFilterThatIsSlowForOneJobDelaysNoOther() throws Exception {
		CountDownLatch slow = new CountDownLatch(1);
		CountDownLatch waiting = new CountDownLatch(1);
		this.prometheus.config().meterFilter(new MeterFilter() {

			@Override
			public Meter.Id map(Meter.Id id) {
				if ("slow".equals(id.getTag("job"))) {
					waiting.countDown();
					assertThatNoException().isThrownBy(slow::await);
				}
				return id;
			}

		});
		ProgressGauges live = new ProgressGauges(this.prometheus, new ApplicationMeters(), false);
		TestTrackers silent = new TestTrackers(this.time);
		ExecutorService threads = Executors.newFixedThreadPool(2);
		Future<?> slowJob = threads.submit(() -> runOnce(live, silent.prepare(JobDefinition.of("slow")), "a"));
		waiting.await();
		threads.submit(() -> runOnce(live, silent.prepare(JobDefinition.of("quick")), "a")).get(20, TimeUnit.SECONDS);
		slow.countDown();
		slowJob.get(20, TimeUnit.SECONDS);
		threads.shutdown();
	}

	private ManagedRun runOften(ProgressGauges live, String name) {
		TestTrackers trackers = new TestTrackers(this.time);
		for (int i = 0; i < 50; i++) {
			runOnce(live, trackers.prepare(JobDefinition.of(name)), "stage " + i);
		}
		return runOnce(live, trackers.prepare(JobDefinition.of(name)), "last stage");
	}

	/** A meter that is removed and registered again during a scrape may show twice. */
	private static ManagedRun runOnce(ProgressGauges live, ManagedRun run, String stage) {
		run.startStage("first stage");
		live.runStarted(run);
		run.startStage(stage, 4);
		live.stageChanged(run);
		run.complete();
		live.runEnded(run);
		return run;
	}

	@Test
	void theMeterOfTheApplicationWinsInEachOfSeveralRegistries() {
		SimpleMeterRegistry simple = new SimpleMeterRegistry();
		ApplicationMeters others = new ApplicationMeters();
		CompositeMeterRegistry composite = watched(others, simple);
		try (ProgressGauges gauges = new ProgressGauges(composite, others, false, this.time, this.later::add)) {
			ManagedRun run = begin(JobDefinition.of("nightly"));
			gauges.runStarted(run);
			assertThat(names(composite)).contains("job.running", "job.duration [seconds]");
			assertThat(names(simple)).containsExactlyInAnyOrderElementsOf(names(composite));
			composite.timer("job.duration", "job", "nightly").record(Duration.ofSeconds(2));
			this.prometheus.counter("job.running").increment();
			gauges.stageChanged(run);
			run.complete();
			gauges.runEnded(run);
			Exposition scraped = Exposition.parse(this.prometheus.scrape());
			assertThat(scraped.value("job_duration_seconds_sum", Map.of("job", "nightly"))).isEqualTo(2);
			assertThat(scraped.value("job_running_total", Map.of())).isOne();
			assertThat(scraped.series("job_running")).isEmpty();
			assertThat(scraped.has("job_last_success", Map.of("job", "nightly"))).isTrue();
			assertThat(simple.find("job.duration").meters()).hasSize(1);
			assertThat(simple.find("job.running").meters()).isEmpty();
		}
		assertThat(this.prometheus.find("job.duration").timer()).isNotNull();
		assertThat(simple.getMeters()).hasSize(1);
	}

	@Test
	void aRegistryNextToOneForPrometheusShowsTheLastFailureUnderItsFullName() {
		SimpleMeterRegistry simple = new SimpleMeterRegistry();
		ApplicationMeters others = new ApplicationMeters();
		CompositeMeterRegistry composite = watched(others, simple);
		try (ProgressGauges gauges = new ProgressGauges(composite, others, false, this.time, this.later::add)) {
			ManagedRun run = begin(JobDefinition.of("nightly"));
			gauges.runStarted(run);
			run.fail(new IllegalStateException());
			gauges.runEnded(run);
			assertThat(names(simple)).contains("job.last.failure", "job.last.failure.info")
				.doesNotContain("job.last [failure-info]");
			Exposition scraped = Exposition.parse(this.prometheus.scrape());
			assertThat(scraped.series("job_last_failure_info")).hasSize(1);
		}
		assertThat(simple.getMeters()).isEmpty();
	}

	/** As in an application with two registries. */
	private CompositeMeterRegistry watched(ApplicationMeters others, SimpleMeterRegistry simple) {
		CompositeMeterRegistry composite = new CompositeMeterRegistry().add(this.prometheus).add(simple);
		List.of(composite, this.prometheus, simple).forEach(others::watch);
		return composite;
	}

	private static List<String> names(MeterRegistry registry) {
		List<String> names = new ArrayList<>();
		for (Meter meter : registry.getMeters()) {
			assertThat(meter).isInstanceOf(Gauge.class);
			String unit = meter.getId().getBaseUnit();
			names.add(meter.getId().getName() + ((unit != null) ? " [" + unit + "]" : ""));
		}
		return names;
	}

	private ProgressGauges gauges(MeterRegistry registry) {
		return new ProgressGauges(registry, new ApplicationMeters(), false, this.time, this.later::add);
	}

	private ManagedRun begin(JobDefinition job) {
		ManagedRun run = this.trackers.prepare(job);
		run.begin();
		return run;
	}

	/** Lets time pass, and runs what was postponed. */
	private void pass(Duration duration) {
		this.time.pass(duration);
		while (!this.later.isEmpty()) {
			this.later.remove().run();
		}
	}

	private static JobDefinition job(String name, String app, String namespace, String... labels) {
		TreeMap<String, String> further = new TreeMap<>();
		for (int i = 0; i < labels.length; i += 2) {
			further.put(labels[i], labels[i + 1]);
		}
		return new JobDefinition(new JobIdentity(name, app, namespace, further),
				SuccessInterval.of(Duration.ofSeconds(90)), Duration.ofMinutes(2), 1000);
	}

	private List<Exposition.Series> series(String name) {
		return Exposition.parse(this.prometheus.scrape()).series(name);
	}

	private double value(String name) {
		return Exposition.parse(this.prometheus.scrape()).value(name, Map.of("job", "nightly"));
	}

	private void assertScrapeEqualsPushOf(JobProgress... jobs) {
		Set<Exposition.Series> pushed = new HashSet<>();
		for (JobProgress job : jobs) {
			pushed.addAll(Exposition.parse(push(job)).series());
		}
		List<Exposition.Series> scraped = Exposition.parse(this.prometheus.scrape()).series();
		assertThat(scraped).containsExactlyInAnyOrderElementsOf(pushed);
	}

	private static String push(JobProgress progress) {
		return PrometheusTextFormatWriter.create()
			.toDebugString(PrometheusSnapshots.of(progress, false, progress.identity().asLabels()));
	}

	private static Map<String, String> headers(String text) {
		Map<String, String> headers = new HashMap<>();
		text.lines().filter((line) -> line.startsWith("# ")).forEach((line) -> {
			String[] parts = line.split(" ", 4);
			headers.put(parts[1] + " " + parts[2], parts[3]);
		});
		return headers;
	}

}
