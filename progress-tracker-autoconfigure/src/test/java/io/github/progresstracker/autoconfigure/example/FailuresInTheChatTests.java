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

package io.github.progresstracker.autoconfigure.example;

import io.github.progresstracker.ProgressTrackers;
import io.github.progresstracker.testing.RecordingServer;
import org.junit.jupiter.api.Test;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for the reporter in the documentation.
 */
class FailuresInTheChatTests {

	@Test
	void aFailedRunIsSentToTheChatAndACompletedOneIsNot() {
		try (RecordingServer chat = RecordingServer.start()) {
			try (ConfigurableApplicationContext context = start(chat.url())) {
				ProgressTrackers trackers = context.getBean(ProgressTrackers.class);
				trackers.run("hourly", (tracker) -> tracker.inc());
				assertThatIllegalStateException().isThrownBy(() -> trackers.run("nightly", (tracker) -> {
					throw new IllegalStateException("no disk");
				}));
			}
			assertThat(chat.requests()).isNotEmpty()
				.allSatisfy((request) -> assertThat(request.body())
					.isEqualTo("Job nightly failed with IllegalStateException: no disk"));
		}
	}

	private static ConfigurableApplicationContext start(String chat) {
		return new SpringApplicationBuilder(Application.class).web(WebApplicationType.NONE)
			.properties("chat.url=" + chat, "progress.tracker.terminal.mode=off", "progress.tracker.job=shop")
			.run();
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(FailuresInTheChat.class)
	static class Application {

	}

}
