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

import java.util.List;

import io.github.progresstracker.ProgressTracker;
import io.github.progresstracker.ProgressTrackers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ContextRefreshedEvent;

/**
 * Warns of trackers that are mocks, before the runners are called: with a mock, a job
 * does nothing and its test passes.
 */
final class MockedTrackersListener implements ApplicationListener<ContextRefreshedEvent> {

	private static final Logger logger = LoggerFactory.getLogger(RecordedReports.class);

	/** Follow an interface's name in the classes that Mockito and MockK generate. */
	private static final List<String> MOCKS = List.of("$MockitoMock$", "$Subclass");

	private final ConfigurableListableBeanFactory beans;

	MockedTrackersListener(ConfigurableListableBeanFactory beans) {
		this.beans = beans;
	}

	@Override
	public void onApplicationEvent(ContextRefreshedEvent event) {
		if (event.getApplicationContext().getAutowireCapableBeanFactory() != this.beans) {
			// A child context
			return;
		}
		if (isMocked(ProgressTracker.class)) {
			warn("ProgressTracker", "a loop over its track(…) never runs");
		}
		if (isMocked(ProgressTrackers.class)) {
			warn("ProgressTrackers",
					"its run(…) does not call the job, and its start(…) returns no tracker that counts");
		}
	}

	private static void warn(String type, String consequence) {
		logger.warn(
				"The bean {} is a mock: {}. Remove the mock, and inject RecordedReports to see what the job reports",
				type, consequence);
	}

	/** Creates no beans: mocks exist before all others. */
	private boolean isMocked(Class<?> type) {
		for (String name : this.beans.getBeanNamesForType(type, true, false)) {
			Object bean = this.beans.containsSingleton(name) ? this.beans.getSingleton(name) : null;
			if (bean != null && isMock(type, bean.getClass().getName())) {
				return true;
			}
		}
		return false;
	}

	private static boolean isMock(Class<?> type, String className) {
		return MOCKS.stream().anyMatch((mock) -> className.startsWith(type.getName() + mock));
	}

}
