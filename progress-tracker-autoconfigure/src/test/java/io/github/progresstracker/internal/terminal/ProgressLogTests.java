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

package io.github.progresstracker.internal.terminal;

import java.io.IOException;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.github.progresstracker.JobDefinition;
import io.github.progresstracker.JobIdentity;
import io.github.progresstracker.JobProgress;
import io.github.progresstracker.ProgressTracker;
import io.github.progresstracker.ProgressTrackers;
import io.github.progresstracker.Stage;
import io.github.progresstracker.internal.run.RunLimits;
import io.github.progresstracker.testing.TestTime;
import io.github.progresstracker.testing.TestTrackers;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ProgressLog}.
 */
class ProgressLogTests {

	/** Without times of day, which depend on the time zone. */
	private final List<String> lines = new ArrayList<>();

	private final List<String> wholeLines = new ArrayList<>();

	private final ProgressLog log = new ProgressLog((line) -> {
		this.wholeLines.add(line.text());
		this.lines.add(line.text().replaceAll(", done about \\d\\d:\\d\\d", ""));
	});

	private final SimulatedJob job = new SimulatedJob("nightly", this.log);

	@Test
	void aRunWithTotalsShowsPercentRateAndTimeLeftAndASummary() {
		this.job.tracker().startStage("scan", 1500);
		this.job.work(1, 1500);
		this.job.startStage("load", 30_000);
		this.job.work(20, 1000);
		this.job.tracker().markSkipped(12);
		this.job.work(10, 1000);
		this.job.startStage("verify", 10);
		this.job.tracker().inc(10);
		this.job.pass(0.25);
		this.job.complete();
		assertThat(this.lines).containsExactly("nightly: scan 100 %, 1,500 of 1,500 records, 1,500/s, 1.0 s so far",
				"nightly: scan ended: 1,500 records in 1.0 s, 1,500/s",
				"nightly: load   3 %,  1,000 of 30,000 records, 1,000/s, 1.0 s so far",
				"nightly: load  13 %,  4,000 of 30,000 records, 1,000/s, 4.0 s so far, 26 s left",
				"nightly: load  23 %,  7,000 of 30,000 records, 1,000/s, 7.0 s so far, 23 s left",
				"nightly: load  36 %, 11,000 of 30,000 records, 1,000/s, 11.0 s so far, 19 s left",
				"nightly: load  56 %, 17,000 of 30,000 records, 1,000/s, 17.0 s so far, 13 s left",
				"nightly: load  86 %, 26,000 of 30,000 records (12 skipped), 1,000/s, 26.0 s so far, 4 s left",
				"nightly: load ended: 30,000 records (12 skipped) in 30.0 s, 1,000/s",
				"nightly: completed in 31.3 s, 31,510 records, 12 skipped",
				"nightly:   scan      1,500 records                 1.0 s   1,500/s    3 % of the time",
				"nightly:   load     30,000 records   12 skipped   30.0 s   1,000/s   96 % of the time",
				"nightly:   verify       10 records                250 ms      40/s    0 % of the time");
	}

	@Test
	void aRunWithoutTotalsShowsCountAndRate() {
		this.job.tracker().startStage("read");
		this.job.work(10, 1234);
		assertThat(this.lines).containsExactly("nightly: read 1,234 records, 1,230/s, 1.0 s so far",
				"nightly: read 4,936 records, 1,230/s, 4.0 s so far",
				"nightly: read 8,638 records, 1,230/s, 7.0 s so far");
	}

	@Test
	void aRunWithoutTotalsIsJudgedByTheLastOne() {
		for (int run = 0; run < 2; run++) {
			SimulatedJob each = (run == 0) ? this.job : new SimulatedJob("nightly", this.job);
			each.tracker().startStage("read");
			each.work(20, 1000);
			each.tracker().startStage("index");
			each.work(120, 0);
			each.complete();
		}
		LocalTime done = LocalTime.ofInstant(TestTime.START.plusSeconds(280 + 30), ZoneId.systemDefault());
		String finish = ", done about %tR".formatted(done);
		assertThat(this.wholeLines).contains(
				"nightly: read ≈ 20 %, 4,000 records, 1,000/s, 4.0 s so far, about 16 s left if it goes like last time",
				"nightly: ≈ 2 % of the run, about 2 min 16 s left if it goes like last time" + finish,
				"nightly: index ≈ 9 %, 11.0 s so far, about 1 min 49 s left if it goes like last time" + finish);
	}

	@Test
	void aRunWithoutStagesShowsItsOwnRecords() {
		this.job.tracker().expect(4000);
		this.job.work(4, 1000);
		this.job.complete();
		assertThat(this.lines).containsExactly("nightly:  25 %, 1,000 of 4,000 records, 1,000/s, 1.0 s so far",
				"nightly: 100 %, 4,000 of 4,000 records, 1,000/s, 4.0 s so far",
				"nightly: completed in 4.0 s, 4,000 records, 1,000/s");
	}

	@Test
	void aRunOfMillisecondsHasOnlyASummary() {
		this.job.tracker().startStage("load", 3);
		this.job.tracker().inc(3);
		this.job.tracker().startStage("index");
		this.job.pass(0.045);
		this.job.complete();
		assertThat(this.lines).containsExactly("nightly: completed in 45 ms, 3 records",
				"nightly:   load    3 records    0 ms     0 % of the time",
				"nightly:   index   0 records   45 ms   100 % of the time");
	}

	@Test
	void theSummaryIsAlignedEvenIfCharactersDifferInWidth() {
		for (String stage : List.of("verify", "日本語", "gru\u0308n🚀")) {
			this.job.tracker().startStage(stage);
			this.job.tracker().inc(10);
			this.job.pass(0.2);
		}
		this.job.complete();
		assertThat(this.lines).containsExactly("nightly: completed in 600 ms, 30 records",
				"nightly:   verify   10 records   200 ms   50/s   33 % of the time",
				"nightly:   日本語   10 records   200 ms   50/s   33 % of the time",
				"nightly:   gru\u0308n🚀   10 records   200 ms   50/s   33 % of the time");
	}

	@Test
	void aRunThatCountsNothingHasOneLine() {
		this.job.idle(4);
		this.job.complete();
		assertThat(this.lines).containsExactly("nightly: completed in 1 min 00 s");
	}

	@Test
	void aStageThatCountsOnlyAtItsEndShowsThatItIsAlive() {
		this.job.tracker().startStage("index");
		this.job.idle(2);
		this.job.tracker().inc(7);
		this.job.complete();
		assertThat(this.lines).containsExactly("nightly: index, 15.0 s so far", "nightly: index, 30.0 s so far",
				"nightly: completed in 30.0 s, 7 records",
				"nightly:   index   7 records   30.0 s   14/min   100 % of the time");
	}

	@Test
	void aFailureNamesTheExceptionItsMessageAndTheStage() {
		this.job.tracker().startStage("load", 1000);
		this.job.work(2, 100);
		this.job.tracker().fail(new IllegalStateException("no space\nleft, password=hunter2"));
		this.job.report();
		assertThat(this.lines).containsExactly("nightly: load  10 %,   100 of 1,000 records, 100/s, 1.0 s so far",
				"nightly: failed after 2.0 s in stage load with IllegalStateException:"
						+ " \"no space left, password=***\", 200 records",
				"nightly:   load   200 of 1,000 records   2.0 s   100/s   100 % of the time   failed");
	}

	@Test
	void aStageThatEndedBeforeAnotherFailedIsNotMarked() {
		this.job.tracker().startStage("scan");
		this.job.work(2, 100);
		this.job.tracker().openStage("audit");
		this.job.tracker().startStage("load");
		this.job.work(2, 100);
		this.job.tracker().fail(new IllegalStateException());
		this.lines.clear();
		this.job.report();
		assertThat(this.lines).containsExactly(
				"nightly: failed after 4.0 s in stage load with IllegalStateException, 400 records",
				"nightly:   scan    200 records   2.0 s   100/s   open 50 % of the time",
				"nightly:   audit     0 records   2.0 s           open 50 % of the time   interrupted",
				"nightly:   load    200 records   2.0 s   100/s   open 50 % of the time        failed");
	}

	@Test
	void sharesOfStagesThatOverlapSayThatTheyDoNotAddUp() {
		Stage read = this.job.tracker().openStage("read");
		this.job.pass(3);
		this.job.tracker().openStage("write");
		this.job.pass(4);
		read.end();
		this.job.pass(1);
		this.job.complete();
		assertThat(this.lines).containsExactly("nightly: completed in 8.0 s",
				"nightly:   read    0 records   7.0 s   open 87 % of the time",
				"nightly:   write   0 records   5.0 s   open 62 % of the time");
	}

	@Test
	void anInterruptedRunIsNotASuccess() {
		this.job.tracker().inc();
		this.job.tracker().close();
		this.job.report();
		assertThat(this.lines).containsExactly("nightly: interrupted after 0 ms, 1 record");
	}

	@Test
	void aStalledStageShowsForHowLong() {
		this.job.tracker().startStage("load", 10_000);
		this.job.work(10, 100);
		this.job.idle(5);
		this.job.work(5, 100);
		assertThat(this.lines).containsExactly("nightly: load   1 %,    100 of 10,000 records, 100/s, 1.0 s so far",
				"nightly: load   4 %,    400 of 10,000 records, 100/s, 4.0 s so far, 1 min 36 s left",
				"nightly: load   7 %,    700 of 10,000 records, 100/s, 7.0 s so far, 1 min 33 s left",
				"nightly: load  10 %,  1,000 of 10,000 records, nothing counted for the last 15 s, 25.0 s so far",
				"nightly: load  10 %,  1,000 of 10,000 records, nothing counted for the last 30 s, 40.0 s so far",
				"nightly: load  10 %,  1,000 of 10,000 records, nothing counted for the last 1 min 00 s, 1 min 10 s so far");
	}

	@Test
	void aSlowStageIsNotStalled() {
		this.job.tracker().startStage("reports", 20);
		for (int i = 0; i < 5; i++) {
			this.job.idle(3);
			this.job.tracker().inc();
			this.job.pass(15);
			this.job.report();
		}
		assertThat(this.lines).containsExactly("nightly: reports   0 %,  0 of 20 records, 15.0 s so far",
				"nightly: reports   0 %,  0 of 20 records, 30.0 s so far",
				"nightly: reports   0 %,  0 of 20 records, 45.0 s so far",
				"nightly: reports   5 %,  1 of 20 records, 1/min, 1 min 15 s so far",
				"nightly: reports  10 %,  2 of 20 records, 1/min, 2 min 00 s so far, 18 min left",
				"nightly: reports  15 %,  3 of 20 records, 1/min, 3 min 00 s so far, 17 min left",
				"nightly: reports  20 %,  4 of 20 records, 1/min, 4 min 00 s so far, 16 min left",
				"nightly: reports  25 %,  5 of 20 records, 1/min, 5 min 00 s so far, 15 min left");
	}

	@Test
	void moreRecordsThanExpectedHaveNoPercentage() {
		this.job.tracker().startStage("load", 100);
		this.job.work(1, 150);
		this.job.complete();
		assertThat(this.lines).containsExactly("nightly: load 150 records, expected 100, 150/s, 1.0 s so far",
				"nightly: completed in 1.0 s, 150 records",
				"nightly:   load   150 records, expected 100   1.0 s   150/s   100 % of the time");
	}

	@Test
	void aStageThatEndsEarlyShowsHowFarItGot() {
		Stage stage = this.job.tracker().openStage("load", 400);
		this.job.pass(2);
		stage.inc(399);
		stage.end();
		this.job.report();
		assertThat(this.lines).containsExactly("nightly: load ended at 99 %: 399 of 400 records in 2.0 s, 200/s");
	}

	@Test
	void linesBecomeLessFrequent() {
		this.job.tracker().startStage("load");
		this.job.work(4 * 3600, 1);
		assertThat(this.lines).hasSizeBetween(240, 260);
		assertThat(this.lines.subList(0, 6)).extracting((line) -> line.replaceAll(".*, (.*) so far.*", "$1"))
			.containsExactly("1.0 s", "4.0 s", "7.0 s", "11.0 s", "17.0 s", "26.0 s");
	}

	@Test
	void stagesThatAreResumedAgainAndAgainDoNotFloodTheLog() {
		this.job.work(1, 1);
		this.lines.clear();
		for (int i = 0; i < 100; i++) {
			this.job.startStage("read", 1000);
			this.job.work(1, 10);
			this.job.startStage("write", 1000);
			this.job.work(1, 10);
		}
		assertThat(this.lines).hasSizeLessThan(30);
	}

	@Test
	void theLastStageThatEndsWithTheRunIsInTheSummaryOnly() {
		this.job.work(1, 1);
		this.lines.clear();
		Stage stage = this.job.tracker().openStage("load");
		this.job.pass(1);
		stage.end();
		this.job.complete();
		assertThat(this.lines).containsExactly("nightly: completed in 2.0 s, 1 record",
				"nightly:   load   0 records   1.0 s   50 % of the time");
	}

	@Test
	void eachLineNamesItsJob() {
		SimulatedJob other = new SimulatedJob("hourly", this.log);
		this.job.work(1, 10);
		other.work(1, 20);
		this.job.complete();
		other.complete();
		assertThat(this.lines).containsExactly("nightly: 10 records, 10/s, 1.0 s so far",
				"hourly: 20 records, 20/s, 1.0 s so far", "nightly: completed in 1.0 s, 10 records, 10/s",
				"hourly: completed in 1.0 s, 20 records, 20/s");
	}

	@Test
	void linesOfShardsCanBeToldApart() {
		completed(identity("import", "shop", "shard", "0"));
		completed(identity("import", "shop", "shard", "1"));
		assertThat(this.lines).containsExactly("import {shard=0}: completed in 0 ms",
				"import {shard=1}: completed in 0 ms");
	}

	@Test
	void linesOfSeveralApplicationsCanBeToldApart() {
		completed(identity("import", "shop"));
		completed(identity("import", "crm"));
		completed(identity("import", "shop"));
		assertThat(this.lines).containsExactly("import: completed in 0 ms", "import {app=crm}: completed in 0 ms",
				"import {app=shop}: completed in 0 ms");
	}

	@Test
	void linesOfOneApplicationHaveNoMoreThanTheJobsName() {
		completed(JobIdentity.of("shop"));
		completed(identity("import", "shop"));
		completed(identity("export", "shop"));
		assertThat(this.lines).containsExactly("shop: completed in 0 ms", "import: completed in 0 ms",
				"export: completed in 0 ms");
	}

	private void completed(JobIdentity identity) {
		TestTrackers trackers = new TestTrackers(
				(name) -> new JobDefinition(identity, null, null, JobDefinition.DEFAULT_REPORT_INTERVAL),
				new TestTime(), new RunLimits(200, 100));
		ProgressTracker run = trackers.start(identity.job());
		run.complete();
		this.log.report(run.progress());
	}

	private static JobIdentity identity(String job, String app, String... label) {
		SortedMap<String, String> labels = new TreeMap<>();
		if (label.length > 0) {
			labels.put(label[0], label[1]);
		}
		return new JobIdentity(job, app, null, labels);
	}

	@Test
	void aLineThatStandsForSeveralRunsSaysSo() {
		TestTrackers trackers = new TestTrackers(new TestTime());
		this.log.report(ended(trackers, null));
		for (int run = 0; run < 1_199; run++) {
			ended(trackers, null);
		}
		this.log.report(ended(trackers, null));
		ended(trackers, new IOException());
		ended(trackers, new IllegalStateException());
		trackers.start("tick").close();
		this.log.report(ended(trackers, null));
		ended(trackers, null);
		this.log.report(ended(trackers, new IllegalStateException()));
		assertThat(this.lines).containsExactly("tick: completed in 0 ms",
				"tick: completed in 0 ms; stands for 1,200 runs",
				"tick: completed in 0 ms; stands for 4 runs, 2 failed, the last one with IllegalStateException, 1 interrupted",
				"tick: failed after 0 ms with IllegalStateException; stands for 2 runs, 1 failed");
	}

	@Test
	void aFailureIsLoggedEvenIfAReportOfTheNextRunReplacedItsOwn() {
		TestTrackers trackers = new TestTrackers(new TestTime());
		ended(trackers, new IOException());
		ProgressTracker next = trackers.start("tick");
		this.log.report(next.progress());
		next.complete();
		this.log.report(next.progress());
		assertThat(this.lines).containsExactly("tick: 1 run ended, 1 failed with IOException",
				"tick: completed in 0 ms");
	}

	@Test
	void overlappingRunsAreEachLoggedOnce() {
		TestTrackers trackers = new TestTrackers(new TestTime());
		ProgressTracker older = trackers.start("tick");
		JobProgress newer = ended(trackers, null);
		older.complete();
		this.log.report(older.progress());
		this.log.report(newer);
		assertThat(this.lines).containsExactly("tick: completed in 0 ms; stands for 2 runs", "tick: completed in 0 ms");
	}

	private static JobProgress ended(ProgressTrackers trackers, Throwable failure) {
		ProgressTracker run = trackers.start("tick");
		if (failure == null) {
			run.complete();
		}
		else {
			run.fail(failure);
		}
		return run.progress();
	}

	@Test
	void aRunIsForgottenWhenItEnds() {
		this.job.work(2, 10);
		assertThat(this.log.openRuns()).isOne();
		this.job.complete();
		assertThat(this.log.openRuns()).isZero();
	}

	@Test
	void aRunWhoseEndWasNotReportedIsForgottenWhenTheNextOneEnds() {
		this.job.work(2, 10);
		SimulatedJob next = new SimulatedJob("nightly", this.log, 5);
		next.work(2, 10);
		next.complete();
		assertThat(this.log.openRuns()).isZero();
	}

	@Test
	void aRunIsNotForgottenWhenAnEarlierOneEnds() {
		this.job.work(2, 10);
		SimulatedJob next = new SimulatedJob("nightly", this.log, 5);
		next.work(2, 10);
		this.job.complete();
		assertThat(this.log.openRuns()).isOne();
	}

	@Test
	void linesHaveALoggerOfTheirOwn() {
		Logger logger = (Logger) LoggerFactory.getLogger("io.github.progresstracker.progress");
		ListAppender<ILoggingEvent> logged = new ListAppender<>();
		logged.start();
		logger.addAppender(logged);
		try {
			new SimulatedJob("nightly", new ProgressLog()).complete();
		}
		finally {
			logger.detachAppender(logged);
		}
		assertThat(logged.list).singleElement().satisfies((event) -> {
			assertThat(event.getLevel()).isEqualTo(Level.INFO);
			assertThat(event.getFormattedMessage()).startsWith("nightly: completed in 0 ms");
		});
	}

	@Test
	void namesCannotForgeLines() {
		SimulatedJob forger = new SimulatedJob("a\nb", this.log);
		forger.tracker().startStage("x\u001b[2Jy");
		forger.work(1, 1);
		forger.tracker().fail(new IllegalStateException());
		forger.report();
		assertThat(this.lines).allSatisfy((line) -> assertThat(line).startsWith("a\\u000ab: ")
			.contains("x\\u001b[2Jy")
			.doesNotContain("\n", "\u001b"));
		assertThat(this.lines).hasSize(3);
	}

	@Test
	void numbersDoNotDependOnTheLocale() {
		Locale before = Locale.getDefault();
		Locale.setDefault(Locale.forLanguageTag("ar-SA-u-nu-arab"));
		try {
			this.job.tracker().expect(1_234_567);
			this.job.work(4, 1000);
		}
		finally {
			Locale.setDefault(before);
		}
		assertThat(this.lines.get(1))
			.isEqualTo("nightly:   0 %,     4,000 of 1,234,567 records, 1,000/s, 4.0 s so far, 21 min left");
	}

}
