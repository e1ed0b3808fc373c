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

package io.github.progresstracker.kotlin.slices

import io.github.progresstracker.test.RecordedReports
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.Test
import org.springframework.beans.factory.annotation.Autowired
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest
import org.springframework.test.context.TestPropertySource
import org.springframework.test.web.servlet.assertj.MockMvcTester

@TestPropertySource(properties = ["spring.main.web-application-type=servlet"])
@WebMvcTest(OrderUpload::class)
class OrderUploadTests {

    @Test
    fun eachLineIsAnOrder(@Autowired mvc: MockMvcTester, @Autowired reports: RecordedReports) {
        assertThat(mvc.post().uri("/orders").content("7\n12\n")).hasStatusOk()
        assertThat(reports).lastOf("upload").isCompleted().hasProcessed(2)
    }
}
