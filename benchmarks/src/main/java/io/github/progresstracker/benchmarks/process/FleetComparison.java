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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.progresstracker.benchmarks.application.Fleet;

/**
 * The load on a gateway when many jobs are busy at the same time.
 */
final class FleetComparison implements Comparison {

	private static final String PUSHES = "pushgateway_http_push_duration_seconds";

	@Override
	public String name() {
		return "fleet";
	}

	@Override
	public String title() {
		return "Many jobs that always have something to report to one gateway";
	}

	@Override
	public int rounds() {
		return 3;
	}

	@Override
	public List<Group> groups(Setting setting) {
		return List.of(group(setting, "Jobs of one application", Fleet.JOBS),
				group(setting, "Shards of one job", Fleet.SHARDS));
	}

	private static Group group(Setting setting, String title, String kind) {
		List<Variant> variants = new ArrayList<>();
		for (int jobs : setting.either(List.of(1, 10, 100), List.of(2))) {
			variants.add(new Variant(Integer.toString(jobs), () -> measure(setting, jobs, kind)));
		}
		return new Group(title, variants);
	}

	private static Map<String, Double> measure(Setting setting, int jobs, String kind)
			throws IOException, InterruptedException {
		int seconds = setting.either(30, 1);
		try (Gateway gateway = Gateway.start()) {
			setting.application(Fleet.class, Libraries.withStarter()).with(gateway.url(), jobs, seconds, kind).run();
			Map<String, Double> measured = new LinkedHashMap<>();
			double pushes = gateway.value(PUSHES + "_count{method=\"post\"}");
			measured.put("pushes per second", pushes / seconds);
			measured.put("ms the gateway takes for a push, mean",
					gateway.value(PUSHES + "_sum{method=\"post\"}") * 1000 / pushes);
			measured.put("ms the gateway takes for a push, 90th percentile",
					gateway.value(PUSHES + "{method=\"post\",quantile=\"0.9\"}") * 1000);
			return measured;
		}
	}

}
