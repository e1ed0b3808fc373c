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

package io.github.progresstracker.autoconfigure.batch;

import io.github.progresstracker.JobDefinition;
import io.github.progresstracker.internal.batch.StoredRuns;
import io.github.progresstracker.internal.execution.Guard;
import io.github.progresstracker.spi.ManagedRuns;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ContextRefreshedEvent;

/**
 * At startup, reads from Spring Batch's job repository when each job last completed, so
 * that a gateway that lost its data receives it with the next run. This happens on a
 * thread of its own: no job waits for it, and a failure does no harm.
 */
final class BatchSuccesses implements ApplicationListener<ContextRefreshedEvent>, DisposableBean {

	private final ApplicationContext context;

	private final BatchJobs jobs;

	private final StoredRuns stored;

	private final ManagedRuns runs;

	private final Guard guard = new Guard(LoggerFactory.getLogger(BatchSuccesses.class),
			"The last successes of Spring Batch jobs could not be read from the job repository",
			"They are reported again after each job's next success");

	private volatile boolean closed;

	BatchSuccesses(ApplicationContext context, BatchJobs jobs, StoredRuns stored, ManagedRuns runs) {
		this.context = context;
		this.jobs = jobs;
		this.stored = stored;
		this.runs = runs;
	}

	@Override
	public void onApplicationEvent(ContextRefreshedEvent event) {
		if (event.getApplicationContext() == this.context && this.jobs.exist()) {
			Thread thread = new Thread(null, this::restore, "progress-batch-history", 0, false);
			thread.setDaemon(true);
			thread.start();
		}
	}

	private void restore() {
		try {
			this.jobs.definitions().forEach(this::restore);
		}
		catch (Throwable ex) {
			// Once the application is closed, the database may be gone as well.
			if (!this.closed) {
				this.guard.failed(ex);
			}
		}
	}

	private void restore(String job, JobDefinition definition) {
		if (!this.closed && definition.enabled()) {
			this.stored.lastSuccess(job, () -> this.closed)
				.ifPresent((success) -> this.runs.restoreLastSuccess(definition, success));
		}
	}

	/**
	 * Stops reading after the current query. The thread is not interrupted, because some
	 * databases close their files then.
	 */
	@Override
	public void destroy() {
		this.closed = true;
	}

}
