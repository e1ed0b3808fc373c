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

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.context.annotation.Conditional;

/**
 * Matches if boolean properties are all on. By default, they are on unless they are set
 * to {@code false}. Unlike Boot's own condition, this one reads values as the binder
 * does: a blank value counts as none, and {@code off} as {@code false}.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Conditional(OnSwitchCondition.class)
public @interface ConditionalOnSwitch {

	/**
	 * Names of the properties, without the prefix {@code progress.tracker}.
	 * @return the names
	 */
	String[] value();

	/**
	 * Names of further properties, which are off unless they are set to {@code true}.
	 * @return the names
	 */
	String[] optIn() default {};

	/**
	 * Whether all properties must be on.
	 * @return {@code false} to match if at least one of them is off
	 */
	boolean on() default true;

}
