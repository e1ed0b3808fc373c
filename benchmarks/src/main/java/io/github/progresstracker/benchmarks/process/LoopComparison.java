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

import io.github.progresstracker.benchmarks.application.BareLoop;
import io.github.progresstracker.benchmarks.application.MeteredLoop;
import io.github.progresstracker.benchmarks.application.TrackedLoop;
import io.github.progresstracker.benchmarks.application.Work;

/**
 * The effect on a job that does some work for each record, including its reports.
 */
final class LoopComparison implements Comparison {

	private static final double SECONDS = 10;

	private static final int SECONDS_BETWEEN_PUSHES = 5;

	private static final int RECORDS_FOR_CHECK = 2000;

	@Override
	public String name() {
		return "loop";
	}

	@Override
	public String title() {
		return "A loop with work for each record";
	}

	@Override
	public int rounds() {
		return 5;
	}

	@Override
	public List<Group> groups(Setting setting) throws IOException {
		List<Group> groups = new ArrayList<>();
		for (int nanos : setting.either(List.of(1000, 30), List.of(30))) {
			long records = setting.either((long) (SECONDS * 1e9 / nanos), (long) RECORDS_FOR_CHECK);
			groups.add(group(setting, "%d ns of work".formatted(nanos), records, Work.stepsOf(nanos)));
		}
		PerlLoops.group(setting).ifPresent(groups::add);
		return groups;
	}

	private static Group group(Setting setting, String title, long records, int steps) throws IOException {
		JavaApplication bare = setting.application(BareLoop.class, Libraries.withoutStarter()).with(records, steps);
		Variant none = new Variant("no tracking", bare::runTimed);
		Variant starter = tracked(setting, "starter", setting.gateway(), records, steps);
		Variant starterInBlackHole = tracked(setting, "starter, gateway a black hole", setting.blackHole(), records,
				steps);
		Variant counter = metered(setting, "Micrometer counter and Spring Boot's export", setting.gateway(), records,
				steps);
		Variant counterInBlackHole = metered(setting, "the same, gateway a black hole", setting.blackHole(), records,
				steps);
		return new Group(title, setting.either(List.of(none, starter, starterInBlackHole, counter, counterInBlackHole),
				List.of(none, starter, counter)));
	}

	private static Variant tracked(Setting setting, String name, String gateway, long records, int steps) {
		JavaApplication application = setting.application(TrackedLoop.class, Libraries.withStarter())
			.with(records, steps, "--progress.tracker.pushgateway.url=" + gateway);
		return new Variant(name, application::runTimed);
	}

	/** Pushes as often as the starter does, and at the end. */
	private static Variant metered(Setting setting, String name, String gateway, long records, int steps) {
		JavaApplication application = setting.application(MeteredLoop.class, Libraries.withoutStarter())
			.with(records, steps, BootExport.pushEach(SECONDS_BETWEEN_PUSHES), BootExport.LAST_PUSH)
			.with(BootExport.to(gateway));
		return new Variant(name, application::runTimed);
	}

}
