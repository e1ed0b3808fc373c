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

import io.github.progresstracker.internal.lifecycle.ReportingShutdown;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.ExitCodeEvent;
import org.springframework.boot.ExitCodeGenerator;
import org.springframework.context.ApplicationEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.core.Ordered;

/**
 * Tells {@link ApplicationRun} how the application ends. Comes before all other
 * listeners, so that registries which publish a last time when the context is closed know
 * the end. Also an {@link ExitCodeGenerator} that has no exit code of its own: being
 * asked is the one sign by which {@code SpringApplication.exit} with code 0 differs from
 * a signal.
 */
final class ApplicationEndListener
		implements ApplicationListener<ApplicationEvent>, ExitCodeGenerator, DisposableBean, Ordered {

	private final ConfigurableApplicationContext context;

	private final ApplicationRun run;

	private final ReportingShutdown finalReports;

	private boolean told;

	/**
	 * Creates the listener.
	 * @param context the context whose end counts; those of its children do not
	 * @param run told how the application ends
	 * @param finalReports told that the application ends
	 */
	ApplicationEndListener(ConfigurableApplicationContext context, ApplicationRun run, ReportingShutdown finalReports) {
		this.context = context;
		this.run = run;
		this.finalReports = finalReports;
	}

	@Override
	public void onApplicationEvent(ApplicationEvent event) {
		if (event.getSource() != this.context) {
			return;
		}
		if (event instanceof ExitCodeEvent exit) {
			this.run.exitsWith(this.context, exit.getExitCode());
		}
		else if (event instanceof ContextClosedEvent) {
			contextClosed();
		}
	}

	private void contextClosed() {
		this.told = true;
		this.run.contextClosed(this.context);
		this.finalReports.contextClosed(this.context);
	}

	/**
	 * Somebody else's listener may have come before this one and thrown: nobody hears of
	 * an event after that.
	 */
	@Override
	public void destroy() {
		if (!this.told && this.context.isClosed()) {
			contextClosed();
		}
	}

	/** Who decides by the order of events must not be told of them by another thread. */
	@Override
	public boolean supportsAsyncExecution() {
		return false;
	}

	@Override
	public int getExitCode() {
		this.run.exitRequested(this.context);
		return 0;
	}

	@Override
	public int getOrder() {
		return Ordered.HIGHEST_PRECEDENCE;
	}

}
