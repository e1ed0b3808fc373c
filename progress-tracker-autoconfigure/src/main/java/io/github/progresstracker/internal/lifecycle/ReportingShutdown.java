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
import io.github.progresstracker.internal.run.JobRuns;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.BeanNameAware;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Waits for the last reports when the context ends. Everything that counts depends on
 * this bean, and so is destroyed before: what is counted or ended during the shutdown is
 * still reported. Not a lifecycle bean, as tests pause those.
 */
public final class ReportingShutdown implements BeanNameAware, DisposableBean {

	private final ConfigurableApplicationContext context;

	private final Reporting reporting;

	private final @Nullable StartingApplication application;

	private String name = "";

	private @Nullable JobRuns runs;

	public ReportingShutdown(ConfigurableApplicationContext context, Reporting reporting,
			@Nullable StartingApplication application) {
		this.context = context;
		this.reporting = reporting;
		this.application = application;
	}

	@Override
	public void setBeanName(String name) {
		this.name = name;
	}

	/**
	 * Takes over ending the runs that are still open when the context ends.
	 * @param runs the runs
	 */
	public void closeFirst(JobRuns runs) {
		this.runs = runs;
	}

	/**
	 * A context is being closed, in the ordinary way.
	 * @param context the context; the reports go on when it is one below
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
			// The context failed to start: why will be told when all beans are gone.
			this.application.onFailure((cause) -> close());
		}
	}

	private void close() {
		if (this.runs != null) {
			this.runs.close();
		}
		this.reporting.close();
	}

}
