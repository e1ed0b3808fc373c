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

package io.github.progresstracker.internal.batch;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

import io.github.progresstracker.internal.execution.Guard;
import io.github.progresstracker.internal.text.SafeText;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.aop.support.AopUtils;
import org.springframework.batch.core.job.AbstractJob;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.step.AbstractStep;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.item.ChunkOrientedStep;
import org.springframework.batch.core.step.tasklet.TaskletStep;
import org.springframework.beans.factory.config.BeanPostProcessor;

/**
 * Registers listeners with each Spring Batch job and step. Proxies are left out: their
 * targets are processed as well, and calling a proxy may need a scope that is not active
 * yet.
 */
public final class BatchTracking implements BeanPostProcessor {

	private static final Logger logger = LoggerFactory.getLogger(BatchTracking.class);

	private final AtomicBoolean warned = new AtomicBoolean();

	private final Supplier<BatchRuns> runs;

	private final BiConsumer<String, String> names;

	private final JobTracking jobTracking;

	private final JobTracking.BeforeListeners jobTrackingBeforeListeners;

	/**
	 * Creates a post-processor.
	 * @param runs the runs of all jobs; not called before the first job begins
	 * @param names receives the name of each bean that is a job, and that of the job
	 */
	public BatchTracking(Supplier<BatchRuns> runs, BiConsumer<String, String> names) {
		this.runs = runs;
		this.names = names;
		this.jobTracking = new JobTracking(runs);
		this.jobTrackingBeforeListeners = new JobTracking.BeforeListeners(runs);
	}

	/** Reaches a bean before it may be wrapped in a proxy. */
	@Override
	public Object postProcessBeforeInitialization(Object bean, String name) {
		track(bean);
		return bean;
	}

	/**
	 * Reaches the products of factory beans, and jobs when all of their steps are known.
	 */
	@Override
	public Object postProcessAfterInitialization(Object bean, String name) {
		track(bean);
		if (bean instanceof Job job && !AopUtils.isAopProxy(job)) {
			this.names.accept(name, job.getName());
		}
		if (bean instanceof AbstractJob job && !AopUtils.isAopProxy(job)) {
			trackSteps(job, () -> StepIntrospector.steps(job).forEach(this::track));
			trackFlow(job);
		}
		return bean;
	}

	private void track(@Nullable Object bean) {
		if (AopUtils.isAopProxy(bean)) {
			return;
		}
		if (bean instanceof AbstractJob job) {
			job.registerJobExecutionListener(this.jobTracking);
			job.registerJobExecutionListener(this.jobTrackingBeforeListeners);
		}
		else if (bean instanceof AbstractStep step) {
			track(step);
			Step worker = StepIntrospector.worker(step);
			if (worker != step) {
				track(worker);
			}
			trackFlow(step);
		}
	}

	@SuppressWarnings({ "rawtypes", "unchecked" })
	private void track(AbstractStep step) {
		StepTracking tracking = new StepTracking(this.runs, step);
		step.registerStepExecutionListener(tracking);
		if (step instanceof ChunkOrientedStep chunks) {
			chunks.registerItemStream(tracking);
			chunks.registerChunkListener(tracking);
			chunks.registerItemWriteListener(tracking);
		}
		else if (step instanceof TaskletStep chunks && StepIntrospector.hasChunks(chunks)) {
			chunks.registerStream(tracking);
		}
	}

	private void trackFlow(Object jobOrStep) {
		trackSteps(jobOrStep, () -> StepIntrospector.stepsOfFlow(jobOrStep).forEach(this::track));
	}

	/** The warning names the job, so this is not a {@link Guard}. */
	private void trackSteps(Object jobOrStep, Guard.Action action) {
		try {
			action.run();
		}
		catch (Throwable ex) {
			if (this.warned.compareAndSet(false, true)) {
				logger.warn("The steps of {} could not be tracked: {}. Further failures are logged at level DEBUG",
						SafeText.of(String.valueOf(jobOrStep)), SafeText.of(ex.toString()));
			}
			if (logger.isDebugEnabled()) {
				logger.debug("The steps of {} could not be tracked", SafeText.of(String.valueOf(jobOrStep)),
						SafeText.of(ex));
			}
		}
	}

}
