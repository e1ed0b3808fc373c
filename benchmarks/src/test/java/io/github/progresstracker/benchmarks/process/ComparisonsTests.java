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

import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Runs one round of each comparison with as little work as possible to check that it
 * still works. The measured values mean nothing here.
 */
class ComparisonsTests {

	@BeforeEach
	void gatewayIsInstalled() {
		boolean installed = Gateway.program().isPresent();
		if ("true".equalsIgnoreCase(System.getenv("CI"))) {
			assertThat(installed).as(Gateway.MISSING).isTrue();
		}
		Assumptions.assumeTrue(installed, Gateway.MISSING);
	}

	@Test
	void theStartComparisonCountsBeansConditionsAndClasses() throws Exception {
		assertThat(run(new StartComparison())).contains("## beans", "## conditions", "## classes")
			.containsPattern("classes of the starter(.*\n)+.*plain Spring Boot \\| 0 \\|")
			.containsPattern("with the starter \\| with Spring Boot's export and a push at the end \\| -?\\d")
			.containsPattern("s from the last runner's return to exit\n\n.*\n.*\n.*registry \\| 0\\.");
	}

	@ParameterizedTest
	@MethodSource("comparisons")
	void eachComparisonWritesItsTables(Comparison comparison, List<String> tables) throws Exception {
		assertThat(run(comparison)).contains(tables).doesNotContain("NaN");
	}

	static Stream<Object[]> comparisons() {
		return Stream.of(
				new Object[] { new LoopComparison(),
						List.of("## 30 ns of work: ns per record", "## 30 ns of work: s from start to exit",
								"| starter |", "| Micrometer counter and Spring Boot's export |") },
				new Object[] { new BatchComparison(),
						List.of("## s in the job", "## s of CPU in the job", "## MB allocated per million items",
								"## s of CPU\n") },
				new Object[] { new MemoryComparison(),
						List.of("## Jobs: KB of live objects", "## Stages of one job: KB resident", "| 50 stages |") },
				new Object[] { new ReportComparison(),
						List.of("## 5 stages: microseconds from snapshot to delivered",
								"## 5 stages: bytes of the body", "| starter |") },
				new Object[] { new FleetComparison(),
						List.of("## Jobs of one application: pushes per second",
								"## Shards of one job: ms the gateway takes for a push, mean") },
				new Object[] { new IdleComparison(), List.of("## of which by threads of the starter") });
	}

	private static String run(Comparison comparison) throws Exception {
		return Comparisons.run(comparison, 1, Setting.ofSmallSize(ClassPath.ofThisJvm()));
	}

}
