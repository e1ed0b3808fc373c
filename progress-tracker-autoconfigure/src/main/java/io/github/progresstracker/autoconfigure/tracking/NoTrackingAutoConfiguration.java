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

package io.github.progresstracker.autoconfigure.tracking;

import io.github.progresstracker.ProgressTracker;
import io.github.progresstracker.ProgressTrackers;
import io.github.progresstracker.internal.condition.ConditionalOnSwitch;
import io.github.progresstracker.internal.run.NoOpTrackers;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration for trackers that can be injected but do nothing, used if tracking
 * is off.
 */
@AutoConfiguration
@ConditionalOnSwitch(value = "enabled", on = false)
public final class NoTrackingAutoConfiguration {

	@Bean(destroyMethod = "")
	@ConditionalOnMissingBean
	ProgressTrackers progressTrackers() {
		return new NoOpTrackers();
	}

	@Bean(destroyMethod = "")
	@ConditionalOnMissingBean(name = RunKindResolver.OWN_TRACKER)
	ProgressTracker progressTracker() {
		return NoOpTrackers.TRACKER;
	}

}
