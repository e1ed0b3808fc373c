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

import java.util.Arrays;
import java.util.List;
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
		List<String> off = Stream
			.concat(off(binder, annotation.getStringArray("value"), true),
					off(binder, annotation.getStringArray("optIn"), false))
			.toList();
		ConditionMessage message = ConditionMessage.forCondition(ConditionalOnSwitch.class)
			.because("these are off: " + off);
		return new ConditionOutcome(off.isEmpty() == annotation.getBoolean("on"), message);
	}

	private static Stream<String> off(Binder binder, String[] names, boolean unlessSet) {
		return Arrays.stream(names)
			.map((name) -> BlankIsUnset.PREFIX + "." + name)
			.filter((property) -> !binder.bind(property, Boolean.class).orElse(unlessSet));
	}

}
