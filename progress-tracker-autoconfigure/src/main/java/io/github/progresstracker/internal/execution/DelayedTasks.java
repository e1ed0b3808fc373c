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

package io.github.progresstracker.internal.execution;

import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import io.github.progresstracker.internal.text.SafeText;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.DisposableBean;

/**
 * Does things after a while, unless the application ends before. On a thread of our own,
 * which ends when there is nothing to do: the one that the JDK has for delays would
 * outlive the application. What is done must be short, as the next waits for it.
 */
public final class DelayedTasks implements DisposableBean {

	private static final Logger logger = LoggerFactory.getLogger(DelayedTasks.class);

	private static final long IDLE_SECONDS = 1;

	private final ScheduledThreadPoolExecutor executor;

	/**
	 * Creates what does things later.
	 * @param thread the name of its thread
	 */
	public DelayedTasks(String thread) {
		this.executor = new ScheduledThreadPoolExecutor(1, (task) -> thread(thread, task),
				new ThreadPoolExecutor.DiscardPolicy());
		this.executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
		this.executor.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
		this.executor.allowCoreThreadTimeOut(true);
	}

	private static Thread thread(String name, Runnable task) {
		Thread thread = new Thread(null, task, name, 0, false);
		thread.setDaemon(true);
		return thread;
	}

	/**
	 * Does something after a while. Nothing is done if the application has ended, by now
	 * or by then.
	 * @param delay the time until then
	 * @param action what to do
	 */
	public void after(Duration delay, Runnable action) {
		try {
			var unused = this.executor.schedule(action, delay.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (OutOfMemoryError ex) {
			// No thread is left, which must not end the application. What was to be done
			// will be with what comes next, or when the application ends.
			logger.debug("Nothing can be done later: {}", SafeText.of(ex.toString()));
		}
	}

	/** Without an interrupt: what is being done now may be a listener of the user. */
	@Override
	public void destroy() {
		this.executor.shutdown();
	}

}
