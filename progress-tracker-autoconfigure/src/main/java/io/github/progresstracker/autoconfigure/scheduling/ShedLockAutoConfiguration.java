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

import io.github.progresstracker.autoconfigure.tracking.ProgressTrackerAutoConfiguration;
import io.github.progresstracker.internal.condition.ConditionalOnSwitch;
import io.github.progresstracker.internal.scheduling.LockListener;
import io.github.progresstracker.internal.scheduling.LockListenerPostProcessor;
import io.github.progresstracker.spi.ManagedRuns;
import net.javacrumbs.shedlock.core.LockProvider;
import net.javacrumbs.shedlock.core.LockingTaskExecutorListener;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration that recognizes executions that ShedLock skips, from version 7.7 on.
 * They are no runs.
 */
@AutoConfiguration(after = ProgressTrackerAutoConfiguration.class)
@ConditionalOnClass({ LockProvider.class, LockingTaskExecutorListener.class })
@ConditionalOnBean(LockProvider.class)
@ConditionalOnSwitch("enabled")
public final class ShedLockAutoConfiguration {

	/**
	 * Created before all other beans, so it looks up the runs when a lock is asked for.
	 */
	@Bean
	static LockListenerPostProcessor progressLockListenerPostProcessor(ObjectProvider<ManagedRuns> runs) {
		return new LockListenerPostProcessor(new LockListener(runs::getObject));
	}

	/** ShedLock finds its listener as a bean. */
	@Bean
	@ConditionalOnMissingBean(LockingTaskExecutorListener.class)
	LockListener progressLockListener(ObjectProvider<ManagedRuns> runs) {
		return new LockListener(runs::getObject);
	}

}
