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

package io.github.progresstracker.benchmarks.process;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Collectors;

import com.sun.management.OperatingSystemMXBean;

/**
 * Describes everything that is needed to repeat a measurement.
 */
final class Conditions {

	private static final List<String> LIBRARIES = List.of("spring-boot", "spring-batch-core", "micrometer-core",
			"prometheus-metrics-core", "h2");

	private Conditions() {
	}

	static String describe(Comparison comparison, int rounds, ClassPath classPath)
			throws IOException, InterruptedException {
		OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
		return """
				- `java -jar benchmarks/target/benchmarks.jar %s --rounds=%d`, %s
				- %s, %d processors, %d MB; %s %s; load %.2f before the first round
				- %s %s
				- %s; Pushgateway %s
				- Variants take turns in each round; medians and quartiles are those of all rounds. Differences and ratios are the medians of those to the first line, or to the variant that is named, within each round. Their intervals are 95 %% confidence intervals of that median (bootstrap)%s
				"""
			.formatted(comparison.name(), rounds, LocalDate.now(ZoneOffset.UTC), processor(),
					system.getAvailableProcessors(), system.getTotalMemorySize() >> 20, system.getName(),
					system.getVersion(), system.getSystemLoadAverage(), System.getProperty("java.vendor"),
					System.getProperty("java.runtime.version"),
					LIBRARIES.stream()
						.map((library) -> library + " " + classPath.version(library))
						.collect(Collectors.joining(", ")),
					Gateway.version(),
					(rounds < Interval.ENOUGH_VALUES) ? ", which may be too narrow with so few rounds" : "");
	}

	private static String processor() throws IOException {
		Path file = Path.of("/proc/cpuinfo");
		if (!Files.isReadable(file)) {
			return System.getProperty("os.arch");
		}
		return Files.readAllLines(file)
			.stream()
			.filter((line) -> line.startsWith("model name"))
			.map((line) -> line.substring(line.indexOf(':') + 1).strip())
			.findFirst()
			.orElse(System.getProperty("os.arch"));
	}

}
