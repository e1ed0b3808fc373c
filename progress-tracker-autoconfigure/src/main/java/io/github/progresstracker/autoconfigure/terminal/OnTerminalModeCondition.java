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

import java.util.List;
import java.util.Locale;

import io.github.progresstracker.autoconfigure.ProgressTrackerProperties.Terminal.Mode;
import io.github.progresstracker.internal.condition.EarlyValue;
import io.github.progresstracker.internal.condition.RuntimeCondition;

import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * Condition of {@link ConditionalOnTerminalMode}.
 */
final class OnTerminalModeCondition extends RuntimeCondition {

	private static final String MODE = "terminal.mode";

	@Override
	protected ConditionOutcome getOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
		Mode mode = mode(context.getEnvironment());
		Mode[] modes = metadata.getAnnotations().get(ConditionalOnTerminalMode.class).getEnumArray("value", Mode.class);
		return new ConditionOutcome(List.of(modes).contains(mode),
				ConditionMessage.forCondition("progress.tracker." + MODE)
					.because("is " + mode.name().toLowerCase(Locale.ROOT)));
	}

	static Mode mode(Environment environment) {
		return EarlyValue.of(Binder.get(environment), MODE, Mode.class, Mode.AUTO);
	}

}
