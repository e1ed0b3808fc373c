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

package io.github.progresstracker.internal.text;

import io.github.progresstracker.JobProgress;
import io.github.progresstracker.report.ProgressReporter;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ReporterName}.
 */
class ReporterNameTests {

	@Test
	void aReporterIsNamedAfterItsClassByDefault() {
		assertThat(new Mail().destination()).isEqualTo("Mail");
	}

	@Test
	void aLambdaHasTheSameNameAtEachStart() {
		ProgressReporter reporter = (progress) -> {
		};
		assertThat(reporter.destination()).isEqualTo("ReporterNameTests");
	}

	@Test
	void anAnonymousClassHasAName() {
		ProgressReporter reporter = new ProgressReporter() {

			@Override
			public void report(JobProgress progress) {
			}

		};
		assertThat(reporter.destination()).startsWith("ReporterNameTests.");
	}

	private static final class Mail implements ProgressReporter {

		@Override
		public void report(JobProgress progress) {
		}

	}

}
