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

package io.github.progresstracker.autoconfigure.tracking;

import io.github.progresstracker.autoconfigure.ProgressTrackerProperties;
import io.github.progresstracker.autoconfigure.pushgateway.PushgatewayConnectionDetails;
import io.github.progresstracker.internal.job.FrameworkJobs;
import io.github.progresstracker.internal.job.KnownJobs;
import io.github.progresstracker.internal.lifecycle.SpringTestMarker;
import io.github.progresstracker.internal.lifecycle.StartingApplication;
import io.github.progresstracker.internal.lifecycle.Tracking;

import org.springframework.boot.ExitCodeGenerator;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Connects a context with the application's own run: when its runners start, when they
 * are done, and how it ends.
 */
final class ApplicationEvents {

	private ApplicationEvents() {
	}

	/**
	 * Adds listeners to a context.
	 * @param context the context
	 * @param tracking tracks the jobs of the context, maybe of a parent
	 * @param run the application's own run
	 * @return the listener that Spring Boot has to ask for an exit code
	 */
	static ExitCodeGenerator listen(ConfigurableApplicationContext context, Tracking tracking, ApplicationRun run) {
		StartingApplication starting = StartingApplication.of(context.getBeanFactory());
		if (starting != null && starting.hasFailed()) {
			// This context only reports that.
			return () -> 0;
		}
		if (starting != null) {
			// The run may belong to a parent context, which was told as well. The first
			// end wins.
			run.failWith(starting, context, tracking);
		}
		boolean test = SpringTestMarker.isIn(context.getBeanFactory());
		ProgressTrackerProperties properties = tracking.properties();
		KnownJobs known = new KnownJobs(properties, tracking.jobs(), context.getBeanProvider(FrameworkJobs.class));
		RunKindResolver kind = new RunKindResolver(properties.getApplicationJob(), starting, context.getBeanFactory());
		context.addApplicationListener(
				new ApplicationRunListener(context, run, kind, () -> tracking.runs().addKnown(known::identities)));
		if (tracking.belongsTo(context)) {
			StartupWarnings warnings = new StartupWarnings(properties, tracking.jobs().variables(),
					tracking.reporters(), context.getBeanProvider(PushgatewayConnectionDetails.class), context);
			context.addApplicationListener(
					new StartupReport(properties, tracking.jobs(), kind, known, tracking.reporters(), warnings, test));
		}
		return new ApplicationEndListener(context, run, tracking, test);
	}

}
