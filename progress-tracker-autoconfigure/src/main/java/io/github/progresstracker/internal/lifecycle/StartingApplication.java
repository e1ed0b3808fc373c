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

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;

/**
 * What the {@link SpringApplication} that starts a context knows, and the context itself
 * does not. A context that fails to refresh, for example, destroys its beans before
 * anything is published about the cause.
 */
public final class StartingApplication {

	static final String BEAN_NAME = "io.github.progresstracker.startingApplication";

	private final SpringApplication application;

	private final List<Consumer<Throwable>> failureListeners = new ArrayList<>();

	StartingApplication(SpringApplication application) {
		this.application = application;
	}

	public @Nullable Class<?> mainClass() {
		return this.application.getMainApplicationClass();
	}

	boolean isStartedBy(SpringApplication application) {
		return this.application == application;
	}

	public boolean isWeb() {
		return this.application.getWebApplicationType() != WebApplicationType.NONE;
	}

	/**
	 * Adds a listener that is called if the application fails to start or a runner
	 * throws.
	 * @param listener receives the cause, after all listeners that were added before
	 */
	public void onFailure(Consumer<Throwable> listener) {
		this.failureListeners.add(listener);
	}

	void failed(Throwable cause) {
		List.copyOf(this.failureListeners).forEach((listener) -> listener.accept(cause));
	}

}
