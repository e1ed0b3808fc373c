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

import io.github.progresstracker.internal.lifecycle.Tracking;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.ExitCodeEvent;
import org.springframework.boot.ExitCodeGenerator;
import org.springframework.boot.context.event.ApplicationFailedEvent;
import org.springframework.context.ApplicationEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.core.Ordered;

/**
 * Notifies {@link ApplicationRun} of how the application ends. Comes before all other
 * listeners, so that registries that publish once more when the context is closed know
 * the end. This is also an {@link ExitCodeGenerator}, without an exit code of its own:
 * only because it is asked can {@code SpringApplication.exit} with code 0 be told from a
 * signal.
 */
final class ApplicationEndListener
		implements ApplicationListener<ApplicationEvent>, ExitCodeGenerator, DisposableBean, Ordered {

	private final ConfigurableApplicationContext context;

	private final ApplicationRun run;

	private final Tracking tracking;

	private final Runnable ignoreSystemExit;

	private boolean closed;

	/**
	 * Creates the listener.
	 * @param context the context whose end counts, unlike that of its children
	 * @param run the application's own run
	 * @param tracking delivers the last reports
	 * @param test whether a Spring test started the application, so that nothing exits
	 */
	ApplicationEndListener(ConfigurableApplicationContext context, ApplicationRun run, Tracking tracking,
			boolean test) {
		this.context = context;
		this.run = run;
		this.tracking = tracking;
		this.ignoreSystemExit = test ? () -> {
		} : SystemExitHandler.listen(this::exitsAtOnceWith);
	}

	/** An exit code of 0 says nothing: a handler of a signal may have called. */
	private void exitsAtOnceWith(int exitCode) {
		if (exitCode != 0) {
			exitsWith(exitCode);
		}
	}

	private void exitsWith(int exitCode) {
		this.run.exitsWith(this.context, exitCode);
		this.tracking.failed(this.context, ApplicationRun.reason(exitCode));
	}

	@Override
	public void onApplicationEvent(ApplicationEvent event) {
		if (event instanceof ApplicationFailedEvent failed && failed.getApplicationContext() == this.context) {
			this.tracking.beforeFailure(this.context);
		}
		if (event.getSource() != this.context) {
			return;
		}
		if (event instanceof ExitCodeEvent exit) {
			exitsWith(exit.getExitCode());
		}
		else if (event instanceof ContextClosedEvent) {
			contextClosed();
		}
	}

	private void contextClosed() {
		this.closed = true;
		this.ignoreSystemExit.run();
		this.run.contextClosed(this.context);
		this.tracking.contextClosed(this.context);
	}

	/**
	 * Makes up for an event that did not arrive because an earlier listener threw an
	 * exception.
	 */
	@Override
	public void destroy() {
		this.ignoreSystemExit.run();
		if (!this.closed && this.context.isClosed()) {
			contextClosed();
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
	public int getExitCode() {
		this.run.exitRequested(this.context);
		return 0;
	}

	@Override
	public int getOrder() {
		return Ordered.HIGHEST_PRECEDENCE;
	}

}
