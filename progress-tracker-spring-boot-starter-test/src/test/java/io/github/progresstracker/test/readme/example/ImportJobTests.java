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

package io.github.progresstracker.test.readme.example;

import io.github.progresstracker.test.ProgressTrackerTest;
import io.github.progresstracker.test.RecordedReports;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;

import static org.assertj.core.api.Assertions.assertThat;

@ProgressTrackerTest(properties = "progress.tracker.job=import")
@Import(ImportJob.class)
class ImportJobTests {

	@Test
	void theExampleCountsFilesAndIndexedRecords(@Autowired RecordedReports reports) {
		assertThat(reports).lastOf("import").isCompleted().hasProcessed("load", 3).hasProcessed("index", 70);
	}

}
