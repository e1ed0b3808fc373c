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
import java.util.function.Supplier;

import io.github.progresstracker.internal.text.SafeText;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.aop.support.AopUtils;
import org.springframework.batch.core.job.AbstractJob;
import org.springframework.batch.core.step.AbstractStep;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.item.ChunkOrientedStep;
import org.springframework.batch.core.step.tasklet.TaskletStep;
import org.springframework.beans.factory.config.BeanPostProcessor;

/**
 * Has each job and step of Spring Batch tell of its begin and end. Proxies are left out:
 * what they stand for comes by as well, and asking them may need a scope that is not
 * there yet.
 */
public final class BatchTracking implements BeanPostProcessor {

	private static final Logger logger = LoggerFactory.getLogger(BatchTracking.class);

	private final AtomicBoolean warned = new AtomicBoolean();

	private final Supplier<BatchRuns> runs;

	private final JobTracking jobTracking;

	private final JobTracking.Early earlyJobTracking;

	private final ChunkTracking chunkTracking;

	private final ChunkTracking.OldStyle chunkTrackingInOldStyle;

	/**
	 * Creates a post-processor.
	 * @param runs told of jobs and steps; not asked for before the first job begins
	 */
	public BatchTracking(Supplier<BatchRuns> runs) {
		this.runs = runs;
		this.jobTracking = new JobTracking(runs);
		this.earlyJobTracking = new JobTracking.Early(runs);
		this.chunkTracking = new ChunkTracking(runs);
		this.chunkTrackingInOldStyle = new ChunkTracking.OldStyle(runs);
	}

	/** Before others make a proxy of it. */
	@Override
	public Object postProcessBeforeInitialization(Object bean, String name) {
		track(bean);
		return bean;
	}

	/** What a factory bean made comes by here only, and its steps are complete here. */
	@Override
	public Object postProcessAfterInitialization(Object bean, String name) {
		track(bean);
		if (bean instanceof AbstractJob job && !AopUtils.isAopProxy(job)) {
			safelyTrack(job, () -> job.getStepNames().forEach((step) -> track(job.getStep(step))));
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
			job.registerJobExecutionListener(this.earlyJobTracking);
		}
		else if (bean instanceof AbstractStep step) {
			step.registerStepExecutionListener(new StepTracking(this.runs, step));
			if (step instanceof ChunkOrientedStep<?, ?> chunks) {
				chunks.registerItemStream(this.chunkTracking);
				registerListener(chunks);
			}
			else if (step instanceof TaskletStep chunks && StepIntrospector.hasChunks(chunks)) {
				chunks.registerStream(this.chunkTrackingInOldStyle);
			}
			Step worker = StepIntrospector.worker(step);
			if (worker != step) {
				track(worker);
			}
			trackFlow(step);
		}
	}

	private void trackFlow(Object jobOrStep) {
		safelyTrack(jobOrStep, () -> StepIntrospector.ofFlow(jobOrStep).forEach(this::track));
	}

	private void safelyTrack(Object jobOrStep, Action action) {
		safely(() -> {
			try {
				action.run();
			}
			catch (Throwable ex) {
				if (this.warned.compareAndSet(false, true)) {
					logger.warn("The steps of {} could not be tracked: {}. Further failures are logged at level DEBUG",
							SafeText.of(String.valueOf(jobOrStep)), SafeText.of(ex.toString()));
				}
				throw ex;
			}
		});
	}

	@SuppressWarnings({ "rawtypes", "unchecked" })
	private void registerListener(ChunkOrientedStep step) {
		step.registerChunkListener(this.chunkTracking);
	}

	/**
	 * Does something that must not make a job fail. What is told of itself logs its
	 * failures; what is left is that it could not be created.
	 */
	static void safely(Action action) {
		try {
			action.run();
		}
		catch (Throwable ex) {
			if (logger.isDebugEnabled()) {
				logger.debug("A job or step of Spring Batch could not be tracked", SafeText.of(ex));
			}
		}
	}

	/** Something that may fail in any way. */
	@FunctionalInterface
	interface Action {

		void run() throws Exception;

	}

}
