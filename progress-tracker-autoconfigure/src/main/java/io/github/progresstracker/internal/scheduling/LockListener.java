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

package io.github.progresstracker.internal.scheduling;

import java.util.function.Consumer;
import java.util.function.Supplier;

import io.github.progresstracker.internal.execution.Guard;
import io.github.progresstracker.spi.ManagedRun;
import io.github.progresstracker.spi.ManagedRuns;
import net.javacrumbs.shedlock.core.LockConfiguration;
import net.javacrumbs.shedlock.core.LockingTaskExecutorListener;
import org.slf4j.LoggerFactory;

import org.springframework.aop.framework.AopInfrastructureBean;

/**
 * Tells the current run of a thread whether ShedLock let it do its work. ShedLock calls
 * this on the thread that asked for the lock. A thread that holds the lock already does
 * its work without asking again, so the start of the work counts, and not the lock.
 */
public final class LockListener implements LockingTaskExecutorListener, AopInfrastructureBean {

	private final Supplier<ManagedRuns> runs;

	private final Guard guard = new Guard(LoggerFactory.getLogger(LockListener.class),
			"The outcome of a lock could not be recorded", "The method is executed anyway");

	/**
	 * Creates a listener.
	 * @param runs returns the runs of the application; not called before the first lock
	 */
	public LockListener(Supplier<ManagedRuns> runs) {
		this.runs = runs;
	}

	@Override
	public void onLockAttempt(LockConfiguration lock) {
		tellRun(ManagedRun::lockRequested);
	}

	@Override
	public void onTaskStarted(LockConfiguration lock) {
		tellRun(ManagedRun::lockAcquired);
	}

	private void tellRun(Consumer<ManagedRun> event) {
		this.guard.run(() -> {
			ManagedRun run = this.runs.get().currentRun();
			if (run != null) {
				event.accept(run);
			}
		});
	}

}
