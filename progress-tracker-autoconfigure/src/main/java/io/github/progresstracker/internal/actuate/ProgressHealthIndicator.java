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

import java.util.List;

import io.github.progresstracker.internal.delivery.Reporting;
import io.github.progresstracker.spi.TimeSource;

import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

/**
 * Shows the status of the reporters in the application's health. The health is never
 * {@code DOWN}: an application does its work even if its reports do not arrive, and a
 * restart would only interrupt its jobs. While deliveries fail, the health is
 * {@code UNKNOWN}, and an application whose other components are up stays {@code UP}.
 */
public class ProgressHealthIndicator extends AbstractHealthIndicator {

	private final Reporting reporting;

	private final TimeSource time;

	/**
	 * Creates the indicator.
	 * @param reporting the reporters
	 * @param time the clock for the times of their deliveries
	 */
	public ProgressHealthIndicator(Reporting reporting, TimeSource time) {
		this.reporting = reporting;
		this.time = time;
	}

	@Override
	protected void doHealthCheck(Health.Builder builder) {
		List<ReporterDescriptor> reporters = ReporterDescriptor.of(this.reporting, this.time.now());
		boolean failing = reporters.stream().anyMatch((reporter) -> reporter.failures() > 0);
		builder.status(failing ? Status.UNKNOWN : Status.UP).withDetail("reporters", reporters);
	}

}
