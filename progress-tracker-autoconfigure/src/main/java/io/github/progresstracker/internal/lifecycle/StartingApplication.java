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

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import io.github.progresstracker.internal.run.JobRuns;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;

/**
 * What the {@link SpringApplication} that starts a context knows, and the context itself
 * does not. A context that fails to refresh, for example, destroys its beans before
 * anything is published about the cause. What is left of it then is in here.
 */
public final class StartingApplication {

	public static final String BEAN_NAME = "io.github.progresstracker.startingApplication";

	private final SpringApplication application;

	private final Instant startedAt;

	private final List<Consumer<Throwable>> failureListeners = new ArrayList<>();

	private @Nullable ConfigurableListableBeanFactory beans;

	private @Nullable JobRuns runs;

	private boolean test;

	private boolean complete;

	private boolean failed;

	public StartingApplication(SpringApplication application, Instant startedAt) {
		this.application = application;
		this.startedAt = startedAt;
	}

	/**
	 * Finds the application that starts a context.
	 * @param beans the beans of the context
	 * @return the application, or {@code null} if none is known
	 */
	public static @Nullable StartingApplication of(BeanFactory beans) {
		return beans.containsBean(BEAN_NAME) ? beans.getBean(BEAN_NAME, StartingApplication.class) : null;
	}

	public @Nullable Class<?> mainClass() {
		return this.application.getMainApplicationClass();
	}

	public boolean isStartedBy(SpringApplication application) {
		return this.application == application;
	}

	public boolean isWeb() {
		return this.application.getWebApplicationType() != WebApplicationType.NONE;
	}

	public Instant startedAt() {
		return this.startedAt;
	}

	/**
	 * Called when the context exists and is about to be refreshed.
	 * @param beans its beans
	 */
	public void prepared(ConfigurableListableBeanFactory beans) {
		this.beans = beans;
		// A context that fails to start forgets its singletons.
		this.test = beans.containsSingleton(SpringTestMarker.BEAN_NAME);
	}

	/**
	 * Called when all beans of the context are defined, and none of them was created.
	 */
	public void definitionsComplete() {
		this.complete = true;
	}

	/**
	 * Tells how far the start of the context got.
	 * @return whether the definitions of all beans are known
	 */
	public boolean isDefinitionComplete() {
		return this.complete;
	}

	public boolean isTest() {
		return this.test;
	}

	/**
	 * Returns the beans of the context that is started. If it failed to start, only their
	 * definitions are left, and no bean must be created.
	 * @return the beans, or {@code null} if the start did not get that far
	 */
	public @Nullable ConfigurableListableBeanFactory beans() {
		return this.beans;
	}

	/**
	 * Whether the application failed. If so, a context that it starts only reports that.
	 * @return whether {@link #failed} was called
	 */
	public boolean hasFailed() {
		return this.failed;
	}

	void runs(JobRuns runs) {
		this.runs = runs;
	}

	/**
	 * Returns the runs of the context.
	 * @return the runs, or {@code null} if nothing was tracked yet
	 */
	public @Nullable JobRuns runs() {
		return this.runs;
	}

	/**
	 * Adds a listener that is called if the application fails to start or a runner
	 * throws.
	 * @param listener receives the cause, after all listeners that were added before
	 */
	public void onFailure(Consumer<Throwable> listener) {
		this.failureListeners.add(listener);
	}

	/**
	 * Called when the application failed to start or a runner threw.
	 * @param cause the cause
	 */
	public void failed(Throwable cause) {
		this.failed = true;
		List.copyOf(this.failureListeners).forEach((listener) -> listener.accept(cause));
	}

}
