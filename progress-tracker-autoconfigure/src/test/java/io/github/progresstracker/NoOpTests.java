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

package io.github.progresstracker;

import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;

import io.github.progresstracker.internal.run.NoOpTrackers;
import io.github.progresstracker.simple.SimpleProgressTrackers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Tests for trackers that track nothing.
 */
@ExtendWith(OutputCaptureExtension.class)
class NoOpTests {

	private final ProgressTracker tracker = NoOpTrackers.TRACKER;

	@Test
	void nothingIsCountedOrLogged(CapturedOutput output) {
		JobProgress before = this.tracker.progress();
		this.tracker.inc();
		this.tracker.inc(-1);
		this.tracker.expect(3);
		this.tracker.markSkipped(1);
		try (Stage stage = this.tracker.startStage("load", 4)) {
			stage.inc();
			stage.inc(-1);
			stage.expect(2);
			stage.markSkipped(-1);
		}
		this.tracker.complete();
		this.tracker.fail(null);
		this.tracker.discard();
		this.tracker.complete();
		this.tracker.close();
		assertThat(this.tracker.progress()).isEqualTo(before);
		assertThat(before.records()).isEqualTo(RecordCounts.NONE);
		assertThat(output).isEmpty();
	}

	@Test
	void trackedElementsArePassedThrough() {
		List<String> list = List.of("a");
		Iterator<String> iterator = list.iterator();
		Stream<String> stream = list.stream();
		assertThat((Object) this.tracker.track(list)).isSameAs(list);
		assertThat((Object) this.tracker.track(iterator)).isSameAs(iterator);
		assertThat((Object) this.tracker.track(stream)).isSameAs(stream);
		Stage stage = this.tracker.openStage("load");
		assertThat((Object) stage.track(list)).isSameAs(list);
		assertThat((Object) stage.track(iterator)).isSameAs(iterator);
		assertThat((Object) stage.track(stream)).isSameAs(stream);
	}

	@Test
	void illegalArgumentsAreRejectedEvenWithoutTracking() {
		assertThatIllegalArgumentException().isThrownBy(() -> this.tracker.startStage(" "));
		assertThatIllegalArgumentException().isThrownBy(() -> this.tracker.openStage(null, 1));
		assertThatIllegalArgumentException().isThrownBy(() -> new NoOpTrackers().start(""));
		assertThatIllegalArgumentException().isThrownBy(() -> new NoOpTrackers().run(null, (tracker) -> {
		}));
	}

	@Test
	void nullIsRejectedWithAndWithoutTracking() {
		for (ProgressTracker either : List.of(this.tracker, new SimpleProgressTrackers().start("import"))) {
			Stage stage = either.startStage("load");
			assertThatNullPointerException().isThrownBy(() -> either.track((Iterable<?>) null));
			assertThatNullPointerException().isThrownBy(() -> either.track((Iterator<?>) null));
			assertThatNullPointerException().isThrownBy(() -> either.track((Stream<?>) null));
			assertThatNullPointerException().isThrownBy(() -> stage.track((Iterable<?>) null));
			assertThatNullPointerException().isThrownBy(() -> stage.track((Iterator<?>) null));
			assertThatNullPointerException().isThrownBy(() -> stage.track((Stream<?>) null));
		}
	}

	@Test
	void workIsStillDone() {
		IOException thrown = new IOException();
		assertThat(catchThrowable(() -> new NoOpTrackers().runChecked("import", (tracker) -> {
			assertThat(tracker).isSameAs(NoOpTrackers.TRACKER);
			throw thrown;
		}))).isSameAs(thrown);
	}

	@Test
	void thereIsAlwaysACurrentTrackerAndNeverASnapshot() {
		assertThat(new NoOpTrackers().current()).isSameAs(NoOpTrackers.TRACKER);
		new NoOpTrackers().start("import");
		assertThat(new NoOpTrackers().progress()).isEmpty();
		new NoOpTrackers().close();
	}

}
