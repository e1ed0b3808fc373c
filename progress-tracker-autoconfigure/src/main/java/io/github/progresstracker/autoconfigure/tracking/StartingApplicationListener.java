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

package io.github.progresstracker.autoconfigure.tracking;

import java.time.Instant;

import io.github.progresstracker.internal.lifecycle.StartingApplication;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.event.ApplicationFailedEvent;
import org.springframework.boot.context.event.ApplicationPreparedEvent;
import org.springframework.boot.context.event.ApplicationStartingEvent;
import org.springframework.boot.context.event.SpringApplicationEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Registers a {@link StartingApplication} in the context before it is refreshed, and
 * notifies it of a failure. Each {@link SpringApplication} creates its own listener,
 * which outlives the context.
 */
final class StartingApplicationListener implements ApplicationListener<SpringApplicationEvent> {

	private @Nullable StartingApplication application;

	@Override
	public void onApplicationEvent(SpringApplicationEvent event) {
		if (event instanceof ApplicationStartingEvent) {
			this.application = new StartingApplication(event.getSpringApplication(),
					Instant.ofEpochMilli(event.getTimestamp()));
		}
		else if (this.application == null
				// A context receives the events of its children, too.
				|| !this.application.isStartedBy(event.getSpringApplication())) {
			return;
		}
		else if (event instanceof ApplicationPreparedEvent prepared) {
			prepared(prepared.getApplicationContext(), this.application);
		}
		else if (event instanceof ApplicationFailedEvent failed) {
			this.application.failed(failed.getException());
			new FailedStart(this.application, failed.getApplicationContext(), failed.getException()).report();
		}
	}

	private static void prepared(ConfigurableApplicationContext context, StartingApplication application) {
		application.prepared(context.getBeanFactory());
		context.getBeanFactory().registerSingleton(StartingApplication.BEAN_NAME, application);
		context.addBeanFactoryPostProcessor(new NotesThatDefinitionsAreComplete(application));
	}

	/**
	 * The order of events matters here, so they must arrive on the publishing thread.
	 */
	@Override
	public boolean supportsAsyncExecution() {
		return false;
	}

	/**
	 * Is called when all configuration classes have been read.
	 *
	 * @param application the application that is told
	 */
	private record NotesThatDefinitionsAreComplete(
			StartingApplication application) implements BeanFactoryPostProcessor {

		@Override
		public void postProcessBeanFactory(ConfigurableListableBeanFactory beans) {
			this.application.definitionsComplete();
		}

	}

}
