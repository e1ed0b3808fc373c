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

package io.github.progresstracker.samples.partitioning;

import org.springframework.batch.integration.config.annotation.EnableBatchIntegration;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * An application that is either the manager of a job or one of its workers, depending on
 * the active profile. It contains no code for tracking.
 */
@SpringBootApplication
@EnableBatchIntegration
public class RemotePartitioningApplication {

	public static void main(String[] args) {
		ConfigurableApplicationContext context = SpringApplication.run(RemotePartitioningApplication.class, args);
		if (context.getEnvironment().matchesProfiles("manager")) {
			// Threads of Spring Integration would keep the JVM alive, as in a worker.
			System.exit(SpringApplication.exit(context));
		}
	}

}
