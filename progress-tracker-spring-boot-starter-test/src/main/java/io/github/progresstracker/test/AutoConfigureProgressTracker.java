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

package io.github.progresstracker.test;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.boot.autoconfigure.ImportAutoConfiguration;

/**
 * Turns reporting on in a test: reports go to the configured places ({@code pushgateway},
 * {@code textfile}, {@code terminal}) as they do in production. Without this annotation
 * nothing leaves the JVM in a Spring test, whatever is configured.
 * <p>
 * The terminal stays silent unless {@code progress.tracker.terminal.mode} is set.
 * <p>
 * If the test itself sets the property {@code progress.tracker.reporting.enabled}, the
 * property takes precedence.
 * <p>
 * In a slice test, such as one with {@link ProgressTrackerTest}, it also adds all
 * auto-configurations for tracking and reporting.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@ImportAutoConfiguration
public @interface AutoConfigureProgressTracker {

}
