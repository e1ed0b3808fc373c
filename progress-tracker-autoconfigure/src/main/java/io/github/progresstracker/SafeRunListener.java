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

package io.github.progresstracker;

import java.util.function.Consumer;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one place through which a {@link RunListener} is called, so that none can break a
 * job.
 */
final class SafeRunListener {

	private static final Logger logger = LoggerFactory.getLogger(ProgressTrackers.class);

	private final RunListener delegate;

	SafeRunListener(RunListener delegate) {
		this.delegate = delegate;
	}

	void runStarted(ProgressSource run) {
		safely((listener) -> listener.runStarted(run));
	}

	void stageChanged(ProgressSource run) {
		safely((listener) -> listener.stageChanged(run));
	}

	void runEnded(ProgressSource run) {
		safely((listener) -> listener.runEnded(run));
	}

	private void safely(Consumer<RunListener> call) {
		try {
			call.accept(this.delegate);
		}
		// Not only unchecked ones: other languages throw what no method declares.
		catch (Exception | LinkageError ex) {
			logger.warn("{} failed; the job goes on", this.delegate.getClass().getName(), ex);
		}
	}

}
