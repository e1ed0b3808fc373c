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

package io.github.progresstracker.internal.lifecycle;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;

import io.github.progresstracker.report.ProgressReporter;
import io.github.progresstracker.spi.RunListener;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.util.ClassUtils;

/**
 * Sets when the executors and schedulers of a context are destroyed. One that waits for
 * its tasks when the application shuts down does so at that time. By default, this comes
 * after the destruction of all beans that were created later.
 */
public final class ExecutorShutdownOrder {

	private static final String QUARTZ = "org.quartz.Scheduler";

	private final ConfigurableListableBeanFactory beans;

	public ExecutorShutdownOrder(ConfigurableListableBeanFactory beans) {
		this.beans = beans;
	}

	/**
	 * Lets all executors end before a bean is destroyed, except for those that the bean,
	 * a reporter or a listener needs until then.
	 * @param bean the name of the bean
	 */
	public void endBefore(String bean) {
		Set<String> needed = neededBy(bean);
		List<String> executors = names(types());
		// The last one first, as usual: it may hand work to earlier ones.
		Collections.reverse(executors);
		for (String name : executors) {
			if (this.beans.containsSingleton(name) && !needed.contains(name)) {
				this.beans.registerDependentBean(bean, name);
			}
		}
	}

	private List<Class<?>> types() {
		List<Class<?>> types = new ArrayList<>(List.of(Executor.class, TaskScheduler.class));
		ClassLoader loader = this.beans.getBeanClassLoader();
		if (ClassUtils.isPresent(QUARTZ, loader)) {
			types.add(ClassUtils.resolveClassName(QUARTZ, loader));
		}
		return types;
	}

	private Set<String> neededBy(String bean) {
		Set<String> needed = new HashSet<>();
		Deque<String> open = new ArrayDeque<>(names(List.of(ProgressReporter.class, RunListener.class)));
		open.add(bean);
		while (!open.isEmpty()) {
			String next = open.remove();
			if (needed.add(next)) {
				open.addAll(Arrays.asList(this.beans.getDependenciesForBean(next)));
			}
		}
		return needed;
	}

	private List<String> names(List<Class<?>> types) {
		List<String> names = new ArrayList<>();
		for (Class<?> type : types) {
			names.addAll(Arrays.asList(this.beans.getBeanNamesForType(type, false, false)));
		}
		return names;
	}

}
