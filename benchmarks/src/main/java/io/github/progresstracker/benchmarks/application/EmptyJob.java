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

package io.github.progresstracker.benchmarks.application;

import org.springframework.boot.CommandLineRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionEvaluationReport;
import org.springframework.boot.autoconfigure.condition.ConditionEvaluationReport.ConditionAndOutcomes;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * A job with nothing to do.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class EmptyJob implements CommandLineRunner {

	/**
	 * The system property that makes it print the numbers of its beans and conditions.
	 */
	public static final String COUNT = "count-context";

	@Override
	public void run(String... args) {
		Measured.printInstant("the last runner's return");
	}

	public static void main(String[] args) {
		ConfigurableApplicationContext context = SpringApplication.run(EmptyJob.class, args);
		if (Boolean.getBoolean(COUNT)) {
			Measured.print("beans", context.getBeanDefinitionCount());
			Measured.print("conditions", (double) conditionsOf(context));
		}
	}

	/**
	 * The number of conditions that Spring Boot has recorded. For classes within one that
	 * does not match, it adds an outcome although it did not evaluate anything. These are
	 * not counted.
	 */
	private static long conditionsOf(ConfigurableApplicationContext context) {
		return ConditionEvaluationReport.get(context.getBeanFactory())
			.getConditionAndOutcomesBySource()
			.values()
			.stream()
			.flatMap(ConditionAndOutcomes::stream)
			.filter((evaluated) -> evaluated.getCondition()
				.getClass()
				.getEnclosingClass() != ConditionEvaluationReport.class)
			.count();
	}

}
