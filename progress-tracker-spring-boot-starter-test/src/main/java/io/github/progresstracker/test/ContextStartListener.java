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

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.context.ApplicationEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ContextRefreshedEvent;

/**
 * Tells {@link RecordedReports} that the context has started, so that what is recorded
 * from now on belongs to a test. The context has started after the refresh, or, if Spring
 * Boot calls runners, after these and all listeners that wait for them.
 */
final class ContextStartListener implements ApplicationListener<ApplicationEvent> {

	private final ListableBeanFactory beans;

	ContextStartListener(ListableBeanFactory beans) {
		this.beans = beans;
	}

	@Override
	public void onApplicationEvent(ApplicationEvent event) {
		if (event instanceof ContextRefreshedEvent || isReady(event)) {
			this.beans.getBeansOfType(RecordedReports.class).values().forEach(RecordedReports::contextStarted);
		}
	}

	/**
	 * Unlike {@code ApplicationReadyEvent}, this event is published after all listeners
	 * to that event have returned.
	 */
	private static boolean isReady(ApplicationEvent event) {
		return event instanceof AvailabilityChangeEvent<?> change
				&& change.getState() == ReadinessState.ACCEPTING_TRAFFIC;
	}

}
