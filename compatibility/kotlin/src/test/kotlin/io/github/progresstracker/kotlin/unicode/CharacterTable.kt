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

import org.springframework.batch.infrastructure.item.Chunk
import org.springframework.batch.infrastructure.item.ItemWriter
import org.springframework.jdbc.core.JdbcTemplate
import org.springframework.jdbc.core.queryForObject
import org.springframework.stereotype.Component

class RocketExplodedException : RuntimeException()

/**
 * Fails when it stores the character 🚀 for the first time.
 */
@Component
class CharacterTable(private val jdbc: JdbcTemplate) : ItemWriter<Int> {

    private var failing = true

    init {
        jdbc.execute("create table unicode_character (code_point integer primary key)")
    }

    override fun write(chunk: Chunk<out Int>) {
        for (codePoint in chunk) {
            jdbc.update("insert into unicode_character (code_point) values (?)", codePoint)
            if (codePoint == ROCKET && failing) {
                failing = false
                throw RocketExplodedException()
            }
        }
    }

    fun count() = jdbc.queryForObject<Int>("select count(*) from unicode_character")

    companion object {

        private const val ROCKET = 0x1F680
    }
}
