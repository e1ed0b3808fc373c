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

package io.github.progresstracker.scheduling;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

import io.github.progresstracker.JobIdentity;
import io.github.progresstracker.RunControl;
import org.jspecify.annotations.Nullable;

/**
 * Tells the jobs that do their work themselves from those that only launch a job which is
 * tracked on its own: reported too, these would show the same work twice. The first
 * execution decides for all, as a job that is reported now and then is late in between: a
 * launcher is who has launched something within a second, or by its end, without having
 * used its own tracker.
 */
public final class Launchers {

	/** There is nothing to launch. */
	public static final Launchers NONE = new Launchers(null);

	private final @Nullable Executor later;

	private final Map<JobIdentity, Boolean> known = new ConcurrentHashMap<>();

	private final Set<RunControl> undecided = ConcurrentHashMap.newKeySet();

	private volatile boolean closed;

	/**
	 * Creates what tells launchers.
	 * @param later runs something after the time in which a job that does nothing else
	 * has launched another, or {@code null} if there are no others
	 */
	public Launchers(@Nullable Executor later) {
		this.later = later;
	}

	void begin(RunControl run) {
		if (this.later == null) {
			run.begin();
			return;
		}
		Boolean launcher = this.known.get(identity(run));
		if (launcher == null) {
			this.undecided.add(run);
			this.later.execute(() -> decide(run));
			if (this.closed) {
				decide(run);
			}
		}
		else if (!launcher) {
			run.begin();
		}
	}

	private void decide(RunControl run) {
		if (this.undecided.remove(run) && isToBeReported(run)) {
			run.begin();
		}
	}

	boolean isToBeReported(RunControl run) {
		return run.hasBegun() || !this.known.computeIfAbsent(identity(run), (unknown) -> run.stoodAside());
	}

	/** There is no later: what has not launched a job by now will not do so. */
	void close() {
		this.closed = true;
		this.undecided.forEach(this::decide);
	}

	private static JobIdentity identity(RunControl run) {
		return run.progress().identity();
	}

}
