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

package io.github.progresstracker.autoconfigure.tracking;

import java.util.Map;

import io.github.progresstracker.autoconfigure.Variables;
import io.github.progresstracker.autoconfigure.batch.BatchProgressAutoConfiguration;
import io.github.progresstracker.autoconfigure.metrics.ProgressMetricsAutoConfiguration;
import io.github.progresstracker.autoconfigure.quartz.QuartzJobAutoConfiguration;
import io.github.progresstracker.autoconfigure.scheduling.ScheduledTaskAutoConfiguration;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.condition.ConditionEvaluationReport;
import org.springframework.boot.autoconfigure.condition.ConditionEvaluationReport.ConditionAndOutcome;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for how the condition report ({@code --debug}) explains what is off.
 */
class ConditionReportTests {

	private final ApplicationContextRunner contextRunner = Variables.contextWithout()
		.withConfiguration(
				AutoConfigurations.of(NoTrackingAutoConfiguration.class, ProgressTrackerAutoConfiguration.class,
						ProgressMetricsAutoConfiguration.class, BatchProgressAutoConfiguration.class,
						QuartzJobAutoConfiguration.class, ScheduledTaskAutoConfiguration.class));

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			heartbeat=15s         | QuartzJobAutoConfiguration       | progress.tracker.quartz.enabled is off
			heartbeat=15s         | ScheduledTaskAutoConfiguration   | progress.tracker.scheduling.enabled is off
			heartbeat=15s         | NoTrackingAutoConfiguration      | progress.tracker.enabled is on
			batch.enabled=off     | BatchProgressAutoConfiguration   | progress.tracker.batch.enabled is off
			metrics.enabled=no    | ProgressMetricsAutoConfiguration | progress.tracker.metrics.enabled is off
			enabled=false         | ProgressTrackerAutoConfiguration | progress.tracker.enabled is off
			""")
	void whatIsOffIsExplained(String setting, String source, String explanation) {
		this.contextRunner.withPropertyValues("progress.tracker." + setting)
			.run((context) -> assertThat(ConditionEvaluationReport.get(context.getBeanFactory())
				.getConditionAndOutcomesBySource()
				.entrySet()).filteredOn((outcomes) -> outcomes.getKey().endsWith("." + source))
				.singleElement()
				.extracting(Map.Entry::getValue, InstanceOfAssertFactories.iterable(ConditionAndOutcome.class))
				.filteredOn((condition) -> !condition.getOutcome().isMatch())
				.singleElement()
				.satisfies((condition) -> assertThat(condition.getOutcome().getMessage()).contains(explanation)));
	}

}
