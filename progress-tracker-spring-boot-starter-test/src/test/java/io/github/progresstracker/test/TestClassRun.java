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

package io.github.progresstracker.test;

import java.lang.reflect.Method;
import java.util.function.Consumer;

import org.springframework.context.ApplicationContext;
import org.springframework.test.context.TestContextManager;
import org.springframework.util.ReflectionUtils;

/**
 * Runs a test class the way JUnit and Spring's test framework do, so that a test can
 * inspect the result.
 */
final class TestClassRun implements AutoCloseable {

	private final TestContextManager manager;

	TestClassRun(Class<?> testClass) throws Exception {
		this.manager = new TestContextManager(testClass);
		this.manager.beforeTestClass();
	}

	/**
	 * Calls a static method that comes before all test methods.
	 */
	void beforeAll(Consumer<ApplicationContext> body) {
		body.accept(context());
	}

	/**
	 * Calls a test method.
	 */
	void method(Consumer<ApplicationContext> body) throws Exception {
		Object instance = new Object();
		Method method = ReflectionUtils.findMethod(Object.class, "toString");
		this.manager.prepareTestInstance(instance);
		this.manager.beforeTestMethod(instance, method);
		body.accept(context());
		this.manager.afterTestMethod(instance, method, null);
	}

	ApplicationContext context() {
		return this.manager.getTestContext().getApplicationContext();
	}

	@Override
	public void close() {
		try {
			this.manager.afterTestClass();
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

}
