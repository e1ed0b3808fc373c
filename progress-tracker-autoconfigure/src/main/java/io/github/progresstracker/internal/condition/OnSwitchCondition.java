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

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.annotation.MergedAnnotation;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * Condition of {@link ConditionalOnSwitch}.
 */
final class OnSwitchCondition extends SpringBootCondition {

	@Override
	public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
		MergedAnnotation<ConditionalOnSwitch> annotation = metadata.getAnnotations().get(ConditionalOnSwitch.class);
		Binder binder = Binder.get(context.getEnvironment());
		List<String> on = List.of(annotation.getStringArray("value"));
		List<String> optIn = List.of(annotation.getStringArray("optIn"));
		String off = Stream.concat(off(binder, on, true), off(binder, optIn, false)).collect(Collectors.joining(", "));
		String all = Stream.concat(on.stream(), optIn.stream())
			.map(RuntimeCondition.PREFIX::concat)
			.collect(Collectors.joining(", "));
		ConditionMessage message = ConditionMessage.forCondition(ConditionalOnSwitch.class)
			.because(off.isEmpty() ? all + " is on" : off + " is off");
		return new ConditionOutcome(off.isEmpty() == annotation.getBoolean("on"), message);
	}

	private static Stream<String> off(Binder binder, List<String> properties, boolean defaultValue) {
		return properties.stream()
			.filter((property) -> !EarlyValue.of(binder, property, Boolean.class, defaultValue))
			.map(RuntimeCondition.PREFIX::concat);
	}

}
