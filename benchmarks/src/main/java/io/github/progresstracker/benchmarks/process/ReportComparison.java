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
import java.util.ArrayList;
import java.util.List;

import io.github.progresstracker.benchmarks.application.ClientPushes;
import io.github.progresstracker.benchmarks.application.TrackerPushes;

/**
 * The cost of one report in a JVM that has warmed up.
 */
final class ReportComparison implements Comparison {

	/**
	 * Without these options, memory is new until the first garbage collection, and the
	 * first use of a page costs more than all else in a report. Then the variant that
	 * allocates more is at an advantage, as it collects sooner.
	 */
	private static final String[] USED_MEMORY = { "-Xms96m", "-Xmx96m", "-XX:+AlwaysPreTouch" };

	@Override
	public String name() {
		return "report";
	}

	@Override
	public String title() {
		return "One report, from the snapshot until the gateway has answered";
	}

	@Override
	public int rounds() {
		return 5;
	}

	@Override
	public List<Group> groups(Setting setting) throws IOException {
		List<Group> groups = new ArrayList<>();
		for (int stages : setting.either(List.of(5, 50, 500), List.of(5))) {
			Variant library = variant(setting, "Prometheus client library with its own registry", ClientPushes.class,
					stages);
			Variant bounded = variant(setting, "the same with timeouts", ClientPushes.class, stages,
					ClientPushes.TIMEOUTS);
			Variant starter = variant(setting, "starter", TrackerPushes.class, stages);
			groups.add(new Group("%d stages".formatted(stages), List.of(library, bounded, starter),
					List.of(new Pair(starter, bounded))));
		}
		return groups;
	}

	/**
	 * Uses a new gateway each time, because whatever a gateway stores makes pushes
	 * slower.
	 */
	private static Variant variant(Setting setting, String name, Class<?> main, int stages, Object... arguments) {
		return new Variant(name, () -> {
			try (Gateway gateway = Gateway.start()) {
				return setting.application(main, Libraries.withStarter())
					.jvm(USED_MEMORY)
					.with(gateway.url(), stages, setting.either(pushes(stages), 3))
					.with(arguments)
					.run();
			}
		});
	}

	/** The more stages, the sooner all is compiled. */
	private static int pushes(int stages) {
		return Math.max(200, 1000 / (1 + stages / 50));
	}

}
