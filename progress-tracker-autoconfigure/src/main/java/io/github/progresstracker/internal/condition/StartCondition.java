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
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.aot.AbstractAotProcessor;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * Condition on what only the machine knows that an application starts on, such as its
 * variables. Matches while an application is processed ahead of time, as that may be done
 * elsewhere; then each method that makes a bean has to look again, and return
 * {@code null} for none.
 */
public abstract class StartCondition extends SpringBootCondition {

	/** Begins the name of each property. */
	static final String PREFIX = "progress.tracker.";

	@Override
	public final ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
		if (Boolean.getBoolean(AbstractAotProcessor.AOT_PROCESSING)) {
			return ConditionOutcome.match(ConditionMessage.of("decided at each start"));
		}
		return getOutcome(context, metadata);
	}

	protected abstract ConditionOutcome getOutcome(ConditionContext context, AnnotatedTypeMetadata metadata);

}
