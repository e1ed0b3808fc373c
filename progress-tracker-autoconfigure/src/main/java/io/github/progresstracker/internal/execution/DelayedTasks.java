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

/**
 * Runs short tasks after a delay, one at a time, on a daemon thread that ends when there
 * is nothing left to do. The JDK's own thread for delays would outlive the application
 * and keep its class loader from being unloaded. Thread-safe.
 */
public final class DelayedTasks implements AutoCloseable {

	private static final Logger logger = LoggerFactory.getLogger(DelayedTasks.class);

	private static final long MAX_IDLE_SECONDS = 1;

	private final ScheduledThreadPoolExecutor executor;

	/**
	 * Creates an executor without a thread.
	 * @param thread the name of the thread that runs the tasks
	 */
	public DelayedTasks(String thread) {
		this.executor = new ScheduledThreadPoolExecutor(1, (task) -> newThread(thread, task),
				new ThreadPoolExecutor.DiscardPolicy());
		this.executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
		this.executor.setKeepAliveTime(MAX_IDLE_SECONDS, TimeUnit.SECONDS);
		this.executor.allowCoreThreadTimeOut(true);
	}

	private static Thread newThread(String name, Runnable task) {
		Thread thread = new Thread(null, task, name, 0, false);
		thread.setDaemon(true);
		return thread;
	}

	/**
	 * Runs a task after a delay, unless this has been closed by then.
	 * @param delay the delay, to the millisecond
	 * @param task the task
	 * @return {@code false} if the task will not run because the system is out of
	 * threads; you can try again later
	 */
	public boolean after(Duration delay, Runnable task) {
		try {
			var unused = this.executor.schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS);
			return true;
		}
		catch (OutOfMemoryError ex) {
			logger.debug("No thread could be started for a delayed task: {}", SafeText.of(ex.toString()));
			return false;
		}
	}

	/**
	 * Drops all waiting tasks. The one that is running is not interrupted, since it may
	 * call a listener of the user.
	 */
	@Override
	public void close() {
		this.executor.shutdown();
	}

}
