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

package io.github.progresstracker.internal.condition;

import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.StringUtils;

/**
 * Condition of {@link ConditionalOnNonBlankProperty}.
 */
final class OnNonBlankPropertyCondition extends RuntimeCondition {

	@Override
	protected ConditionOutcome getOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
		String property = metadata.getAnnotations().get(ConditionalOnNonBlankProperty.class).getString("value");
		String value = EarlyValue.of(Binder.get(context.getEnvironment()), property, String.class, "");
		ConditionMessage.Builder message = ConditionMessage.forCondition(RuntimeCondition.PREFIX + property);
		return StringUtils.hasText(value) ? ConditionOutcome.match(message.because("is set"))
				: ConditionOutcome.noMatch(message.because("is not set"));
	}

}
