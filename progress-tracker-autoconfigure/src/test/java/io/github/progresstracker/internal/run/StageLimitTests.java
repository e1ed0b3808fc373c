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

package io.github.progresstracker.internal.run;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

import io.github.progresstracker.JobDefinition;
import io.github.progresstracker.ProgressTracker;
import io.github.progresstracker.Stage;
import io.github.progresstracker.StageProgress;
import io.github.progresstracker.testing.TestTime;
import io.github.progresstracker.testing.TestTrackers;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for too many stages and for names that are too long.
 */
@ExtendWith(OutputCaptureExtension.class)
class StageLimitTests {

	private final TestTrackers trackers = new TestTrackers(JobDefinition::of, new TestTime(), new RunLimits(200, 2));

	private final ProgressTracker tracker = this.trackers.start("import");

	@Test
	void stagesBeyondTheLimitAreCountedTogetherWithOneWarning(CapturedOutput output) {
		for (String name : List.of("a", "b", "c\nd", "e", "a")) {
			this.tracker.startStage(name);
			this.tracker.inc();
		}
		assertThat(this.tracker.progress().stages()).extracting(StageProgress::name)
			.containsExactly("a", "b", "_other");
		assertThat(processed("a")).isEqualTo(2);
		assertThat(processed("_other")).isEqualTo(2);
		assertThat(this.tracker.progress().records().processed()).isEqualTo(5);
		assertThat(output).containsOnlyOnce("has too many stages")
			.contains("'import'")
			.contains("'c\\u000ad'")
			.contains("progress.tracker.max-stages");
	}

	@Test
	void aHundredThousandStagesNeedTheMemoryOfAFewAndLogOneWarning(CapturedOutput output) {
		for (int i = 0; i < 100_000; i++) {
			this.tracker.startStage("stage " + i).inc();
		}
		this.tracker.complete();
		assertThat(this.tracker.progress().stages()).extracting(StageProgress::name)
			.containsExactly("stage 0", "stage 1", "_other");
		assertThat(processed("_other")).isEqualTo(99_998);
		assertThat(this.tracker.progress().records().processed()).isEqualTo(100_000);
		assertThat(output).containsOnlyOnce("WARN");
	}

	@Test
	void namesOfAMegabyteAreNotKept(CapturedOutput output) {
		List<WeakReference<String>> names = IntStream.range(0, 20).mapToObj(this::openStageOfAMegabyte).toList();
		assertThat(this.tracker.progress().stages()).extracting((stage) -> stage.name().length())
			.containsExactly(1000, 1000, "_other".length());
		assertThat(processed("_other")).isEqualTo(18);
		assertThat(output.getAll().length()).isLessThan(1_000);
		assertThat(output).containsOnlyOnce("WARN");
		Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> {
			System.gc();
			return names.stream().allMatch((name) -> name.get() == null);
		});
	}

	private WeakReference<String> openStageOfAMegabyte(int number) {
		String name = number + "x".repeat(1_000_000);
		this.tracker.openStage(name).inc();
		return new WeakReference<>(name);
	}

	@Test
	void foldedStagesThatOverlapKeepTheirStageOpenUntilTheLastEnds() {
		this.tracker.openStage("a");
		this.tracker.openStage("b");
		Stage c = this.tracker.openStage("c");
		Stage d = this.tracker.openStage("d");
		c.end();
		assertThat(this.tracker.progress().stage("_other").orElseThrow().open()).isTrue();
		d.end();
		assertThat(this.tracker.progress().stage("_other").orElseThrow().open()).isFalse();
	}

	@Test
	void asManyStagesAsAllowedLogNoWarning(CapturedOutput output) {
		this.tracker.startStage("a");
		this.tracker.startStage("b");
		this.tracker.startStage("a");
		assertThat(output).doesNotContain("stages");
	}

	@Test
	void aLimitThatIsNotPositiveIsRejected() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new TestTrackers(JobDefinition::of, new TestTime(), new RunLimits(200, 0)))
			.withMessageContaining("0");
	}

	@Test
	void aNameOfAThousandCharactersIsKept() {
		String name = "n".repeat(1000);
		this.tracker.startStage(name);
		assertThat(this.tracker.progress().stage(name)).isPresent();
	}

	@Test
	void aLongerNameIsTruncated() {
		this.tracker.startStage("n".repeat(1001));
		assertThat(this.tracker.progress().stages()).extracting(StageProgress::name)
			.containsExactly("n".repeat(999) + "…");
	}

	@Test
	void aNameIsNotTruncatedWithinACharacter() {
		this.tracker.startStage("n".repeat(998) + "🚀".repeat(10));
		assertThat(this.tracker.progress().stages()).extracting(StageProgress::name)
			.containsExactly("n".repeat(998) + "…");
	}

	@Test
	void aLongNameThatIsUsedAgainResumesItsStage() {
		String name = "n".repeat(2000);
		this.tracker.startStage(name).inc();
		this.tracker.startStage(name).inc();
		assertThat(this.tracker.progress().stages()).hasSize(1);
		assertThat(this.tracker.progress().stages().get(0).records().processed()).isEqualTo(2);
	}

	private long processed(String stage) {
		return this.tracker.progress().stage(stage).orElseThrow().records().processed();
	}

}
