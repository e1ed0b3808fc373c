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

import java.util.ArrayList;
import java.util.List;

import io.github.progresstracker.ProgressTrackers;
import io.github.progresstracker.internal.execution.Guard;
import io.github.progresstracker.internal.text.SafeText;
import io.github.progresstracker.spi.ProgressSource;
import io.github.progresstracker.spi.RunListener;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls all {@link RunListener}s, so that none of them can break a job or keep an event
 * from the others.
 */
final class RunListeners {

	private static final Logger logger = LoggerFactory.getLogger(ProgressTrackers.class);

	private final List<GuardedListener> listeners = new ArrayList<>();

	RunListeners(List<? extends RunListener> listeners) {
		for (RunListener listener : listeners) {
			String failure = SafeText.of(listener.getClass().getName()) + " failed";
			this.listeners.add(new GuardedListener(listener, new Guard(logger, failure, "The job continues")));
		}
	}

	void runStarted(ProgressSource run) {
		for (GuardedListener listener : this.listeners) {
			try {
				listener.listener.runStarted(run);
			}
			catch (Throwable ex) {
				listener.guard.failed(ex);
			}
		}
	}

	void stageChanged(ProgressSource run) {
		for (GuardedListener listener : this.listeners) {
			try {
				listener.listener.stageChanged(run);
			}
			catch (Throwable ex) {
				listener.guard.failed(ex);
			}
		}
	}

	void runEnded(ProgressSource run) {
		for (GuardedListener listener : this.listeners) {
			try {
				listener.listener.runEnded(run);
			}
			catch (Throwable ex) {
				listener.guard.failed(ex);
			}
		}
	}

	void runDiscarded(ProgressSource run, @Nullable ProgressSource previous) {
		for (GuardedListener listener : this.listeners) {
			try {
				listener.listener.runDiscarded(run, previous);
			}
			catch (Throwable ex) {
				listener.guard.failed(ex);
			}
		}
	}

	private record GuardedListener(RunListener listener, Guard guard) {
	}

}
