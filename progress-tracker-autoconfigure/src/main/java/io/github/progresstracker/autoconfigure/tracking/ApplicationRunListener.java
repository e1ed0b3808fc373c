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

import java.util.function.Supplier;

import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.boot.context.event.SpringApplicationEvent;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.core.Ordered;

/**
 * Notifies {@link ApplicationRun} when the runners start and when they are done. Comes
 * after all other listeners: if one of them fails when the application is ready, the
 * application failed.
 */
final class ApplicationRunListener implements ApplicationListener<SpringApplicationEvent>, Ordered {

	private final ApplicationContext context;

	private final ApplicationRun run;

	private final Supplier<ApplicationRun.Kind> kind;

	private final Runnable beforeRunners;

	/**
	 * Creates the listener.
	 * @param context the context that it listens in; child contexts have their own
	 * listeners
	 * @param run the application's own run
	 * @param kind decides how the run begins and ends, once all beans exist
	 * @param beforeRunners what else is due once all beans exist, before any runner
	 */
	ApplicationRunListener(ApplicationContext context, ApplicationRun run, Supplier<ApplicationRun.Kind> kind,
			Runnable beforeRunners) {
		this.context = context;
		this.run = run;
		this.kind = kind;
		this.beforeRunners = beforeRunners;
	}

	@Override
	public void onApplicationEvent(SpringApplicationEvent event) {
		if (event instanceof ApplicationStartedEvent started && started.getApplicationContext() == this.context) {
			this.beforeRunners.run();
			this.run.started(this.context, this.kind.get());
		}
		else if (event instanceof ApplicationReadyEvent ready && ready.getApplicationContext() == this.context) {
			this.run.ready(this.context);
		}
	}

	/**
	 * The order of events matters here, so they must arrive on the publishing thread.
	 */
	@Override
	public boolean supportsAsyncExecution() {
		return false;
	}

	@Override
	public int getOrder() {
		return Ordered.LOWEST_PRECEDENCE;
	}

}
