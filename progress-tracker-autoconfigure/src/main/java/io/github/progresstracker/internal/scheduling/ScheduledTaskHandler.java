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

import java.util.ArrayDeque;
import java.util.Deque;

import io.github.progresstracker.JobDefinition;
import io.github.progresstracker.internal.execution.FailureReason;
import io.github.progresstracker.internal.execution.Guard;
import io.github.progresstracker.spi.ManagedRun;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import org.slf4j.LoggerFactory;

import org.springframework.scheduling.support.ScheduledTaskObservationContext;

/**
 * Makes each execution of a {@code @Scheduled} method a run. If the method throws, the
 * run fails. The run is current on the thread that executes the method, and on each
 * thread to which the observation is propagated.
 */
final class ScheduledTaskHandler implements ObservationHandler<ScheduledTaskObservationContext> {

	private final ScheduledRuns runs;

	private final ScheduledTasks tasks;

	private final Guard guard = new Guard(LoggerFactory.getLogger(ScheduledTaskHandler.class),
			"A scheduled method could not be tracked", "The method is executed anyway");

	/** Not static: another application binds its own runs. */
	@SuppressWarnings("ThreadLocalUsage")
	private final ThreadLocal<Deque<ManagedRun.Binding>> bindings = ThreadLocal.withInitial(ArrayDeque::new);

	/**
	 * Creates a handler.
	 * @param runs begins and ends the runs
	 * @param tasks what is known about the methods
	 */
	ScheduledTaskHandler(ScheduledRuns runs, ScheduledTasks tasks) {
		this.runs = runs;
		this.tasks = tasks;
	}

	@Override
	public boolean supportsContext(Observation.Context context) {
		return context instanceof ScheduledTaskObservationContext;
	}

	@Override
	public void onStart(ScheduledTaskObservationContext context) {
		this.guard.run(() -> {
			JobDefinition job = this.tasks.job(context);
			if (job != null) {
				context.put(ManagedRun.class, this.runs.begin(job));
			}
		});
	}

	@Override
	public void onScopeOpened(ScheduledTaskObservationContext context) {
		this.guard.run(() -> {
			ManagedRun run = context.get(ManagedRun.class);
			if (run != null) {
				this.bindings.get().push(run.bind());
			}
		});
	}

	@Override
	public void onScopeClosed(ScheduledTaskObservationContext context) {
		this.guard.run(() -> {
			ManagedRun.Binding binding = this.bindings.get().poll();
			if (binding != null) {
				binding.close();
			}
			if (this.bindings.get().isEmpty()) {
				this.bindings.remove();
			}
		});
	}

	@Override
	public void onStop(ScheduledTaskObservationContext context) {
		this.guard.run(() -> {
			ManagedRun run = context.get(ManagedRun.class);
			if (run != null) {
				end(run, context);
			}
		});
	}

	private void end(ManagedRun run, ScheduledTaskObservationContext context) {
		Throwable error = context.getError();
		if (error != null) {
			this.runs.fail(run, FailureReason.of(error));
		}
		else if (context.isComplete()) {
			this.runs.complete(run);
		}
		else {
			// The subscription to a reactive method was canceled.
			this.runs.interrupt(run);
		}
	}

}
