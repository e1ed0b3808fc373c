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

import java.util.concurrent.atomic.AtomicBoolean;

import io.github.progresstracker.internal.text.SafeText;
import org.slf4j.Logger;

/**
 * Runs code that must not disturb its caller, such as what is called on a job's thread.
 * Whatever that code throws goes no further: the first failure is a warning, those after
 * it are logged at level DEBUG. Errors are caught as well: a class that is missing, or a
 * thread that cannot be started, must not end the job either. Thread-safe.
 */
public final class Guard {

	private final Logger logger;

	private final String failure;

	private final String consequence;

	private final AtomicBoolean warned = new AtomicBoolean();

	/**
	 * Creates a guard.
	 * @param logger where failures are logged
	 * @param failure what a failure means, as the beginning of a log line: "A job could
	 * not be tracked"
	 * @param consequence what happens next, as its end: "The job goes on"
	 */
	public Guard(Logger logger, String failure, String consequence) {
		this.logger = logger;
		this.failure = failure;
		this.consequence = consequence;
	}

	/**
	 * Runs an action.
	 * @param action the action
	 */
	public void run(Action action) {
		try {
			action.run();
		}
		catch (Throwable ex) {
			failed(ex);
		}
	}

	/**
	 * Logs a failure that was caught elsewhere.
	 * @param cause what was thrown
	 */
	public void failed(Throwable cause) {
		if (this.warned.compareAndSet(false, true)) {
			this.logger.warn("{}: {}. {}; further failures are logged at level DEBUG", this.failure,
					SafeText.of(cause.toString()), this.consequence);
		}
		if (this.logger.isDebugEnabled()) {
			this.logger.debug(this.failure, SafeText.of(cause));
		}
	}

	/**
	 * Lets the next failure be a warning again.
	 */
	public void recovered() {
		this.warned.set(false);
	}

	/**
	 * An action that may fail in any way.
	 */
	@FunctionalInterface
	public interface Action {

		/**
		 * Runs the action.
		 * @throws Exception if it fails
		 */
		void run() throws Exception;

	}

}
