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
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Measures all variants in each round, so that other load on the machine affects all of
 * them. Each round starts with a different variant, so that none always runs after the
 * same demanding one.
 */
final class Rounds {

	private Rounds() {
	}

	static List<Results> run(List<Group> groups, int rounds) throws IOException, InterruptedException {
		Map<Variant, Results> resultsOf = new LinkedHashMap<>();
		List<Results> all = new ArrayList<>();
		for (Group group : groups) {
			Results results = new Results(group);
			all.add(results);
			group.variants().forEach((variant) -> resultsOf.put(variant, results));
		}
		List<Map.Entry<Variant, Results>> turns = new ArrayList<>(resultsOf.entrySet());
		for (int round = 1; round <= rounds; round++) {
			for (Map.Entry<Variant, Results> turn : turns) {
				System.err.printf("round %d of %d: %s%n", round, rounds, turn.getKey().name());
				turn.getValue().add(turn.getKey(), turn.getKey().measurement().measure());
			}
			Collections.rotate(turns, -1);
		}
		return all;
	}

}
