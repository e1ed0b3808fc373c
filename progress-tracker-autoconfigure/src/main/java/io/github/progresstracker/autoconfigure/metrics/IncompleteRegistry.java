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

package io.github.progresstracker.autoconfigure.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.SpringBootVersion;
import org.springframework.core.env.Environment;

/**
 * A registry for Prometheus that shows only a part of our gauges. Micrometer's, before
 * version 1.17, keeps of each name the series that have the labels of the first one: not
 * those of stages, and not those of a job that has other labels.
 */
final class IncompleteRegistry {

	private static final Logger logger = LoggerFactory.getLogger(IncompleteRegistry.class);

	/** By its name, as it need not be on the class path. */
	private static final String PROMETHEUS = "io.micrometer.prometheusmetrics.PrometheusMeterRegistry";

	private static final int FIRST_COMPLETE_MINOR = 17;

	private IncompleteRegistry() {
	}

	/**
	 * Warns if the registry, or one of those that it is made of, shows only a part.
	 * @param registry where our gauges are registered
	 * @param environment the environment, which may turn them off
	 */
	static void warnOf(MeterRegistry registry, Environment environment) {
		Class<?> prometheus = prometheus(registry);
		if (prometheus == null) {
			return;
		}
		String version = prometheus.getPackage().getImplementationVersion();
		if (version != null && isIncomplete(version) && showsGauges(environment)) {
			logger.warn(warning(version));
		}
	}

	static @Nullable Class<?> prometheus(MeterRegistry registry) {
		if (registry instanceof CompositeMeterRegistry composite) {
			for (MeterRegistry part : composite.getRegistries()) {
				Class<?> prometheus = prometheus(part);
				if (prometheus != null) {
					return prometheus;
				}
			}
			return null;
		}
		Class<?> type = registry.getClass();
		while (type != null && !type.getName().equals(PROMETHEUS)) {
			type = type.getSuperclass();
		}
		return type;
	}

	static boolean isIncomplete(String version) {
		String[] numbers = version.split("\\.", -1);
		try {
			return Integer.parseInt(numbers[0]) == 1 && Integer.parseInt(numbers[1]) < FIRST_COMPLETE_MINOR;
		}
		catch (ArrayIndexOutOfBoundsException | NumberFormatException ex) {
			return false;
		}
	}

	/** As the filter of Spring Boot decides it. */
	static boolean showsGauges(Environment environment) {
		boolean all = environment.getProperty("management.metrics.enable.all", Boolean.class, true);
		return environment.getProperty("management.metrics.enable.job", Boolean.class, all);
	}

	static String warning(String version) {
		return """
				This application runs on Spring Boot %s (Micrometer %s): its meter registry shows only a part of the job \
				metrics. Stages are missing, and so are jobs whose labels differ from those of the first one. Pushes are \
				complete. Upgrade to Spring Boot 4.1, which comes with Micrometer 1.17, or turn these gauges off with \
				progress.tracker.metrics.enabled=false\
				"""
			.formatted(SpringBootVersion.getVersion(), version);
	}

}
