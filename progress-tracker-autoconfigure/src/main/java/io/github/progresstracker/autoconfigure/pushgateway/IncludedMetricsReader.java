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

package io.github.progresstracker.autoconfigure.pushgateway;

import java.time.Duration;

import io.github.progresstracker.internal.pushgateway.IncludedMetrics;

import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.core.Ordered;

/**
 * Has the application's metrics read for the last time when its context is closed: before
 * registries are closed, and before beans are destroyed that a gauge may need. The
 * closing thread waits for that, but not for a gauge that hangs.
 */
final class IncludedMetricsReader implements ApplicationListener<ContextClosedEvent>, Ordered {

	private static final Duration PATIENCE = Duration.ofMillis(500);

	private final ApplicationContext context;

	private final IncludedMetrics included;

	IncludedMetricsReader(ApplicationContext context, IncludedMetrics included) {
		this.context = context;
		this.included = included;
	}

	@Override
	public void onApplicationEvent(ContextClosedEvent event) {
		if (event.getApplicationContext() == this.context) {
			this.included.readLast(PATIENCE);
		}
	}

	@Override
	public boolean supportsAsyncExecution() {
		return false;
	}

	@Override
	public int getOrder() {
		return Ordered.HIGHEST_PRECEDENCE;
	}

}
