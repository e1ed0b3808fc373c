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

import org.junit.jupiter.api.Test;

import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.test.context.TestContextManager;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.context.junit.jupiter.SpringJUnitConfig;

import static org.assertj.core.api.Assertions.assertThat;

class SilenceInTestsTests {

	@Test
	void inASpringTestNothingIsReportedOrShown() throws Exception {
		ApplicationContext context = contextOf(Plain.class);
		assertThat(context.getEnvironment().getProperty("progress.tracker.reporting.enabled")).isEqualTo("false");
		assertThat(context.getEnvironment().getProperty("progress.tracker.terminal.mode")).isEqualTo("off");
		assertThat(context.getBeanProvider(SpringTestMarker.class).getIfAvailable()).isNotNull();
	}

	@Test
	void aTestCanAskForMore() throws Exception {
		ApplicationContext context = contextOf(Asking.class);
		assertThat(context.getEnvironment().getProperty("progress.tracker.reporting.enabled")).isEqualTo("true");
		assertThat(context.getEnvironment().getProperty("progress.tracker.terminal.mode")).isEqualTo("log");
	}

	@Test
	void testsShareACachedContext() throws Exception {
		assertThat(contextOf(Plain.class)).isSameAs(contextOf(AnotherPlain.class)).isNotSameAs(contextOf(Asking.class));
	}

	private static ApplicationContext contextOf(Class<?> testClass) throws Exception {
		return new TestContextManager(testClass).getTestContext().getApplicationContext();
	}

	@Configuration(proxyBeanMethods = false)
	static class Application {

	}

	@SpringJUnitConfig(Application.class)
	static class Plain {

	}

	@SpringJUnitConfig(Application.class)
	static class AnotherPlain {

	}

	@SpringJUnitConfig(Application.class)
	@TestPropertySource(
			properties = { "progress.tracker.reporting.enabled=true", "progress.tracker.terminal.mode=log" })
	static class Asking {

	}

}
