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

package io.github.progresstracker.internal.run;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

import io.github.progresstracker.ProgressTrackers;
import io.github.progresstracker.internal.text.SafeText;
import io.github.progresstracker.spi.ProgressSource;
import io.github.progresstracker.spi.RunListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one place through which every {@link RunListener} is called, so that none can break
 * a job or keep a turning point from the others.
 */
final class RunListeners {

	private static final Logger logger = LoggerFactory.getLogger(ProgressTrackers.class);

	private final List<RunListener> listeners;

	private final Set<Class<?>> failed = ConcurrentHashMap.newKeySet();

	RunListeners(List<? extends RunListener> listeners) {
		this.listeners = List.copyOf(listeners);
	}

	void runStarted(ProgressSource run) {
		each((listener) -> listener.runStarted(run));
	}

	void stageChanged(ProgressSource run) {
		each((listener) -> listener.stageChanged(run));
	}

	void runEnded(ProgressSource run) {
		each((listener) -> listener.runEnded(run));
	}

	private void each(Consumer<RunListener> call) {
		for (RunListener listener : this.listeners) {
			try {
				call.accept(listener);
			}
			// Also errors: a listener that gets no thread runs out of memory, says the
			// JVM.
			catch (Throwable ex) {
				tell(listener.getClass(), ex);
			}
		}
	}

	/** Listeners are called for each stage, of which a job may have a million. */
	private void tell(Class<?> listener, Throwable failure) {
		if (this.failed.add(listener)) {
			logger.warn("{} failed: {}. The job goes on; its further failures are logged at level DEBUG",
					SafeText.of(listener.getName()), SafeText.of(failure.toString()));
		}
		if (logger.isDebugEnabled()) {
			logger.debug("{} failed", SafeText.of(listener.getName()), SafeText.of(failure));
		}
	}

}
