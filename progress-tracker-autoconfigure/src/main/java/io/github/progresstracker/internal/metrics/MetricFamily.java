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

/**
 * A metric of a job with all of its series at one instant. All metrics are gauges.
 * Immutable.
 *
 * @param name the name in Prometheus, unit included
 * @param help what the values mean, and their unit; the same for all jobs
 * @param samples the values, at least one
 */
record MetricFamily(String name, String help, List<Sample> samples) {

	MetricFamily {
		samples = List.copyOf(samples);
	}

	/**
	 * The value of one series.
	 *
	 * @param labels the labels of the series by name, except those of the job's identity;
	 * empty for the value of the whole run
	 * @param value the value, possibly infinite
	 */
	record Sample(Map<String, String> labels, double value) {

		Sample {
			labels = Map.copyOf(labels);
		}

	}

}
