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
import java.util.List;
import java.util.stream.Stream;

import io.github.progresstracker.benchmarks.application.BatchJob;

/**
 * A Spring Batch job that writes to a database. With the actuator, Spring Boot turns on
 * an observation of each item by default.
 */
final class BatchComparison implements Comparison {

	/**
	 * The optimizing compiler removes allocations, and which ones differs from run to run
	 * by more than what is looked for.
	 */
	private static final String FIRST_COMPILER_ONLY = "-XX:TieredStopAtLevel=1";

	private static final String UNOBSERVED = "--management.observations.enable.spring.batch=false";

	@Override
	public String name() {
		return "batch";
	}

	@Override
	public String title() {
		return "A Spring Batch job with 1,000,000 items in chunks of 1,000, H2";
	}

	@Override
	public int rounds() {
		return 7;
	}

	@Override
	public List<Group> groups(Setting setting) throws IOException {
		JavaApplication without = application(setting, Libraries.withoutStarter());
		JavaApplication with = application(setting, Libraries.withStarter())
			.with("--progress.tracker.pushgateway.url=" + setting.gateway());
		Variant plain = new Variant("no actuator", application(setting, Libraries.BOOT)::runTimed);
		return List.of(group(setting, "", without, with, List.of(plain)),
				group(setting, "without the optimizing compiler", without.jvm(FIRST_COMPILER_ONLY),
						with.jvm(FIRST_COMPILER_ONLY), List.of()));
	}

	private static Group group(Setting setting, String title, JavaApplication without, JavaApplication with,
			List<Variant> more) {
		Variant unobserved = new Variant("actuator, Batch's observations off", without.with(UNOBSERVED)::runTimed);
		Variant starterUnobserved = new Variant("starter, Batch's observations off", with.with(UNOBSERVED)::runTimed);
		Variant observed = new Variant("actuator, Batch's observations on (default)", without::runTimed);
		Variant starter = new Variant("starter, Batch's observations on (default)", with::runTimed);
		List<Variant> all = Stream.concat(Stream.of(unobserved, starterUnobserved, observed, starter), more.stream())
			.toList();
		return new Group(title, setting.either(all, List.of(starterUnobserved)),
				List.of(new Pair(starterUnobserved, unobserved), new Pair(starter, observed)));
	}

	private static JavaApplication application(Setting setting, Libraries... libraries) {
		Libraries[] all = Stream.concat(Stream.of(libraries), Stream.of(Libraries.BATCH)).toArray(Libraries[]::new);
		return setting.application(BatchJob.class, all)
			.with("--items=" + setting.either(1_000_000, 1000), "--spring.batch.job.enabled=false");
	}

}
