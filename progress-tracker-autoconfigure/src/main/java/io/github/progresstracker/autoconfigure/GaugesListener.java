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

package io.github.progresstracker.autoconfigure;

import io.github.progresstracker.ProgressSource;
import io.github.progresstracker.RunListener;
import io.github.progresstracker.metrics.ProgressGauges;

/**
 * Keeps the gauges in line with the runs. On the job's own thread, so that the gauges
 * show an end before anybody who waits for it goes on to close the registry.
 */
final class GaugesListener implements RunListener {

	private final ProgressGauges gauges;

	GaugesListener(ProgressGauges gauges) {
		this.gauges = gauges;
	}

	@Override
	public void runStarted(ProgressSource run) {
		this.gauges.update(run);
	}

	@Override
	public void stageChanged(ProgressSource run) {
		this.gauges.update(run);
	}

	@Override
	public void runEnded(ProgressSource run) {
		this.gauges.update(run);
	}

}
