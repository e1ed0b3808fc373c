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
package io.github.progresstracker.test.plain.example;

import java.util.List;

import io.github.progresstracker.ProgressTracker;
import io.github.progresstracker.StageProgress;
import io.github.progresstracker.simple.SimpleProgressTrackers;
import io.github.progresstracker.test.JobProgressAssert;
import org.junit.jupiter.api.Test;

import org.springframework.boot.DefaultApplicationArguments;

import static org.assertj.core.api.Assertions.assertThat;

class CustomerExportTests {

	@Test
	void eachCustomerIsCountedInEachStage() {
		ProgressTracker tracker = new SimpleProgressTrackers().start("export");
		new CustomerExport(tracker, new ThreeCustomers()).run(new DefaultApplicationArguments());
		JobProgressAssert.assertThat(tracker.progress())
			.hasProcessed("read", 3)
			.hasProcessed("check", 3)
			.hasProcessed("write", 2)
			.hasProcessed("mails", 2)
			.hasProcessed("letters", 2);
		assertThat(tracker.progress().stage("check").map(StageProgress::records))
			.hasValueSatisfying((records) -> assertThat(records.skipped()).isOne());
	}

	private static final class ThreeCustomers implements Customers {

		@Override
		public List<String> lines() {
			return List.of("Ada", " ", "Grace");
		}

		@Override
		public void write(String line) {
		}

		@Override
		public void mail(String line) {
		}

		@Override
		public void print(String line) {
		}

	}

}
