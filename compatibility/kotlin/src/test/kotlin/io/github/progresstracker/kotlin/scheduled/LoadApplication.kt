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

package io.github.progresstracker.kotlin.scheduled

import net.javacrumbs.shedlock.core.LockProvider
import net.javacrumbs.shedlock.provider.jdbctemplate.JdbcTemplateLockProvider
import net.javacrumbs.shedlock.spring.annotation.EnableSchedulerLock
import org.springframework.boot.autoconfigure.SpringBootApplication
import org.springframework.context.annotation.Bean
import org.springframework.jdbc.core.JdbcTemplate
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabase
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabaseBuilder
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabaseType
import org.springframework.scheduling.annotation.EnableAsync
import org.springframework.scheduling.annotation.EnableScheduling
import org.springframework.stereotype.Component
import java.util.concurrent.CopyOnWriteArrayList

@SpringBootApplication
@EnableAsync
@EnableScheduling
@EnableSchedulerLock(defaultLockAtMostFor = "1h")
class LoadApplication {

    @Bean
    fun lockDatabase(): EmbeddedDatabase = EmbeddedDatabaseBuilder()
        .setType(EmbeddedDatabaseType.H2)
        .generateUniqueName(true)
        .build()

    @Bean
    fun locks(lockDatabase: EmbeddedDatabase): LockProvider {
        val jdbc = JdbcTemplate(lockDatabase)
        jdbc.execute(
            "create table shedlock (name varchar(64) primary key, lock_until timestamp, locked_at timestamp, " +
                "locked_by varchar(255))",
        )
        return JdbcTemplateLockProvider(jdbc)
    }
}

interface Leader {

    fun isLeader(): Boolean
}

@Component
class Elected : Leader {

    @Volatile
    var elected = true

    override fun isLeader() = elected
}

@Component
class Articles {

    val stored = CopyOnWriteArrayList<String>()

    fun store(article: String) {
        stored += article
    }
}
