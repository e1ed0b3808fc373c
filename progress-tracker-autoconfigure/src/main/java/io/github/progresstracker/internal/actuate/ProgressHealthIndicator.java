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
 * How the reporters fare, as part of the application's health. Never {@code DOWN}: an
 * application whose reports do not arrive does its work all the same, and to restart it
 * would only interrupt its jobs. While deliveries fail the status is {@code UNKNOWN},
 * which does not change that of an application whose other parts are up.
 */
public class ProgressHealthIndicator extends AbstractHealthIndicator {

	private final Reporting reporting;

	private final TimeSource time;

	/**
	 * Creates the indicator.
	 * @param reporting the reporters
	 * @param time tells when they delivered
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
