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

package io.github.progresstracker.compatibility.slices.example;

import io.github.progresstracker.test.RecordedReports;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

import static org.assertj.core.api.Assertions.assertThat;

@WebMvcTest(OrderUpload.class)
class OrderUploadTests {

	@Test
	void eachLineIsAnOrder(@Autowired MockMvcTester mvc, @Autowired RecordedReports reports) {
		assertThat(mvc.post().uri("/orders").content("7\n12\n")).hasStatusOk();
		assertThat(reports).lastOf("upload").isCompleted().hasProcessed(2);
	}

}
