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

package io.github.progresstracker.autoconfigure.tracking;

import java.util.function.IntConsumer;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Learns the exit code of {@code System.exit}. There is no API for it, but since Java 21
 * {@link Runtime#exit} logs it, at {@code FINE}, before any shutdown hook is called. What
 * the log of the application shows does not change, unless it shows such a level.
 */
final class SystemExitHandler extends Handler {

	private static final int FIRST_VERSION = 21;

	/** As the documentation of {@link Runtime#exit} has it. */
	private static final String LOGGER = "java.lang.Runtime";

	private static final String MESSAGE = "Runtime\\.exit\\(\\) called with status: (-?\\d{1,10})";

	/** Loggers are only weakly reachable otherwise. */
	private final Logger logger = Logger.getLogger(LOGGER);

	private final @Nullable Level level = this.logger.getLevel();

	private final IntConsumer listener;

	private SystemExitHandler(IntConsumer listener) {
		this.listener = listener;
	}

	/**
	 * Whether this version of Java logs calls of {@code System.exit}.
	 * @return whether a listener may be called
	 */
	static boolean isPossible() {
		return Runtime.version().feature() >= FIRST_VERSION;
	}

	/**
	 * Listens to calls of {@code System.exit}, if that is possible.
	 * @param listener accepts the exit code, on the thread that called the method
	 * @return stops listening; does nothing if there is nothing to listen to
	 */
	static Runnable listen(IntConsumer listener) {
		if (!isPossible()) {
			return () -> {
			};
		}
		SystemExitHandler handler = new SystemExitHandler(listener);
		handler.logger.addHandler(handler);
		if (!handler.logger.isLoggable(Level.FINE)) {
			handler.logger.setLevel(Level.FINE);
		}
		return handler::close;
	}

	@Override
	public void publish(LogRecord entry) {
		// Compiled here, because most applications never get here.
		Matcher message = Pattern.compile(MESSAGE).matcher(entry.getMessage());
		if (message.matches() && isCalled()) {
			this.listener.accept((int) Long.parseLong(message.group(1)));
		}
	}

	/**
	 * A signal ends the JVM with an exit code as well, which is logged like any other.
	 */
	private static boolean isCalled() {
		return StackWalker.getInstance()
			.walk((frames) -> frames.anyMatch((frame) -> frame.getClassName().equals(Runtime.class.getName())
					&& frame.getMethodName().equals("exit")));
	}

	@Override
	public void flush() {
	}

	@Override
	public void close() {
		this.logger.removeHandler(this);
		this.logger.setLevel(this.level);
	}

}
