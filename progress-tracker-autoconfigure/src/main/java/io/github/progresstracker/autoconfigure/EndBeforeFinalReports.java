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

package io.github.progresstracker.autoconfigure;

import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/**
 * Has schedulers destroyed before {@link FinalReports}, although they know nothing of
 * each other: a job whose end the scheduler waits for is still reported.
 */
final class EndBeforeFinalReports implements SmartInitializingSingleton {

	private final ConfigurableListableBeanFactory beans;

	private final Class<?> scheduler;

	/**
	 * Creates what orders the end of schedulers.
	 * @param beans the beans
	 * @param scheduler the type of the schedulers
	 */
	EndBeforeFinalReports(ConfigurableListableBeanFactory beans, Class<?> scheduler) {
		this.beans = beans;
		this.scheduler = scheduler;
	}

	@Override
	public void afterSingletonsInstantiated() {
		for (String finalReports : this.beans.getBeanNamesForType(FinalReports.class)) {
			for (String name : this.beans.getBeanNamesForType(this.scheduler, false, false)) {
				this.beans.registerDependentBean(finalReports, name);
			}
		}
	}

}
