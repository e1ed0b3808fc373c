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

import io.github.progresstracker.autoconfigure.tracking.ProgressTrackerAutoConfiguration;
import io.github.progresstracker.batch.StepExpectedRecords;
import io.github.progresstracker.internal.batch.BatchRuns;
import io.github.progresstracker.internal.batch.BatchTracking;
import io.github.progresstracker.internal.batch.EarlierExecutions;
import io.github.progresstracker.internal.batch.StoredRuns;
import io.github.progresstracker.internal.condition.ConditionalOnSwitch;
import io.github.progresstracker.internal.execution.DelayedTasks;
import io.github.progresstracker.internal.lifecycle.ExecutorShutdownOrder;
import io.github.progresstracker.internal.lifecycle.StartingApplication;
import io.github.progresstracker.internal.lifecycle.Tracking;
import io.github.progresstracker.spi.ManagedRuns;

import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Auto-configuration that tracks Spring Batch jobs.
 */
@AutoConfiguration(after = ProgressTrackerAutoConfiguration.class,
		afterName = { "org.springframework.boot.batch.autoconfigure.BatchAutoConfiguration",
				"org.springframework.boot.batch.jdbc.autoconfigure.BatchJdbcAutoConfiguration" })
@ConditionalOnClass(Job.class)
@ConditionalOnSwitch({ "enabled", "batch.enabled" })
public final class BatchProgressAutoConfiguration {

	/**
	 * Created before all other beans, so it looks up the runs when a job begins.
	 */
	@Bean
	static BatchTracking progressBatchTracking(ObjectProvider<BatchRuns> runs, ConfigurableListableBeanFactory beans) {
		return new BatchTracking(runs::getObject, new BatchJobNames(beans)::note);
	}

	@Bean
	BatchJobs progressBatchJobs(Tracking tracking, ConfigurableApplicationContext context) {
		StartingApplication starting = StartingApplication.of(context.getBeanFactory());
		ConfigurableListableBeanFactory failed = (starting != null) ? starting.beans() : null;
		// These are not the beans of this context if it only reports a failed start.
		ConfigurableListableBeanFactory beans = (failed != null) ? failed : context.getBeanFactory();
		return new BatchJobs(tracking.jobs(), beans, context.getEnvironment(), tracking.time());
	}

	/** Separate from other delayed tasks, because a database may be slow. */
	@Bean(defaultCandidate = false)
	@ConditionalOnMissingBean(name = "progressBatchReader")
	DelayedTasks progressBatchReader() {
		return new DelayedTasks("progress-batch-reader");
	}

	@Bean
	@ConditionalOnMissingBean
	BatchRuns progressBatchRuns(ManagedRuns runs, BatchJobs jobs, ObjectProvider<StepExpectedRecords> expectedRecords,
			Tracking tracking, @Qualifier("progressBatchReader") DelayedTasks reader,
			ObjectProvider<JobRepository> repository, ConfigurableApplicationContext context) {
		// Executors end before this bean does, and so do the jobs that they execute.
		// Those that are created later end first in any case.
		new ExecutorShutdownOrder(context.getBeanFactory()).endBefore("progressBatchRuns");
		EarlierExecutions earlier = new EarlierExecutions(repository::getIfUnique, tracking.time(), reader::after);
		return new BatchRuns(runs, jobs::definition, expectedRecords::orderedStream, earlier, tracking.time(),
				tracking.delayedTasks()::after, reader::after);
	}

	/**
	 * Configuration for a repository that may know earlier runs.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnSingleCandidate(JobRepository.class)
	static final class History {

		@Bean
		BatchSuccesses progressBatchSuccesses(ApplicationContext context, BatchJobs jobs, JobRepository repository,
				ManagedRuns runs, Tracking tracking) {
			return new BatchSuccesses(context, jobs, new StoredRuns(repository, tracking.time()), runs);
		}

	}

}
