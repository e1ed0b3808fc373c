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

import io.github.progresstracker.JobIdentity;
import io.github.progresstracker.autoconfigure.ProgressTrackerProperties;
import io.github.progresstracker.autoconfigure.ProgressTrackerProperties.Job;
import io.github.progresstracker.autoconfigure.ProgressTrackerProperties.Ping;
import io.github.progresstracker.autoconfigure.ProgressTrackerProperties.Ping.Method;
import io.github.progresstracker.internal.job.JobDefinitions;
import io.github.progresstracker.internal.ping.JobPings;
import io.github.progresstracker.internal.ping.PingReporter;
import io.github.progresstracker.internal.ping.PingSpool;
import io.github.progresstracker.internal.ping.PingUrl;
import io.github.progresstracker.report.ProgressReporter;
import org.jspecify.annotations.Nullable;

/**
 * Creates what calls the URLs of services outside. A job that has a URL of its own, or
 * {@code off} in its place, has only those: the URLs of two checks must not be mixed.
 */
final class PingReporters {

	private final JobDefinitions jobs;

	private final Ping common;

	private final JobPings ofAll;

	/** By the settings of the job; these are the same objects as long as it lives. */
	private final Map<Ping, JobPings> ofSingle = new HashMap<>();

	private PingReporters(ProgressTrackerProperties properties, JobDefinitions jobs) {
		this.jobs = jobs;
		this.common = properties.getPing();
		this.ofAll = read(this.common, null);
		for (Job job : properties.getJobs().values()) {
			this.ofSingle.put(job.getPing(), read(job.getPing(), this.common));
		}
	}

	/**
	 * Creates the reporters, if there is a URL to call.
	 * @param properties the properties
	 * @param jobs knows which settings belong to a job
	 * @return a reporter that calls URLs, and the spool that it takes from if there is
	 * one; empty if there is no URL
	 */
	static List<ProgressReporter> of(ProgressTrackerProperties properties, JobDefinitions jobs) {
		PingReporters reporters = new PingReporters(properties, jobs);
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

	private static JobPings read(Ping own, @Nullable Ping common) {
		Ping urls = (common != null && !TrackingFactory.hasUrls(own)) ? common : own;
		Method method = (common != null && own.getMethod() == null) ? common.getMethod() : own.getMethod();
		return new JobPings(PingUrl.of(urls.getStart()), PingUrl.of(urls.getSuccess()), PingUrl.of(urls.getFailure()),
				PingUrl.of(urls.getInterruption()), method != Method.GET);
	}

}
