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
import org.slf4j.LoggerFactory;

/**
 * The one place through which everything is called that a scheduler calls before and
 * after a job, where an exception would keep the job from running.
 */
public final class SafeCalls {

	private static final Logger logger = LoggerFactory.getLogger(SafeCalls.class);

	private final AtomicBoolean failed = new AtomicBoolean();

	public void call(Runnable call) {
		try {
			call.run();
		}
		catch (Throwable ex) {
			if (this.failed.compareAndSet(false, true)) {
				logger.warn("An execution could not be tracked: {}. The job goes on; further failures of this kind are"
						+ " logged at level DEBUG", SafeText.of(ex.toString()));
			}
			if (logger.isDebugEnabled()) {
				logger.debug("An execution could not be tracked", SafeText.of(ex));
			}
		}
	}

}
