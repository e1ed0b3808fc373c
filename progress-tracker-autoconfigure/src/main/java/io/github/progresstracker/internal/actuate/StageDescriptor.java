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
package io.github.progresstracker.internal.actuate;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

import io.github.progresstracker.JobProgress;
import io.github.progresstracker.StageProgress;
import io.github.progresstracker.Throughput;
import org.jspecify.annotations.Nullable;

/**
 * The progress of a stage. Unknown values are left out.
 *
 * @param stage the name
 * @param open whether the stage has not ended
 * @param status {@code running}, {@code completed}, {@code failed} or {@code interrupted}
 * @param duration how long it has been open in all
 * @param records the records of the stage
 * @param pace how fast the stage is
 * @param estimate how far it is, judged by the last success
 */
record StageDescriptor(String stage, boolean open, String status, Duration duration, RecordsDescriptor records,
		@Nullable Throughput pace, @Nullable EstimateDescriptor estimate) {

	StageDescriptor {
		duration = ShownTime.of(duration);
	}

	static StageDescriptor of(StageProgress stage, JobProgress progress, Instant now) {
		return new StageDescriptor(stage.name(), stage.open(), stage.status().name().toLowerCase(Locale.ROOT),
				stage.duration(), RecordsDescriptor.of(stage.records()), ShownTime.ofKnown(stage.throughput()),
				EstimateDescriptor.of(progress.estimate(stage), now));
	}

}
