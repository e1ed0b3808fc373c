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

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

import io.github.progresstracker.autoconfigure.ProgressTrackerProperties.Terminal.Mode;
import io.github.progresstracker.report.terminal.ProgressLog;
import io.github.progresstracker.report.terminal.TerminalProgress;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.ansi.AnsiOutput;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.core.env.Environment;

/**
 * Auto-configuration that shows progress to people while a job runs.
 */
@AutoConfiguration(before = ProgressTrackerAutoConfiguration.class)
@ConditionalOnSwitch("enabled")
public final class TerminalReporterAutoConfiguration {

	private static final String MODE = "progress.tracker.terminal.mode";

	private static final Set<Mode> BARS = EnumSet.of(Mode.AUTO, Mode.BAR);

	private static final Set<Mode> LOG = EnumSet.of(Mode.LOG);

	@Bean
	@ConditionalOnMissingBean
	@Conditional(OnBars.class)
	@Nullable TerminalProgress terminalProgress(Environment environment) {
		if (!BARS.contains(mode(environment))) {
			return null;
		}
		Binder binder = Binder.get(environment);
		boolean color = binder.bind("spring.output.ansi.enabled", AnsiOutput.Enabled.class)
			.orElse(AnsiOutput.Enabled.DETECT) != AnsiOutput.Enabled.NEVER;
		return new TerminalProgress(mode(environment) == Mode.BAR, color);
	}

	@Bean
	@ConditionalOnMissingBean
	@Conditional(OnLog.class)
	@Nullable ProgressLog progressLog(Environment environment) {
		return LOG.contains(mode(environment)) ? new ProgressLog() : null;
	}

	private static Mode mode(Environment environment) {
		return Binder.get(environment).bind(MODE, Mode.class).orElse(Mode.AUTO);
	}

	/**
	 * Matches if there may be bars.
	 */
	static final class OnBars extends OnMode {

		OnBars() {
			super(BARS);
		}

	}

	/**
	 * Matches if there are only log lines.
	 */
	static final class OnLog extends OnMode {

		OnLog() {
			super(LOG);
		}

	}

	/**
	 * Matches by how progress is to be shown.
	 */
	private abstract static class OnMode extends StartCondition {

		private final Set<Mode> modes;

		OnMode(Set<Mode> modes) {
			this.modes = modes;
		}

		@Override
		ConditionOutcome getOutcome(ConditionContext context) {
			Mode mode = mode(context.getEnvironment());
			return new ConditionOutcome(this.modes.contains(mode),
					ConditionMessage.forCondition(MODE).because("is " + mode.name().toLowerCase(Locale.ROOT)));
		}

	}

}
