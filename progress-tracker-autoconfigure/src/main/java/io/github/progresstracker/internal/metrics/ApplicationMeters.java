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

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.regex.Pattern;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.config.MeterFilter;

import org.springframework.beans.factory.config.BeanPostProcessor;

/**
 * The meters of the application that have the name of one of our gauges. A registry for
 * Prometheus shows only the first type of meter that is registered under a name, and no
 * registry takes two types of meter with the same name and tags. So our gauges give way,
 * just before the application's meter is registered.
 * <p>
 * Only a filter learns of a meter that early. A registry calls its filters without its
 * own lock, but maybe with that of a registry that contains it, so nothing here waits for
 * a lock. Thread-safe.
 */
public final class ApplicationMeters implements BeanPostProcessor {

	/**
	 * Our gauges are registered with this in front of their names, and the filter removes
	 * it. A registry does not call its filters for a name and tags that it was asked for
	 * before, so the application must never ask for the same ones as we do.
	 */
	private static final String ALIAS = "progress-tracker:";

	private static final Pattern SEPARATOR = Pattern.compile("[^a-zA-Z0-9]");

	/** The client library of Prometheus reserves these for certain types of metrics. */
	private static final Pattern RESERVED_SUFFIX = Pattern.compile("_(total|created|bucket|info)$");

	private final Set<MeterRegistry> registries = ConcurrentHashMap.newKeySet();

	private final List<Consumer<String>> listeners = new CopyOnWriteArrayList<>();

	/** The application's meters, by the name of our metric in Prometheus. */
	private final Map<String, Meter.Id> taken = new ConcurrentHashMap<>();

	/** First, so that the filters of others see the names that registries show. */
	@Override
	public Object postProcessBeforeInitialization(Object bean, String name) {
		if (bean instanceof MeterRegistry registry) {
			watch(registry);
		}
		return bean;
	}

	/**
	 * Watches a registry, best before anything is registered with it.
	 * @param registry the registry
	 */
	public void watch(MeterRegistry registry) {
		if (this.registries.add(registry)) {
			registry.getMeters().forEach((meter) -> notice(meter.getId(), registry));
			registry.config().meterFilter(new MeterFilter() {

				@Override
				public Meter.Id map(Meter.Id id) {
					if (id.getName().startsWith(ALIAS)) {
						return id.withName(id.getName().substring(ALIAS.length()));
					}
					notice(id, registry);
					return GaugeName.shown(id, registry);
				}

			});
		}
	}

	/**
	 * Adds a listener that is called when the application is about to register a meter
	 * that one of our metrics has to give way to.
	 * @param listener accepts the name of our metric in Prometheus, and must not wait
	 */
	void onTaken(Consumer<String> listener) {
		this.listeners.add(listener);
	}

	/**
	 * Whether the application has a meter of the name of a metric.
	 * @param metric the name of the metric in Prometheus
	 * @return whether our gauges have given way
	 */
	boolean hasTaken(String metric) {
		return this.taken.containsKey(metric);
	}

	/**
	 * Returns the metrics that have given way.
	 * @return the application's meters, by the name of our metric in Prometheus
	 */
	Map<String, Meter.Id> taken() {
		return this.taken.isEmpty() ? Map.of() : new TreeMap<>(this.taken);
	}

	/**
	 * Returns the name to register a gauge with.
	 * @param name the name that the gauge shall have
	 * @param registry the registry
	 * @return a name that the application's meters do not have
	 */
	String alias(String name, MeterRegistry registry) {
		return this.registries.contains(registry) ? ALIAS + name : name;
	}

	private void notice(Meter.Id id, MeterRegistry registry) {
		// All of our names begin like this. This is called for each meter.
		if (!id.getName().startsWith("job")) {
			return;
		}
		for (String metric : ProgressMetrics.NAMES) {
			if (collides(id, metric, registry) && this.taken.putIfAbsent(metric, id) == null) {
				this.listeners.forEach((listener) -> listener.accept(metric));
			}
		}
	}

	private static boolean collides(Meter.Id id, String metric, MeterRegistry registry) {
		if (isGauge(id, registry) || id.getType() == Meter.Type.OTHER) {
			return false;
		}
		String name = prometheusName(id);
		return name.equals(metric) || RESERVED_SUFFIX.matcher(name).replaceFirst("").equals(metric)
				|| (id.getType() != Meter.Type.GAUGE && id.getName().equals(GaugeName.of(metric, registry).name()));
	}

	/**
	 * Whether a meter is one of our gauges, or a gauge of the application that a registry
	 * shows next to them.
	 */
	private static boolean isGauge(Meter.Id id, MeterRegistry registry) {
		return id.getType() == Meter.Type.GAUGE && ProgressMetrics.NAMES.stream()
			.anyMatch((metric) -> GaugeName.of(metric, registry).isOf(id) || GaugeName.ofPrometheus(metric).isOf(id));
	}

	/** As the naming convention for Prometheus has it. */
	private static String prometheusName(Meter.Id id) {
		String name = SEPARATOR.matcher(id.getName()).replaceAll("_");
		String unit = switch (id.getType()) {
			case TIMER, LONG_TASK_TIMER -> "seconds";
			default -> (id.getBaseUnit() != null) ? SEPARATOR.matcher(id.getBaseUnit()).replaceAll("_") : "";
		};
		return (unit.isEmpty() || name.endsWith("_" + unit)) ? name : name + "_" + unit;
	}

}
