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
 * A condition on the environment that the application runs in, such as its variables. It
 * always matches during ahead-of-time processing, which may happen in another
 * environment. So bean methods with this condition must check it again, and return
 * {@code null} if there is no bean.
 */
public abstract class RuntimeCondition extends SpringBootCondition {

	/** Prefix of all properties. */
	static final String PREFIX = "progress.tracker.";

	@Override
	public final ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
		if (Boolean.getBoolean(AbstractAotProcessor.AOT_PROCESSING)) {
			return ConditionOutcome.match(ConditionMessage.of("evaluated at run time"));
		}
		return getOutcome(context, metadata);
	}

	protected abstract ConditionOutcome getOutcome(ConditionContext context, AnnotatedTypeMetadata metadata);

}
