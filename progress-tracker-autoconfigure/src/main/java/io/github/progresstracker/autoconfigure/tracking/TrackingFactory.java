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

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import io.github.progresstracker.autoconfigure.ProgressTrackerProperties;
import io.github.progresstracker.autoconfigure.ProgressTrackerProperties.Job;
import io.github.progresstracker.autoconfigure.ProgressTrackerProperties.Ping;
import io.github.progresstracker.autoconfigure.ProgressTrackerProperties.Terminal.Mode;
import io.github.progresstracker.autoconfigure.ProgressTrackerProperties.Terminal.TitleProgress;
import io.github.progresstracker.autoconfigure.pushgateway.PushgatewayConnectionDetails;
import io.github.progresstracker.autoconfigure.pushgateway.PushgatewayReporters;
import io.github.progresstracker.internal.job.EnvironmentVariables;
import io.github.progresstracker.internal.job.JobDefinitions;
import io.github.progresstracker.internal.lifecycle.Reporters;
import io.github.progresstracker.internal.lifecycle.SpringTestMarker;
import io.github.progresstracker.internal.lifecycle.StartingApplication;
import io.github.progresstracker.internal.lifecycle.Tracking;
import io.github.progresstracker.internal.pushgateway.PushgatewayReporter;
import io.github.progresstracker.internal.terminal.ProgressLog;
import io.github.progresstracker.internal.terminal.TerminalProgress;
import io.github.progresstracker.internal.textfile.TextfileReporter;
import io.github.progresstracker.report.ProgressReporter;
import io.github.progresstracker.spi.RunListener;
import io.github.progresstracker.spi.TimeSource;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.ansi.AnsiOutput;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.util.ClassUtils;

/**
 * Assembles the {@link Tracking} of a context. Which reporters there are is decided here,
 * at run time, so it may depend on an environment that ahead-of-time processing does not
 * know.
 */
final class TrackingFactory {

	static final String PUSH = "io.prometheus.metrics.exporter.pushgateway.PushGateway";

	static final String TEXT_FORMAT = "io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter";

	private final ConfigurableApplicationContext context;

	private final ConfigurableListableBeanFactory beans;

	private final Environment environment;

	private final ProgressTrackerProperties properties;

	private final @Nullable StartingApplication application;

	private final boolean test;

	TrackingFactory(ConfigurableApplicationContext context, ProgressTrackerProperties properties) {
		this.context = context;
		this.beans = context.getBeanFactory();
		this.environment = context.getEnvironment();
		this.properties = properties;
		this.application = StartingApplication.of(this.beans);
		this.test = SpringTestMarker.isIn(this.beans);
	}

	Tracking create() {
		JobDefinitions jobs = new JobDefinitions(this.properties, EnvironmentVariables.of(this.environment, this.test),
				this.environment, (this.application != null) ? this.application.mainClass() : null);
		TimeSource time = this.beans.getBeanProvider(TimeSource.class).getIfAvailable();
		List<RunListener> listeners = this.beans.getBeanProvider(RunListener.class).orderedStream().toList();
		return new Tracking(this.context, this.properties, jobs, reporters(jobs), listeners,
				(time != null) ? time : TimeSource.SYSTEM);
	}

	private Reporters reporters(JobDefinitions jobs) {
		List<ProgressReporter> all = new ArrayList<>(
				this.beans.getBeanProvider(ProgressReporter.class).orderedStream().toList());
		boolean delivered = this.properties.getReporting().isEnabled();
		if (!delivered && this.test) {
			return Reporters.NONE;
		}
		if (delivered) {
			addPushgateway(all);
			addPings(all, jobs);
		}
		addTerminal(all);
		if (delivered) {
			addTextfile(all);
		}
		return delivered ? new Reporters(all) : new Reporters(all).withoutDelivery();
	}

	private void addPushgateway(List<ProgressReporter> all) {
		PushgatewayConnectionDetails connection = this.beans.getBeanProvider(PushgatewayConnectionDetails.class)
			.getIfAvailable();
		if (connection != null && isPresent(PUSH) && isMissing(PushgatewayReporter.class, all)) {
			all.addAll(PushgatewayReporters.of(connection, this.properties, this.context));
		}
	}

	/** What calls URLs is only loaded if there is one. */
	private void addPings(List<ProgressReporter> all, JobDefinitions jobs) {
		boolean configured = hasUrls(this.properties.getPing());
		for (Job job : this.properties.getJobs().values()) {
			configured |= hasUrls(job.getPing());
		}
		if (configured) {
			all.addAll(PingReporters.of(this.properties, jobs, this.beans.getBeanProvider(SslBundles.class)));
		}
	}

	static boolean hasUrls(Ping ping) {
		return ping.getStart() != null || ping.getSuccess() != null || ping.getFailure() != null
				|| ping.getInterruption() != null;
	}

	private void addTextfile(List<ProgressReporter> all) {
		String directory = this.properties.getTextfile().getDirectory();
		if (directory != null && isPresent(TEXT_FORMAT) && isMissing(TextfileReporter.class, all)) {
			all.add(new TextfileReporter(Path.of(directory), this.properties.isFailureMessage()));
		}
	}

	/** A start that failed is in the log already. */
	private void addTerminal(List<ProgressReporter> all) {
		Mode mode = this.properties.getTerminal().getMode();
		boolean failed = this.application != null && this.application.hasFailed();
		if (mode == Mode.OFF || failed || !isMissing(TerminalProgress.class, all)
				|| !isMissing(ProgressLog.class, all)) {
			return;
		}
		if (mode == Mode.LOG) {
			all.add(new ProgressLog());
			return;
		}
		AnsiOutput.Enabled color = Binder.get(this.environment)
			.bind("spring.output.ansi.enabled", AnsiOutput.Enabled.class)
			.orElse(AnsiOutput.Enabled.DETECT);
		TitleProgress title = this.properties.getTerminal().getTitleProgress();
		all.add(new TerminalProgress(mode == Mode.BAR, color != AnsiOutput.Enabled.NEVER,
				(title != TitleProgress.AUTO) ? title == TitleProgress.ON : null));
	}

	private boolean isPresent(String type) {
		return ClassUtils.isPresent(type, this.beans.getBeanClassLoader());
	}

	private static boolean isMissing(Class<? extends ProgressReporter> type, List<ProgressReporter> reporters) {
		for (ProgressReporter reporter : reporters) {
			if (type.isInstance(reporter)) {
				return false;
			}
		}
		return true;
	}

}
