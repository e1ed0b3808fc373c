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

package io.github.progresstracker.kotlin.unicode

import io.github.progresstracker.test.RecordedReports
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.Test
import org.springframework.beans.factory.annotation.Autowired
import org.springframework.boot.test.context.SpringBootTest
import org.springframework.jdbc.core.JdbcTemplate
import org.springframework.jdbc.core.queryForList

@SpringBootTest(properties = ["spring.autoconfigure.exclude=", "logging.level.org.springframework.batch=off"])
class UnicodeImportApplicationTests {

    @Test
    fun allCharactersAreImportedInTwoRuns(@Autowired reports: RecordedReports, @Autowired jdbc: JdbcTemplate) {
        assertThat(reports).hasRuns("unicode-import", 2)
        assertThat(reports).lastOf("unicode-import").isCompleted().hasStages("load", "verify")
        val (first, second) = reports.of("unicode-import").filter { it.status.isEnd }
        assertThat(first.outcomes.lastFailure?.exception).isEqualTo("RocketExplodedException")
        assertThat(first.outcomes.lastFailure?.stage).isEqualTo("load")
        assertThat(first.records.processed).isEqualTo(100)
        assertThat(second.records.processed).isEqualTo(CODE_POINTS.count() - 100L)
        assertThat(jdbc.queryForList<Int>("select code_point from unicode_character order by code_point"))
            .isEqualTo(CODE_POINTS.filter(Character::isDefined))
    }
}
