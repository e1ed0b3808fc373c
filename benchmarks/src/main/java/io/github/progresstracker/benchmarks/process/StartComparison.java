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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.github.progresstracker.benchmarks.application.EmptyJob;

/**
 * How long an application takes that has nothing to do, and how much is loaded for it.
 */
final class StartComparison implements Comparison {

	private static final String OUR_CLASSES = " io.github.progresstracker.";

	/** The applications are there with and without the starter. */
	private static final String APPLICATIONS = " io.github.progresstracker.benchmarks.";

	@Override
	public String name() {
		return "start";
	}

	@Override
	public String title() {
		return "Start to exit of an empty job";
	}

	@Override
	public int rounds() {
		return 15;
	}

	@Override
	public List<Group> groups(Setting setting) throws IOException {
		JavaApplication withActuator = setting.application(EmptyJob.class, Libraries.withoutStarter());
		JavaApplication withExport = withActuator.with(BootExport.to(setting.gateway()));
		Variant actuator = variant(setting, "actuator and Prometheus registry", withActuator);
		Variant starter = variant(setting, "the same with the starter",
				setting.application(EmptyJob.class, Libraries.withStarter())
					.with("--progress.tracker.pushgateway.url=" + setting.gateway()));
		Variant export = variant(setting, "the same with Spring Boot's export", withExport);
		Variant lastPush = variant(setting, "the same with Spring Boot's export and a push at the end",
				withExport.with(BootExport.LAST_PUSH));
		Variant plain = variant(setting, "plain Spring Boot", setting.application(EmptyJob.class, Libraries.BOOT));
		return List.of(new Group("", setting.either(List.of(actuator, starter, export, lastPush, plain),
				List.of(plain, starter, lastPush))));
	}

	private static Variant variant(Setting setting, String name, JavaApplication application) {
		Variant.Measurement counts = ((Variant.Measurement) () -> count(application)).once();
		Variant.Measurement time = setting.either(application::runTimed, Map::of);
		return new Variant(name, () -> {
			// First, as it also makes the system read the jars for the first time.
			Map<String, Double> counted = counts.measure();
			Map<String, Double> all = new LinkedHashMap<>(time.measure());
			all.putAll(counted);
			return all;
		});
	}

	private static Map<String, Double> count(JavaApplication application) throws IOException, InterruptedException {
		Path log = Files.createTempFile("classes", ".log");
		try {
			Map<String, Double> counted = new LinkedHashMap<>(
					application.jvm("-Xlog:class+load:file=" + log, "-D" + EmptyJob.COUNT + "=true").run());
			counted.put("classes", (double) lines(log).count());
			counted.put("classes of the starter",
					(double) lines(log).filter((line) -> line.contains(OUR_CLASSES) && !line.contains(APPLICATIONS))
						.count());
			return counted;
		}
		finally {
			Files.delete(log);
		}
	}

	private static Stream<String> lines(Path log) throws IOException {
		return Files.readAllLines(log).stream().filter((line) -> line.contains(" source: "));
	}

}
