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
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.jspecify.annotations.Nullable;

/**
 * Reads the message of an exception. Its class may compute the message in any way: load
 * data lazily, or take a lock that is never released.
 */
final class ExceptionMessage {

	/** Only code that hangs takes so long, and the job's thread must go on. */
	private static final long MAX_NANOS = Duration.ofSeconds(1).toNanos();

	private ExceptionMessage() {
	}

	/**
	 * Reads a message.
	 * @param exception the exception
	 * @return its message, or {@code null} if there is none or it cannot be read
	 */
	static @Nullable String of(Throwable exception) {
		try {
			return isComputedByTheJdk(exception) ? exception.getMessage() : computed(exception);
		}
		catch (Throwable ex) {
			return null;
		}
	}

	private static boolean isComputedByTheJdk(Throwable exception) {
		try {
			return exception.getClass().getMethod("getMessage").getDeclaringClass().getClassLoader() == null;
		}
		catch (NoSuchMethodException ex) {
			// In a native image, only what was registered is found
			return false;
		}
	}

	/** Computes the message on a thread that may hang forever. */
	private static @Nullable String computed(Throwable exception) throws ExecutionException, TimeoutException {
		FutureTask<@Nullable String> message = new FutureTask<>(exception::getMessage);
		Thread thread = new Thread(message, "progress-failure-message");
		thread.setDaemon(true);
		thread.start();
		long deadline = System.nanoTime() + MAX_NANOS;
		boolean interrupted = false;
		try {
			while (true) {
				try {
					return message.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
				}
				catch (InterruptedException ex) {
					// A job that is interrupted fails, too, and must stay interrupted
					interrupted = true;
				}
			}
		}
		finally {
			if (interrupted) {
				Thread.currentThread().interrupt();
			}
		}
	}

}
