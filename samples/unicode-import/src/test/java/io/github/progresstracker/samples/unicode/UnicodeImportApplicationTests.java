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

package io.github.progresstracker.samples.unicode;

import java.util.List;
import java.util.stream.IntStream;

import io.github.progresstracker.test.RecordedReports;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the whole application with an in-memory database.
 */
@SpringBootTest(properties = { "progress.tracker.job=unicode-import", "spring.datasource.url=jdbc:h2:mem:unicode" })
class UnicodeImportApplicationTests {

	@Test
	void allAssignedCodePointsAreImported(@Autowired RecordedReports reports, @Autowired JdbcTemplate jdbc) {
		int codePoints = Character.MAX_CODE_POINT + 1;
		List<Integer> assigned = IntStream.range(0, codePoints)
			.filter((codePoint) -> Character.getType(codePoint) != Character.UNASSIGNED)
			.boxed()
			.toList();
		assertThat(reports).hasRuns("unicode-import", 1)
			.lastOf("unicode-import")
			.isCompleted()
			.hasStages("scan", "load", "verify")
			.hasExpected("scan", codePoints)
			.hasProcessed("scan", codePoints)
			.hasSkipped("scan", codePoints - assigned.size())
			.hasExpected("load", assigned.size())
			.hasProcessed("load", assigned.size())
			.hasExpected("verify", assigned.size())
			.hasProcessed("verify", assigned.size());
		assertThat(jdbc.queryForList("select code_point from unicode_character order by code_point", Integer.class))
			.isEqualTo(assigned);
	}

}
