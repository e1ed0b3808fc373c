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

package io.github.progresstracker.autoconfigure.application;

import io.github.progresstracker.autoconfigure.batch.BatchProgressAutoConfiguration;
import io.github.progresstracker.autoconfigure.pushgateway.PushgatewayConnectionAutoConfiguration;
import io.github.progresstracker.autoconfigure.pushgateway.PushgatewayReporterAutoConfiguration;
import io.github.progresstracker.autoconfigure.textfile.TextfileReporterAutoConfiguration;
import io.github.progresstracker.autoconfigure.tracking.ProgressTrackerAutoConfiguration;

import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.context.annotation.Configuration;

/**
 * What it takes to deliver a report without the application: neither its beans nor a
 * terminal.
 */
@Configuration(proxyBeanMethods = false)
@ImportAutoConfiguration({ ProgressTrackerAutoConfiguration.class, BatchProgressAutoConfiguration.class,
		PushgatewayConnectionAutoConfiguration.class, PushgatewayReporterAutoConfiguration.class,
		TextfileReporterAutoConfiguration.class, SslAutoConfiguration.class })
final class FailedStartConfiguration {

}
