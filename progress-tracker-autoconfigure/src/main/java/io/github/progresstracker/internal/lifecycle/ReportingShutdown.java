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

package io.github.progresstracker.internal.lifecycle;

import io.github.progresstracker.internal.delivery.Reporting;
import io.github.progresstracker.internal.execution.FailureReason;
import io.github.progresstracker.internal.run.JobRuns;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.BeanNameAware;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Ends the runs that are still open when the context is closed, and waits for the last
 * reports. Everything that counts gets the runs from this bean, and so is destroyed
 * first: what is counted during the shutdown is still reported. Not a lifecycle bean,
 * because tests pause those.
 */
public final class ReportingShutdown implements BeanNameAware, DisposableBean {

	private final ConfigurableApplicationContext context;

	private final JobRuns runs;

	private final Reporting reporting;

	private final @Nullable StartingApplication application;

	private String name = "";

	/**
	 * Creates a shutdown.
	 * @param context the context whose end counts
	 * @param runs the runs of the context
	 * @param reporting delivers the reports
	 * @param application the application that starts the context, or {@code null} if
	 * there is none
	 */
	public ReportingShutdown(ConfigurableApplicationContext context, JobRuns runs, Reporting reporting,
			@Nullable StartingApplication application) {
		this.context = context;
		this.runs = runs;
		this.reporting = reporting;
		this.application = application;
		if (application != null) {
			application.runs(runs);
		}
	}

	@Override
	public void setBeanName(String name) {
		this.name = name;
	}

	/**
	 * Returns the runs. A bean that uses them must depend on this one.
	 * @return the runs
	 */
	public JobRuns runs() {
		return this.runs;
	}

	/**
	 * Called when a context ends because of a failure.
	 * @param context the context; that of a child is ignored, as the jobs may go on
	 * without it
	 * @param reason why it ends
	 */
	public void failed(ApplicationContext context, FailureReason reason) {
		if (context == this.context) {
			this.runs.failRemaining(reason);
		}
	}

	/**
	 * Called when a context is about to be closed in the ordinary way.
	 * @param context the context; that of a child is ignored
	 */
	public void contextClosed(ApplicationContext context) {
		if (context == this.context) {
			new ExecutorShutdownOrder(this.context.getBeanFactory()).endBefore(this.name);
			this.reporting.flush();
		}
	}

	@Override
	public void destroy() {
		if (this.context.isClosed() || this.application == null) {
			close();
		}
		else {
			// The context failed to start. The cause becomes known once all beans are
			// gone.
			this.application.onFailure((cause) -> close());
		}
	}

	private void close() {
		this.runs.close();
		this.reporting.close();
	}

}
