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

import java.util.Objects;

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

	private static final String INFO_UNIT = "-info";

	/**
	 * The name of a metric's gauge.
	 * @param metric the name in Prometheus
	 * @param registry the registry that the gauge is for
	 * @return the name in Micrometer
	 */
	static GaugeName of(String metric, MeterRegistry registry) {
		return (metric.endsWith(INFO) && !removesInfo(registry)) ? new GaugeName(dotted(metric), null)
				: ofPrometheus(metric);
	}

	/**
	 * The name of a metric's gauge in a registry for Prometheus.
	 * @param metric the name in Prometheus
	 * @return the name in Micrometer
	 */
	static GaugeName ofPrometheus(String metric) {
		if (metric.endsWith(SECONDS)) {
			return new GaugeName(dotted(metric.substring(0, metric.length() - SECONDS.length())), "seconds");
		}
		return metric.endsWith(INFO) ? asUnit(metric.substring(0, metric.length() - INFO.length()))
				: new GaugeName(dotted(metric), null);
	}

	/**
	 * The id under which a registry shows a meter. A composite registry hands the id that
	 * a registry for Prometheus needs on to all of its registries.
	 * @param id the id that the registry was given
	 * @param registry the registry
	 * @return the same id, or the one with the name in full
	 */
	static Meter.Id shown(Meter.Id id, MeterRegistry registry) {
		String unit = id.getBaseUnit();
		if (unit == null || !unit.endsWith(INFO_UNIT) || removesInfo(registry)) {
			return id;
		}
		String word = unit.substring(0, unit.length() - INFO_UNIT.length());
		return id.withName("%s.%s.info".formatted(id.getName(), word)).withBaseUnit(null);
	}

	/**
	 * Whether a meter has this name.
	 * @param id the id of the meter
	 * @return whether its name and unit are these
	 */
	boolean isOf(Meter.Id id) {
		return this.name.equals(id.getName()) && Objects.equals(this.unit, id.getBaseUnit());
	}

	/**
	 * A Prometheus registry takes {@code job.last.failure.info} for another gauge named
	 * {@code job_last_failure}, and refuses it. It appends the unit to the name without
	 * checking it, so the unit is the only place for the suffix that it would remove.
	 */
	private static GaugeName asUnit(String metric) {
		int lastWord = metric.lastIndexOf('_');
		return new GaugeName(dotted(metric.substring(0, lastWord)), metric.substring(lastWord + 1) + INFO_UNIT);
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
