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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import javax.net.ssl.SSLSocketFactory;

import io.github.progresstracker.JobIdentity;
import io.github.progresstracker.autoconfigure.ProgressTrackerProperties;
import io.github.progresstracker.autoconfigure.ProgressTrackerProperties.Ping;
import io.github.progresstracker.autoconfigure.ProgressTrackerProperties.Ping.Method;
import io.github.progresstracker.autoconfigure.pushgateway.ConfiguredSslBundle;
import io.github.progresstracker.internal.job.JobDefinitions;
import io.github.progresstracker.internal.ping.JobPings;
import io.github.progresstracker.internal.ping.PingReporter;
import io.github.progresstracker.internal.ping.PingSpool;
import io.github.progresstracker.internal.ping.PingUrl;
import io.github.progresstracker.report.ProgressReporter;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.ssl.SslBundles;

/**
 * Creates what calls the URLs of services outside. A job that has a URL of its own has no
 * other: the URLs of two checks must not be mixed.
 */
final class PingReporters {

	private final JobDefinitions jobs;

	private final Ping common;

	private final JobPings ofAll;

	/** By the settings of the job; these are the same objects as long as it lives. */
	private final Map<Ping, JobPings> ofSingle = new HashMap<>();

	private PingReporters(ProgressTrackerProperties properties, JobDefinitions jobs,
			ObjectProvider<SslBundles> bundles) {
		this.jobs = jobs;
		this.common = properties.getPing();
		SSLSocketFactory sockets = sockets("", this.common, bundles);
		this.ofAll = read(this.common, null, sockets);
		properties.getJobs().forEach((key, job) -> {
			SSLSocketFactory own = sockets("jobs[%s].".formatted(key), job.getPing(), bundles);
			this.ofSingle.put(job.getPing(), read(job.getPing(), this.common, (own != null) ? own : sockets));
		});
	}

	/**
	 * Creates the reporters, if there is a URL to call.
	 * @param properties the properties
	 * @param jobs knows which settings belong to a job
	 * @param bundles the SSL bundles that exist
	 * @return a reporter that calls URLs, and the spool that it takes from if there is
	 * one; empty if there is no URL
	 */
	static List<ProgressReporter> of(ProgressTrackerProperties properties, JobDefinitions jobs,
			ObjectProvider<SslBundles> bundles) {
		PingReporters reporters = new PingReporters(properties, jobs, bundles);
		List<JobPings> all = new ArrayList<>(reporters.ofSingle.values());
		all.add(0, reporters.ofAll);
		if (all.stream().noneMatch(JobPings::callAny)) {
			return List.of();
		}
		String directory = properties.getPushgateway().getSpoolDirectory();
		if (directory == null) {
			return List.of(new PingReporter(reporters::find, all, null));
		}
		PingSpool spool = new PingSpool(Path.of(directory), reporters::find);
		return List.of(spool, new PingReporter(reporters::find, all, spool));
	}

	private JobPings find(JobIdentity job) {
		JobPings own = this.ofSingle.get(this.jobs.pingOf(job));
		return (own != null) ? own : this.ofAll;
	}

	/**
	 * A job with a URL of its own has no other: it has a check of its own, and to call
	 * that of the others for some events only would confuse both. Switching events off is
	 * no such thing.
	 */
	private static JobPings read(Ping own, @Nullable Ping common, @Nullable SSLSocketFactory sockets) {
		Method method = (common != null && own.getMethod() == null) ? common.getMethod() : own.getMethod();
		boolean withBody = method != Method.GET;
		JobPings urls = urls(own, own, withBody, sockets);
		return (common == null || urls.callAny()) ? urls : urls(own, common, withBody, sockets);
	}

	private static JobPings urls(Ping own, Ping otherwise, boolean withBody, @Nullable SSLSocketFactory sockets) {
		return new JobPings(url(own, otherwise, Ping::getStart), url(own, otherwise, Ping::getSuccess),
				url(own, otherwise, Ping::getFailure), url(own, otherwise, Ping::getInterruption), withBody, sockets);
	}

	private static @Nullable SSLSocketFactory sockets(String prefix, Ping ping, ObjectProvider<SslBundles> bundles) {
		String name = ping.getSsl().getBundle();
		return (name != null)
				? new ConfiguredSslBundle("progress.tracker." + prefix + "ping.ssl.bundle", name, bundles).sockets()
				: null;
	}

	private static @Nullable PingUrl url(Ping own, Ping otherwise, Function<Ping, @Nullable String> event) {
		String url = event.apply(own);
		return PingUrl.of((url != null) ? url : event.apply(otherwise));
	}

}
