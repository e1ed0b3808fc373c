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

package io.github.progresstracker.kotlin.customers

import org.springframework.boot.autoconfigure.SpringBootApplication
import org.springframework.boot.context.properties.ConfigurationProperties
import org.springframework.boot.context.properties.ConfigurationPropertiesScan
import org.springframework.boot.runApplication
import org.springframework.stereotype.Component
import java.util.concurrent.ConcurrentLinkedQueue

@SpringBootApplication
@ConfigurationPropertiesScan
class CustomersApplication

@ConfigurationProperties("customers")
data class CustomersProperties(val lines: List<String>)

@Component
class Customers(private val properties: CustomersProperties) {

    val written = mutableListOf<String>()

    val sent = ConcurrentLinkedQueue<String>()

    fun lines() = properties.lines

    fun write(line: String) {
        written += line
    }

    fun mail(line: String) {
        sent += "mail to $line"
    }

    fun print(line: String) {
        sent += "letter to $line"
    }
}

fun main(args: Array<String>) {
    runApplication<CustomersApplication>(*args)
}
