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

package io.github.progresstracker.scheduling;

import io.github.progresstracker.JobDefinition;
import io.github.progresstracker.ProgressTrackers;
import io.github.progresstracker.RunControl;
import io.github.progresstracker.RunStatus;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.core.Ordered;

/**
 * Begins and ends the runs of jobs that a scheduler executes. Comes before all other
 * listeners of the end of its context: what is executed then is about to be interrupted.
 */
public final class ScheduledRuns implements ApplicationListener<ContextClosedEvent>, Ordered, DisposableBean {

	private final ApplicationContext context;

	private final ProgressTrackers trackers;

	private final Launchers launchers;

	private volatile boolean closing;

	/**
	 * Creates what begins and ends runs.
	 * @param context the context that the jobs belong to
	 * @param trackers the trackers
	 * @param launchers tells the jobs that only launch others
	 */
	public ScheduledRuns(ApplicationContext context, ProgressTrackers trackers, Launchers launchers) {
		this.context = context;
		this.trackers = trackers;
		this.launchers = launchers;
	}

	RunControl begin(JobDefinition job) {
		RunControl run = this.trackers.prepare(job);
		run.startClock();
		this.launchers.begin(run);
		return run;
	}

	void complete(RunControl run) {
		end(run, RunStatus.COMPLETED, null);
	}

	/**
	 * Ends a run that did not complete. A failure while the application is being closed
	 * says nothing about the job.
	 */
	void fail(RunControl run, Throwable cause) {
		if (this.closing) {
			interrupt(run);
		}
		else {
			end(run, RunStatus.FAILED, RunControl.reasonOf(cause));
		}
	}

	void interrupt(RunControl run) {
		end(run, RunStatus.INTERRUPTED, null);
	}

	private void end(RunControl run, RunStatus end, @Nullable String reason) {
		if (this.launchers.isToBeReported(run)) {
			run.begin();
			run.end(end, reason);
		}
	}

	@Override
	public void onApplicationEvent(ContextClosedEvent event) {
		if (event.getApplicationContext() == this.context) {
			this.closing = true;
		}
	}

	/**
	 * What goes on beyond the end of the application is still to be seen as interrupted.
	 */
	@Override
	public void destroy() {
		this.launchers.close();
	}

	@Override
	public boolean supportsAsyncExecution() {
		return false;
	}

	@Override
	public int getOrder() {
		return Ordered.HIGHEST_PRECEDENCE;
	}

}
