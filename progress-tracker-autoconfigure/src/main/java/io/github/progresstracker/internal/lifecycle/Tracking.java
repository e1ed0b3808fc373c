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

import java.util.ArrayList;
import java.util.List;

import io.github.progresstracker.autoconfigure.ProgressTrackerProperties;
import io.github.progresstracker.internal.delivery.Reporting;
import io.github.progresstracker.internal.delivery.ReportingSettings;
import io.github.progresstracker.internal.execution.DelayedTasks;
import io.github.progresstracker.internal.execution.FailureReason;
import io.github.progresstracker.internal.job.JobDefinitions;
import io.github.progresstracker.internal.run.JobRuns;
import io.github.progresstracker.internal.run.RunLimits;
import io.github.progresstracker.spi.RunListener;
import io.github.progresstracker.spi.TimeSource;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.BeanNameAware;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * What tracks the jobs of an application: their definitions, their runs, and the
 * reporting. A single bean, shared with child contexts, because it takes Spring longer to
 * find and create a bean than it takes to assemble all of this.
 * <p>
 * When the context is closed, ends the runs that are still open and waits for the last
 * reports. Everything that counts gets the runs from this bean, and so is destroyed
 * first: what is counted during the shutdown is still reported. Not a lifecycle bean,
 * because tests pause those.
 */
public final class Tracking implements BeanNameAware, DisposableBean {

	/** The name of the bean. */
	public static final String BEAN_NAME = "progressTracking";

	private final ConfigurableApplicationContext context;

	private final ProgressTrackerProperties properties;

	private final TimeSource time;

	private final JobDefinitions jobs;

	private final Reporters reporters;

	private final Reporting reporting;

	private final JobRuns runs;

	private final DelayedTasks delayedTasks = new DelayedTasks("progress-later");

	private final @Nullable StartingApplication application;

	private String name = BEAN_NAME;

	/**
	 * Assembles the tracking of an application.
	 * @param context the context whose end counts
	 * @param properties the properties
	 * @param jobs the definitions of the jobs
	 * @param reporters deliver the reports
	 * @param listeners are told about the runs, before the reporting is
	 * @param time the clocks
	 */
	public Tracking(ConfigurableApplicationContext context, ProgressTrackerProperties properties, JobDefinitions jobs,
			Reporters reporters, List<RunListener> listeners, TimeSource time) {
		this.context = context;
		this.properties = properties;
		this.time = time;
		this.jobs = jobs;
		this.reporters = reporters;
		this.reporting = new Reporting(reporters.all(),
				new ReportingSettings(properties.getHeartbeat(), properties.getPushgateway().getFinalTimeout()), time);
		List<RunListener> all = new ArrayList<>(listeners);
		all.add(this.reporting);
		this.runs = new JobRuns(all, time,
				new RunLimits(properties.getMaxJobs(), properties.getMaxStages(), properties.getHistory()));
		this.reporting.lookUpLastSuccesses(this.runs);
		this.application = StartingApplication.of(context.getBeanFactory());
		if (this.application != null) {
			this.application.runs(this.runs);
			if (!this.application.isWeb() && !this.application.hasFailed()) {
				this.reporting.prepare();
			}
		}
	}

	@Override
	public void setBeanName(String name) {
		this.name = name;
	}

	public ProgressTrackerProperties properties() {
		return this.properties;
	}

	public TimeSource time() {
		return this.time;
	}

	public JobDefinitions jobs() {
		return this.jobs;
	}

	public Reporters reporters() {
		return this.reporters;
	}

	public Reporting reporting() {
		return this.reporting;
	}

	/**
	 * Returns the runs. A bean that uses them must depend on this one.
	 * @return the runs
	 */
	public JobRuns runs() {
		return this.runs;
	}

	/**
	 * Returns what runs short tasks later.
	 * @return the tasks, which must not block
	 */
	public DelayedTasks delayedTasks() {
		return this.delayedTasks;
	}

	/**
	 * Whether a context is the one whose end counts.
	 * @param context a context that uses this
	 * @return {@code false} if it is a child of that context
	 */
	public boolean belongsTo(ApplicationContext context) {
		return context == this.context;
	}

	/**
	 * Called when a context ends because of a failure.
	 * @param context the context; that of a child is ignored, as the jobs may go on
	 * without it
	 * @param reason why it ends
	 */
	public void failed(ApplicationContext context, FailureReason reason) {
		if (belongsTo(context)) {
			this.runs.failRemaining(reason);
		}
	}

	/**
	 * Called when a context is about to be closed in the ordinary way.
	 * @param context the context; that of a child is ignored
	 */
	public void contextClosed(ApplicationContext context) {
		if (belongsTo(context)) {
			// First, as it only wakes the reporters, which deliver on threads of their
			// own.
			this.reporting.flush();
			this.reporters.leaveTerminal();
			new ExecutorShutdownOrder(this.context.getBeanFactory()).endBefore(this.name);
		}
	}

	/**
	 * Called before the failure of a context is logged. What began may still go on.
	 * @param context the context; that of a child is ignored
	 */
	public void beforeFailure(ApplicationContext context) {
		if (belongsTo(context)) {
			this.reporters.leaveTerminal();
		}
	}

	@Override
	public void destroy() {
		this.reporters.leaveTerminal();
		this.delayedTasks.close();
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
		this.reporters.close();
	}

}
