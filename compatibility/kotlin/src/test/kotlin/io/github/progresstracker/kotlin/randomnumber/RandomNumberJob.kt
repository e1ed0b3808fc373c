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

package io.github.progresstracker.kotlin.randomnumber

import io.github.progresstracker.ProgressTracker
import org.slf4j.LoggerFactory
import org.springframework.beans.factory.annotation.Value
import org.springframework.boot.CommandLineRunner
import org.springframework.stereotype.Component
import java.time.Duration
import kotlin.random.Random

@Component
class RandomNumberJob(
    private val tracker: ProgressTracker,
    @Value("\${random-number.duration}") private val duration: Duration,
) : CommandLineRunner {

    private val logger = LoggerFactory.getLogger(RandomNumberJob::class.java)

    override fun run(vararg args: String) {
        val number = Random.nextInt(101)
        logger.info("Processing {} records", number)
        repeat(number) {
            tracker.inc()
        }
        Thread.sleep(duration.toMillis())
    }
}
