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

package io.github.progresstracker.internal.batch;

import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicInteger;

import org.springframework.batch.core.listener.ChunkListener;
import org.springframework.batch.core.listener.ItemProcessListener;
import org.springframework.batch.core.listener.ItemReadListener;
import org.springframework.batch.core.listener.ItemWriteListener;
import org.springframework.batch.core.listener.JobExecutionListener;
import org.springframework.batch.core.listener.SkipListener;
import org.springframework.batch.core.listener.StepExecutionListener;

/**
 * A user's listener of every kind, one callback of which throws an exception.
 */
interface FailingListener
		extends JobExecutionListener, StepExecutionListener, ChunkListener<Integer, Integer>, ItemReadListener<Integer>,
		ItemProcessListener<Integer, Integer>, ItemWriteListener<Integer>, SkipListener<Integer, Integer> {

	/**
	 * Whether it has thrown the exception.
	 */
	boolean hasThrown();

	/**
	 * Creates a listener.
	 * @param callback the name of the callback
	 * @param call which call of it throws, starting at 1
	 */
	static FailingListener in(String callback, int call) {
		AtomicInteger calls = new AtomicInteger();
		return (FailingListener) Proxy.newProxyInstance(FailingListener.class.getClassLoader(),
				new Class<?>[] { FailingListener.class }, (proxy, method, arguments) -> {
					if (method.getName().equals(callback) && calls.incrementAndGet() == call) {
						throw new IllegalStateException("expected by the test");
					}
					return switch (method.getName()) {
						case "hasThrown" -> calls.get() >= call;
						case "equals" -> proxy == arguments[0];
						case "hashCode" -> System.identityHashCode(proxy);
						case "toString" -> "listener that fails in " + callback;
						default -> null;
					};
				});
	}

}
