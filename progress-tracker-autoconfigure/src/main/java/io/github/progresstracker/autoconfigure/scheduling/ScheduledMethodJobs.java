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

package io.github.progresstracker.autoconfigure.scheduling;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.github.progresstracker.JobDefinition;
import io.github.progresstracker.internal.job.FrameworkJobs;
import io.github.progresstracker.internal.scheduling.ScheduledTasks;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.util.ClassUtils;

/**
 * The scheduled methods of the application.
 */
final class ScheduledMethodJobs implements FrameworkJobs {

	/** What ShedLock asks for locks with, unless it does so outside of the method. */
	private static final String LOCK_INTERCEPTOR = "proxyScheduledLockAopBeanPostProcessor";

	private static final String LOCK_LISTENER = "net.javacrumbs.shedlock.core.LockingTaskExecutorListener";

	private final ScheduledTasks tasks;

	private final ConfigurableListableBeanFactory beans;

	ScheduledMethodJobs(ScheduledTasks tasks, ConfigurableListableBeanFactory beans) {
		this.tasks = tasks;
		this.beans = beans;
	}

	@Override
	public boolean exist() {
		return !this.tasks.isEmpty();
	}

	@Override
	public Map<String, JobDefinition> definitions() {
		return this.tasks.definitions();
	}

	@Override
	public List<String> warnings() {
		List<String> warnings = new ArrayList<>(this.tasks.warnings());
		if (isShedLockTooOld()) {
			warnings.add("Executions that ShedLock skips are reported as completed, although the work was done"
					+ " elsewhere or not at all. Upgrade ShedLock to 7.7 or later");
		}
		return warnings;
	}

	private boolean isShedLockTooOld() {
		if (!this.beans.containsBeanDefinition(LOCK_INTERCEPTOR)) {
			return false;
		}
		Class<?> type = this.beans.getType(LOCK_INTERCEPTOR, false);
		return type != null && type.getSimpleName().startsWith("MethodProxy")
				&& !ClassUtils.isPresent(LOCK_LISTENER, this.beans.getBeanClassLoader());
	}

}
