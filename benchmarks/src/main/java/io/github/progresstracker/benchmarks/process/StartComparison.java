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
 * How long an application with nothing to do takes, and how much it loads.
 */
final class StartComparison implements Comparison {

	private static final String ACTUATOR = "actuator and Prometheus registry";

	private static final String STARTER = "with the starter";

	private static final String EXPORT_AND_PUSH = "with Spring Boot's export and a push at the end";

	private static final String OUR_CLASSES = " io.github.progresstracker.";

	/** The applications, which are not part of the starter. */
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
	public List<Group> groups(Setting setting) throws IOException, InterruptedException {
		Object[] export = BootExport.to(setting.gateway());
		String toGateway = "--progress.tracker.pushgateway.url=" + setting.gateway();
		JavaApplication withActuator = setting.jar(EmptyJob.class, Libraries.withoutStarter());
		JavaApplication withStarter = setting.jar(EmptyJob.class, Libraries.withStarter());
		Variant plain = variant(setting, "plain Spring Boot", setting.jar(EmptyJob.class, Libraries.BOOT));
		Variant starter = variant(setting, STARTER, withStarter.with(toGateway));
		Variant exportAndPush = variant(setting, EXPORT_AND_PUSH, withActuator.with(export).with(BootExport.LAST_PUSH));
		JavaApplication extracted = setting.extracted(EmptyJob.class, Libraries.withoutStarter());
		JavaApplication extractedStarter = setting.extracted(EmptyJob.class, Libraries.withStarter());
		Variant archivedStarter = archived(setting, STARTER, extractedStarter.with(toGateway));
		Variant archivedExportAndPush = archived(setting, EXPORT_AND_PUSH,
				extracted.with(export).with(BootExport.LAST_PUSH));
		return List.of(
				new Group("",
						setting.either(List.of(variant(setting, ACTUATOR, withActuator), starter,
								variant(setting, "with Spring Boot's export", withActuator.with(export)), exportAndPush,
								plain), List.of(plain, starter, exportAndPush)),
						List.of(new Pair(starter, exportAndPush))),
				new Group("Extracted, with an archive of classes",
						List.of(archived(setting, ACTUATOR, extracted), archivedStarter, archivedExportAndPush),
						List.of(new Pair(archivedStarter, archivedExportAndPush))));
	}

	private static Variant archived(Setting setting, String name, JavaApplication application)
			throws IOException, InterruptedException {
		return new Variant(name, setting.archived(application)::runTimed);
	}

	private static Variant variant(Setting setting, String name, JavaApplication application) {
		Variant.Measurement counts = ((Variant.Measurement) () -> count(application)).once();
		Variant.Measurement time = setting.either(application::runTimed, Map::of);
		return new Variant(name, () -> {
			// This comes first because it makes the system read the jars for the first
			// time
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
