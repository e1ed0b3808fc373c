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

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.core.instrument.config.NamingConvention;
import org.jspecify.annotations.Nullable;

/**
 * The name of a metric in Micrometer, which turns it back into the Prometheus name.
 *
 * @param name the name, words separated by dots
 * @param unit the base unit, or {@code null}
 */
record GaugeName(String name, @Nullable String unit) {

	private static final String SECONDS = "_seconds";

	private static final String INFO = "_info";

	/**
	 * The name of a metric's gauge.
	 * @param metric the name in Prometheus
	 * @param registry the registry that the gauge is for
	 * @return the name in Micrometer
	 */
	static GaugeName of(String metric, MeterRegistry registry) {
		if (metric.endsWith(SECONDS)) {
			return new GaugeName(dotted(metric.substring(0, metric.length() - SECONDS.length())), "seconds");
		}
		if (metric.endsWith(INFO) && removesInfo(registry)) {
			return asUnit(metric.substring(0, metric.length() - INFO.length()));
		}
		return new GaugeName(dotted(metric), null);
	}

	/**
	 * A Prometheus registry takes {@code job.last.failure.info} for another gauge named
	 * {@code job_last_failure}, and refuses it. It appends the unit to the name without
	 * checking it, so the unit is the only place for the suffix that it would remove.
	 */
	private static GaugeName asUnit(String metric) {
		int lastWord = metric.lastIndexOf('_');
		return new GaugeName(dotted(metric.substring(0, lastWord)), metric.substring(lastWord + 1) + "-info");
	}

	private static boolean removesInfo(MeterRegistry registry) {
		if (registry instanceof CompositeMeterRegistry composite) {
			return composite.getRegistries().stream().anyMatch(GaugeName::removesInfo);
		}
		NamingConvention convention = registry.config().namingConvention();
		return convention.name("any.info", Meter.Type.GAUGE, null)
			.equals(convention.name("any", Meter.Type.GAUGE, null));
	}

	private static String dotted(String metric) {
		// Each gauge keeps its name, and hundreds may have the same one.
		return metric.replace('_', '.').intern();
	}

}
