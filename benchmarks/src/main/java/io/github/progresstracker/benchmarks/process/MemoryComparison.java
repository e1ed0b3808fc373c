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

import io.github.progresstracker.benchmarks.application.HeldApplication;
import io.github.progresstracker.benchmarks.application.HeldJobs;

/**
 * The memory that tracking needs, and how it grows with jobs and stages.
 */
final class MemoryComparison implements Comparison {

	@Override
	public String name() {
		return "memory";
	}

	@Override
	public String title() {
		return "Memory of an application";
	}

	@Override
	public int rounds() {
		return 5;
	}

	@Override
	public List<Group> groups(Setting setting) throws IOException {
		int seconds = setting.either(4, 0);
		JavaApplication without = application(setting, HeldApplication.class, Libraries.withoutStarter()).with(seconds);
		JavaApplication with = application(setting, HeldApplication.class, Libraries.withStarter()).with(seconds);
		List<Variant> jobs = new ArrayList<>();
		jobs.add(new Variant("starter, the application's own job",
				with.with("--progress.tracker.pushgateway.url=" + setting.gateway())::run));
		for (int number : setting.either(List.of(1, 10, 100), List.<Integer>of())) {
			jobs.add(variant(setting, "starter, %d jobs".formatted(number), seconds, number, 1));
		}
		if (setting.either(true, false)) {
			jobs.add(0, new Variant("without the starter", without::run));
		}
		List<Variant> stages = new ArrayList<>();
		for (int number : setting.either(List.of(0, 50, 500), List.of(50))) {
			stages.add(variant(setting, "%d stages".formatted(number), seconds, 1, number));
		}
		return List.of(new Group("Jobs", jobs), new Group("Stages of one job", stages));
	}

	private static Variant variant(Setting setting, String name, int seconds, int jobs, int stages) throws IOException {
		JavaApplication application = application(setting, HeldJobs.class, Libraries.withStarter()).with(seconds, jobs,
				stages, "--progress.tracker.max-jobs=10000", "--progress.tracker.max-stages=1000",
				"--progress.tracker.pushgateway.url=" + setting.gateway());
		return new Variant(name, application::run);
	}

	/**
	 * Uses the same collector and heap size on each machine. The collector must compact
	 * the heap at each collection. Otherwise it might leave gaps of dead objects, which
	 * would count as live.
	 */
	private static JavaApplication application(Setting setting, Class<?> main, Libraries... libraries) {
		return setting.application(main, libraries)
			.jvm("-XX:+UseSerialGC", "-XX:MarkSweepAlwaysCompactCount=1", "-Xms64m", "-Xmx64m");
	}

}
