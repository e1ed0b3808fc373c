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

package io.github.progresstracker.internal.scheduling;

import io.github.progresstracker.JobDefinition;
import io.github.progresstracker.RunStatus;
import io.github.progresstracker.internal.execution.FailureReason;
import io.github.progresstracker.spi.ManagedRun;
import io.github.progresstracker.spi.ManagedRuns;

import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.core.Ordered;

/**
 * Begins and ends the runs of jobs that a scheduler executes. It learns that its context
 * is closing before all other listeners do, because what still runs then is about to be
 * interrupted.
 */
public final class ScheduledRuns implements ApplicationListener<ContextClosedEvent>, Ordered {

	private final ApplicationContext context;

	private final ManagedRuns runs;

	private volatile boolean closing;

	/**
	 * Creates an object that begins and ends runs.
	 * @param context the context that the jobs belong to
	 * @param runs creates the runs
	 */
	public ScheduledRuns(ApplicationContext context, ManagedRuns runs) {
		this.context = context;
		this.runs = runs;
	}

	public ManagedRun begin(JobDefinition job) {
		ManagedRun run = this.runs.prepare(job);
		run.begin();
		return run;
	}

	public void complete(ManagedRun run) {
		run.end(RunStatus.COMPLETED, null);
	}

	/**
	 * Ends a run that did not complete. A failure while the application is closing says
	 * nothing about the job.
	 * @param run the run
	 * @param reason what made it fail
	 */
	public void fail(ManagedRun run, FailureReason reason) {
		if (this.closing) {
			interrupt(run);
		}
		else {
			run.end(RunStatus.FAILED, reason.exception(), reason.message());
		}
	}

	public void interrupt(ManagedRun run) {
		run.end(RunStatus.INTERRUPTED, null);
	}

	/**
	 * Takes back a run whose work goes on where nobody can see how it ends.
	 * @param run the run
	 */
	public void discard(ManagedRun run) {
		run.end(RunStatus.DISCARDED, null);
	}

	@Override
	public void onApplicationEvent(ContextClosedEvent event) {
		if (event.getApplicationContext() == this.context) {
			this.closing = true;
		}
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
