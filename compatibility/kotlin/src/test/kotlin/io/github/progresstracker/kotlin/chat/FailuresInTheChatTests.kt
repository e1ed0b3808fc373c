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

package io.github.progresstracker.kotlin.chat

import com.sun.net.httpserver.HttpServer
import io.github.progresstracker.ProgressTrackers
import org.assertj.core.api.Assertions.assertThat
import org.assertj.core.api.Assertions.assertThatIllegalStateException
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Test
import org.springframework.beans.factory.getBean
import org.springframework.boot.autoconfigure.SpringBootApplication
import org.springframework.boot.runApplication
import java.net.InetAddress
import java.net.InetSocketAddress
import java.util.concurrent.CopyOnWriteArrayList

class FailuresInTheChatTests {

    private val messages = CopyOnWriteArrayList<String>()

    private val chat = HttpServer.create(InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0).apply {
        createContext("/") { exchange ->
            messages += exchange.requestBody.reader().readText()
            exchange.sendResponseHeaders(200, -1)
            exchange.close()
        }
        start()
    }

    @AfterEach
    fun stop() = chat.stop(0)

    @Test
    fun aFailedRunIsSentToTheChatAndACompletedOneIsNot() {
        runApplication<ChatApplication>(
            "--chat.url=http://localhost:${chat.address.port}",
            "--progress.tracker.terminal.mode=off",
        ).use { context ->
            val trackers = context.getBean<ProgressTrackers>()
            trackers.run("hourly") { it.inc() }
            assertThatIllegalStateException().isThrownBy {
                trackers.run("nightly") { error("no disk") }
            }
        }
        assertThat(messages).isNotEmpty().containsOnly("Job nightly failed with IllegalStateException: no disk")
    }

    @SpringBootApplication
    class ChatApplication
}
