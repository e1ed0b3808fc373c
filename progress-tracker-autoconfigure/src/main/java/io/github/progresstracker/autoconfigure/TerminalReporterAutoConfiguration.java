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

package io.github.progresstracker.autoconfigure;

import io.github.progresstracker.autoconfigure.ProgressTrackerProperties.Terminal.Mode;
import io.github.progresstracker.report.terminal.ProgressLog;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * Auto-configuration that shows progress to people while a job runs.
 */
@AutoConfiguration(before = ProgressTrackerAutoConfiguration.class)
@ConditionalOnSwitch("enabled")
@Conditional(TerminalReporterAutoConfiguration.OnTerminalMode.class)
public final class TerminalReporterAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	ProgressLog progressLog() {
		return new ProgressLog();
	}

	/**
	 * Matches unless nothing is to be shown.
	 */
	static final class OnTerminalMode extends SpringBootCondition {

		private static final String PROPERTY = "progress.tracker.terminal.mode";

		@Override
		public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
			Mode mode = Binder.get(context.getEnvironment()).bind(PROPERTY, Mode.class).orElse(Mode.AUTO);
			return new ConditionOutcome(mode != Mode.OFF,
					ConditionMessage.forCondition(PROPERTY).because("it is " + mode));
		}

	}

}
