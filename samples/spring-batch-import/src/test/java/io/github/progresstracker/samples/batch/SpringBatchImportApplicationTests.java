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

package io.github.progresstracker.samples.batch;

import java.util.List;
import java.util.stream.IntStream;

import io.github.progresstracker.JobProgress;
import io.github.progresstracker.RecordCounts;
import io.github.progresstracker.test.RecordedReports;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the whole application, with an in-memory database: the job fails halfway and
 * is restarted.
 */
@SpringBootTest(properties = "spring.datasource.url=jdbc:h2:mem:unicode-batch")
class SpringBatchImportApplicationTests {

	private static final int CODE_POINTS = CodePointPartitioner.CODE_POINTS;

	private static final int SURROGATES = Character.MAX_SURROGATE - Character.MIN_SURROGATE + 1;

	@Test
	void allCharactersAreImportedInTwoRuns(@Autowired RecordedReports reports, @Autowired JdbcTemplate jdbc) {
		assertThat(reports).hasRuns("unicode-import", 2);
		assertThat(reports).lastOf("unicode-import").isCompleted().hasStages("load", "verify");
		List<JobProgress> ends = reports.of("unicode-import")
			.stream()
			.filter((report) -> report.status().isEnd())
			.toList();
		RecordCounts first = load(ends.get(0));
		RecordCounts second = load(ends.get(1));
		assertThat(ends.get(0).outcomes().lastFailure()).satisfies((failure) -> {
			assertThat(failure.exception()).isEqualTo("RocketExplodedException");
			assertThat(failure.stage()).isEqualTo("load");
		});
		assertThat(first.expected()).isEqualTo(CODE_POINTS);
		assertThat(second.processed()).isEqualTo(second.expected()).isPositive();
		assertThat(first.skipped() + second.skipped()).isEqualTo(SURROGATES);
		assertThat(first.processed() + second.processed()).isEqualTo(CODE_POINTS);
		assertThat(jdbc.queryForList("select code_point from unicode_character order by code_point", Integer.class))
			.isEqualTo(IntStream.range(0, CODE_POINTS)
				.filter(Character::isDefined)
				.filter((codePoint) -> Character.getType(codePoint) != Character.SURROGATE)
				.boxed()
				.toList());
	}

	private static RecordCounts load(JobProgress run) {
		return run.stage("load").orElseThrow().records();
	}

}
