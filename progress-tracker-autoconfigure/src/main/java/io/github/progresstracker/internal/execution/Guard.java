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
 * Runs code that must not disturb its caller, such as a listener that is called on the
 * job's thread. Whatever that code throws is caught: the first failure is logged as a
 * warning, further ones at level DEBUG. This includes errors, since neither a missing
 * class nor a thread that cannot be started must end the job. Thread-safe.
 */
public final class Guard {

	private final Logger logger;

	private final String failure;

	private final String consequence;

	private final AtomicBoolean warned = new AtomicBoolean();

	/**
	 * Creates a guard.
	 * @param logger the logger for failures
	 * @param failure what failed, without a period: "A job could not be tracked"
	 * @param consequence what happens next, without a period: "The job continues"
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
			this.logger.warn("{}: {}. {}. Further failures are logged at level DEBUG", this.failure,
					SafeText.of(cause.toString()), this.consequence);
		}
		if (this.logger.isDebugEnabled()) {
			this.logger.debug(this.failure, SafeText.of(cause));
		}
	}

	/**
	 * Makes the next failure a warning again.
	 */
	public void recovered() {
		this.warned.set(false);
	}

	/**
	 * An action that may throw anything.
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
