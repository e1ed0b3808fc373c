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

import java.lang.reflect.Modifier;

import net.javacrumbs.shedlock.core.LockConfiguration;
import net.javacrumbs.shedlock.core.LockingTaskExecutorListener;

import org.springframework.aop.MethodBeforeAdvice;
import org.springframework.aop.framework.AbstractAdvisingBeanPostProcessor;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.aop.support.ComposablePointcut;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.aop.support.RootClassFilter;

/**
 * Lets our listener hear what a listener of the user hears: ShedLock calls only one. The
 * user's bean keeps its class, so that it can still be injected as what it is.
 */
public final class LockListenerPostProcessor extends AbstractAdvisingBeanPostProcessor {

	private static final long serialVersionUID = 1L;

	/**
	 * Creates a post-processor.
	 * @param listener our listener
	 */
	public LockListenerPostProcessor(LockListener listener) {
		MethodBeforeAdvice advice = (method, arguments, target) -> {
			if (arguments.length > 0 && arguments[0] instanceof LockConfiguration lock) {
				switch (method.getName()) {
					case "onLockAttempt" -> listener.onLockAttempt(lock);
					case "onTaskStarted" -> listener.onTaskStarted(lock);
					default -> {
					}
				}
			}
		};
		this.advisor = new DefaultPointcutAdvisor(
				new ComposablePointcut(new RootClassFilter(LockingTaskExecutorListener.class)), advice);
	}

	@Override
	protected ProxyFactory prepareProxyFactory(Object bean, String name) {
		ProxyFactory factory = super.prepareProxyFactory(bean, name);
		Class<?> type = bean.getClass();
		factory.setProxyTargetClass(!Modifier.isFinal(type.getModifiers()) && !type.isSealed());
		return factory;
	}

}
