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

package io.github.progresstracker.autoconfigure;

import java.time.Duration;
import java.util.function.Consumer;

import io.github.progresstracker.Printable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.DisposableBean;

/**
 * Does one thing after a while, unless the application ends before. The thread that waits
 * is one of our own, as those of the JDK would outlive the application.
 */
final class Later implements Consumer<Runnable>, DisposableBean {

	private static final Logger logger = LoggerFactory.getLogger(Later.class);

	private final Duration delay;

	private volatile @Nullable Thread thread;

	Later(Duration delay) {
		this.delay = delay;
	}

	@Override
	public void accept(Runnable action) {
		Thread waiting = new Thread(null, () -> waitAndRun(action), "progress-later", 0, false);
		waiting.setDaemon(true);
		try {
			waiting.start();
			this.thread = waiting;
		}
		catch (OutOfMemoryError ex) {
			// No thread is left, which must not end the application. What was to be done
			// will be when it ends.
			logger.debug("Nothing can be done later: {}", Printable.of(ex.toString()));
		}
	}

	private void waitAndRun(Runnable action) {
		try {
			Thread.sleep(this.delay.toMillis());
			action.run();
		}
		catch (InterruptedException ex) {
			// The application ends, and decides by itself.
		}
	}

	@Override
	public void destroy() {
		Thread waiting = this.thread;
		if (waiting != null) {
			waiting.interrupt();
		}
	}

}
