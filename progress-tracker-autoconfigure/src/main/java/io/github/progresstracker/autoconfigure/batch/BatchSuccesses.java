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
import io.github.progresstracker.internal.batch.BatchHistory;
import io.github.progresstracker.internal.text.SafeText;
import io.github.progresstracker.spi.ManagedRuns;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ContextRefreshedEvent;

/**
 * Reads at start from Spring Batch's repository when each job last completed, so that a
 * gateway which lost its state learns of it with the next run. On a thread of its own: no
 * job waits for it, and no failure of it does any harm.
 */
final class BatchSuccesses implements ApplicationListener<ContextRefreshedEvent>, DisposableBean {

	private static final Logger logger = LoggerFactory.getLogger(BatchSuccesses.class);

	private final ApplicationContext context;

	private final BatchJobs jobs;

	private final BatchHistory history;

	private final ManagedRuns runs;

	private volatile boolean closed;

	BatchSuccesses(ApplicationContext context, BatchJobs jobs, BatchHistory history, ManagedRuns runs) {
		this.context = context;
		this.jobs = jobs;
		this.history = history;
		this.runs = runs;
	}

	@Override
	public void onApplicationEvent(ContextRefreshedEvent event) {
		if (event.getApplicationContext() == this.context && this.jobs.exist()) {
			Thread thread = new Thread(null, this::recall, "progress-batch-history", 0, false);
			thread.setDaemon(true);
			thread.start();
		}
	}

	private void recall() {
		try {
			this.jobs.definitions().forEach(this::recall);
		}
		catch (Throwable ex) {
			if (this.closed) {
				// The database may be gone, and nobody needs to know any longer.
				return;
			}
			logger.warn("When the jobs of Spring Batch last completed could not be read: {}",
					SafeText.of(ex.toString()));
			logger.debug("The last successes could not be read", ex);
		}
	}

	private void recall(String job, JobDefinition definition) {
		if (!this.closed && definition.enabled()) {
			this.history.lastSuccess(job, () -> this.closed)
				.ifPresent((at) -> this.runs.restoreLastSuccess(definition, at));
		}
	}

	/**
	 * Ends the reading after the query that is being made. Without an interrupt, at which
	 * some databases close their files.
	 */
	@Override
	public void destroy() {
		this.closed = true;
	}

}
