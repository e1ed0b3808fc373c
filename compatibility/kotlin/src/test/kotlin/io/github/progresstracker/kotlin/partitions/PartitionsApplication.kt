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

package io.github.progresstracker.kotlin.partitions

import org.springframework.batch.core.configuration.annotation.EnableBatchProcessing
import org.springframework.batch.core.configuration.annotation.EnableJdbcJobRepository
import org.springframework.batch.integration.config.annotation.EnableBatchIntegration
import org.springframework.boot.autoconfigure.SpringBootApplication
import org.springframework.context.annotation.Bean
import org.springframework.integration.config.EnableIntegration
import org.springframework.jdbc.support.JdbcTransactionManager
import javax.sql.DataSource

/**
 * Has what Spring Boot would configure. Its starters are left out, so that the other applications of this module stay
 * as they are.
 */
@SpringBootApplication
@EnableBatchIntegration
@EnableBatchProcessing
@EnableIntegration
@EnableJdbcJobRepository
class PartitionsApplication {

    @Bean
    fun transactionManager(dataSource: DataSource) = JdbcTransactionManager(dataSource)
}
