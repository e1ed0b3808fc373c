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

package io.github.progresstracker.autoconfigure.pushgateway;

import io.github.progresstracker.internal.condition.EarlyValue;
import io.github.progresstracker.internal.condition.RuntimeCondition;
import io.github.progresstracker.internal.job.EnvironmentVariables;
import io.github.progresstracker.internal.lifecycle.SpringTestMarker;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.StringUtils;

/**
 * Matches if a property or a variable contains the address of a Pushgateway.
 */
final class OnGatewayCondition extends RuntimeCondition {

	private static final String URL = "pushgateway.url";

	private static final String PROPERTY = "progress.tracker." + URL;

	@Override
	protected ConditionOutcome getOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
		Environment environment = context.getEnvironment();
		ConditionMessage.Builder message = ConditionMessage.forCondition("Pushgateway");
		if (StringUtils.hasText(EarlyValue.of(Binder.get(environment), URL, String.class, ""))) {
			return ConditionOutcome.match(message.foundExactly(PROPERTY));
		}
		ConfigurableListableBeanFactory beans = context.getBeanFactory();
		boolean test = beans != null && beans.containsSingleton(SpringTestMarker.BEAN_NAME);
		if (EnvironmentVariables.of(environment, test).gateway() != null) {
			return ConditionOutcome.match(message.foundExactly(EnvironmentVariables.GATEWAY));
		}
		return ConditionOutcome
			.noMatch(message.didNotFind("property %s or variable %s".formatted(PROPERTY, EnvironmentVariables.GATEWAY))
				.atAll());
	}

}
