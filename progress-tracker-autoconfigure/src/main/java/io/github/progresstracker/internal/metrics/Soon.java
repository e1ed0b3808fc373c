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

package io.github.progresstracker.internal.metrics;

import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Does things a tenth of a second later, on a daemon thread that ends when there is
 * nothing to do. The one that the JDK has for delays stays for ever, and keeps the class
 * loader of the application that first used it.
 */
final class Soon implements Executor {

	private static final long DELAY_MILLIS = 100;

	private static final long IDLE_SECONDS = 1;

	private final ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1, (task) -> {
		Thread thread = new Thread(task, "progress-gauges");
		thread.setDaemon(true);
		return thread;
	});

	Soon() {
		this.executor.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
		this.executor.allowCoreThreadTimeOut(true);
	}

	@Override
	public void execute(Runnable task) {
		var unused = this.executor.schedule(task, DELAY_MILLIS, TimeUnit.MILLISECONDS);
	}

}
