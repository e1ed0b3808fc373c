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

package io.github.progresstracker.autoconfigure.terminal;

import io.github.progresstracker.autoconfigure.ProgressTrackerProperties.Terminal.Mode;
import io.github.progresstracker.autoconfigure.tracking.ProgressTrackerAutoConfiguration;
import io.github.progresstracker.internal.condition.ConditionalOnSwitch;
import io.github.progresstracker.internal.terminal.ProgressLog;
import io.github.progresstracker.internal.terminal.TerminalProgress;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.ansi.AnsiOutput;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/**
 * Auto-configuration for showing progress in the terminal or log while a job runs.
 */
@AutoConfiguration(before = ProgressTrackerAutoConfiguration.class)
@ConditionalOnSwitch("enabled")
public final class TerminalReporterAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	@ConditionalOnTerminalMode({ Mode.AUTO, Mode.BAR })
	@Nullable TerminalProgress terminalProgress(Environment environment) {
		Mode mode = OnTerminalModeCondition.mode(environment);
		if (mode != Mode.AUTO && mode != Mode.BAR) {
			return null;
		}
		Binder binder = Binder.get(environment);
		boolean color = binder.bind("spring.output.ansi.enabled", AnsiOutput.Enabled.class)
			.orElse(AnsiOutput.Enabled.DETECT) != AnsiOutput.Enabled.NEVER;
		return new TerminalProgress(mode == Mode.BAR, color);
	}

	@Bean
	@ConditionalOnMissingBean
	@ConditionalOnTerminalMode(Mode.LOG)
	@Nullable ProgressLog progressLog(Environment environment) {
		return (OnTerminalModeCondition.mode(environment) == Mode.LOG) ? new ProgressLog() : null;
	}

}
