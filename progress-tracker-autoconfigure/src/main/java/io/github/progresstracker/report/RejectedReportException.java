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

package io.github.progresstracker.report;

import java.io.IOException;

/**
 * Thrown by a {@link ProgressReporter} whose report arrived and was refused for a reason
 * that does not go away by itself, such as a wrong password. The report is not tried
 * again; the next one is.
 */
public final class RejectedReportException extends IOException {

	private static final long serialVersionUID = 1L;

	/**
	 * Creates an exception.
	 * @param message the reason and what to do about it, on one line, without secrets
	 */
	public RejectedReportException(String message) {
		super(message);
	}

	/**
	 * Creates an exception.
	 * @param message the reason and what to do about it, on one line, without secrets
	 * @param cause the underlying exception, logged at level DEBUG
	 */
	public RejectedReportException(String message, Throwable cause) {
		super(message, cause);
	}

}
