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

package io.github.progresstracker.autoconfigure.textfile;

import java.nio.file.Path;

import io.github.progresstracker.autoconfigure.ProgressTrackerProperties;
import io.github.progresstracker.autoconfigure.tracking.ProgressTrackerAutoConfiguration;
import io.github.progresstracker.internal.condition.ConditionalOnNonBlankProperty;
import io.github.progresstracker.internal.condition.ConditionalOnSwitch;
import io.github.progresstracker.internal.textfile.TextfileReporter;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration for writing reports to text files.
 */
@AutoConfiguration(before = ProgressTrackerAutoConfiguration.class)
@ConditionalOnClass(PrometheusTextFormatWriter.class)
@ConditionalOnSwitch({ "enabled", "reporting.enabled" })
@ConditionalOnNonBlankProperty("textfile.directory")
public final class TextfileReporterAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	@Nullable TextfileReporter textfileReporter(ProgressTrackerProperties properties) {
		String directory = properties.getTextfile().getDirectory();
		return (directory != null) ? new TextfileReporter(Path.of(directory), properties.isFailureMessage()) : null;
	}

}
