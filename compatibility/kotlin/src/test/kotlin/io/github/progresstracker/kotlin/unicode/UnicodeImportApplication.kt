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

import org.springframework.batch.core.job.Job
import org.springframework.batch.core.job.builder.JobBuilder
import org.springframework.batch.core.repository.JobRepository
import org.springframework.batch.core.step.Step
import org.springframework.batch.core.step.builder.StepBuilder
import org.springframework.batch.infrastructure.repeat.RepeatStatus
import org.springframework.boot.autoconfigure.SpringBootApplication
import org.springframework.boot.runApplication
import org.springframework.context.annotation.Bean
import org.springframework.transaction.PlatformTransactionManager

/** The emoticons and what follows them: a rocket, and some code points that are not assigned. */
val CODE_POINTS = 0x1F600..0x1F6FF

@SpringBootApplication
class UnicodeImportApplication(
    private val repository: JobRepository,
    private val transactions: PlatformTransactionManager,
) {

    @Bean
    fun unicodeImport(table: CharacterTable): Job =
        JobBuilder("unicode-import", repository).start(load(table)).next(verify(table)).build()

    private fun load(table: CharacterTable): Step = StepBuilder("load", repository)
        .chunk<Int, Int>(50)
        .reader(CodePointReader(CODE_POINTS))
        .processor { codePoint -> if (Character.isDefined(codePoint)) codePoint else null }
        .writer(table)
        .transactionManager(transactions)
        .build()

    private fun verify(table: CharacterTable): Step = StepBuilder("verify", repository)
        .tasklet({ _, _ ->
            check(table.count() == CODE_POINTS.count(Character::isDefined)) { "A character is missing" }
            RepeatStatus.FINISHED
        }, transactions)
        .build()
}

fun main(args: Array<String>) {
    runApplication<UnicodeImportApplication>(*args)
}
