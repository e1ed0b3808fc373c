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

import java.lang.reflect.Method;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;

import org.jspecify.annotations.Nullable;

import org.springframework.aop.Advisor;
import org.springframework.aop.framework.Advised;
import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.aop.support.AopUtils;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.AsyncAnnotationAdvisor;

/**
 * Recognizes methods that return before their work is done. Their return is no success,
 * and how the work ends cannot be seen from outside.
 */
public final class DetachedWork {

	private static final String ASYNC = "it is asynchronous (@Async), so it returns before its work is done. Remove"
			+ " @Async, or track the work itself with ProgressTrackers.run(…)";

	private static final String FUTURE = "it returns a %s, and nothing waits for it. Let the method wait (join()), or"
			+ " track the work itself with ProgressTrackers.run(…)";

	private DetachedWork() {
	}

	/**
	 * Tells why a method of a bean may return before its work is done.
	 * @param bean the bean, which may be a proxy
	 * @param method the method that is called
	 * @return the reason as part of a sentence, with what to do about it; {@code null} if
	 * the method does its work itself
	 */
	public static @Nullable String reason(Object bean, Method method) {
		Class<?> type = AopProxyUtils.ultimateTargetClass(bean);
		return (bean instanceof Advised advised && isAsync(advised, type, method)) ? ASYNC : reason(type, method);
	}

	/** The annotation may be one of the application's own. */
	private static boolean isAsync(Advised bean, Class<?> type, Method method) {
		for (Advisor advisor : bean.getAdvisors()) {
			if (advisor instanceof AsyncAnnotationAdvisor async && AopUtils.canApply(async, type)
					&& async.getPointcut()
						.getMethodMatcher()
						.matches(AopUtils.getMostSpecificMethod(method, type), type)) {
				return true;
			}
		}
		return false;
	}

	/**
	 * Tells why a method of a class may return before its work is done.
	 * @param type the class
	 * @param method the method
	 * @return the reason as part of a sentence, with what to do about it; {@code null} if
	 * the method does its work itself
	 */
	public static @Nullable String reason(Class<?> type, Method method) {
		Method called = AopUtils.getMostSpecificMethod(method, type);
		if (AnnotatedElementUtils.hasAnnotation(called, Async.class)
				|| AnnotatedElementUtils.hasAnnotation(type, Async.class)) {
			return ASYNC;
		}
		return returnsFuture(called) ? FUTURE.formatted(called.getReturnType().getSimpleName()) : null;
	}

	/**
	 * Whether a method returns something that tells when its work is done.
	 * @param method the method
	 * @return whether it returns a future
	 */
	public static boolean returnsFuture(Method method) {
		Class<?> returned = method.getReturnType();
		return Future.class.isAssignableFrom(returned) || CompletionStage.class.isAssignableFrom(returned);
	}

}
