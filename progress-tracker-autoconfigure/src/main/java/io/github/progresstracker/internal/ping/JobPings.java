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

package io.github.progresstracker.internal.ping;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;

import javax.net.ssl.SSLSocketFactory;

import io.github.progresstracker.RunStatus;
import org.jspecify.annotations.Nullable;

/**
 * Which URLs are called for the runs of a job. Immutable; {@link #toString()} contains no
 * secret.
 *
 * @param start called when a run begins, or {@code null}
 * @param success called when a run completes, or {@code null}
 * @param failure called when a run fails, or {@code null}
 * @param interruption called when a run is interrupted, or {@code null}
 * @param withBody whether a summary of the run is sent along, with the method
 * {@code POST} instead of {@code GET}
 * @param sockets opens encrypted connections, or {@code null} for those of the JVM
 */
public record JobPings(@Nullable PingUrl start, @Nullable PingUrl success, @Nullable PingUrl failure,
		@Nullable PingUrl interruption, boolean withBody, @Nullable SSLSocketFactory sockets) {

	public JobPings(@Nullable PingUrl start, @Nullable PingUrl success, @Nullable PingUrl failure,
			@Nullable PingUrl interruption, boolean withBody) {
		this(start, success, failure, interruption, withBody, null);
	}

	/**
	 * Whether anything is called.
	 * @return {@code false} if there is no URL
	 */
	public boolean callAny() {
		return this.start != null || this.success != null || this.failure != null || this.interruption != null;
	}

	/**
	 * The URL to call.
	 * @param status the status that a run has now
	 * @return the URL, or {@code null} if there is none
	 */
	@Nullable PingUrl at(RunStatus status) {
		return switch (status) {
			case RUNNING -> this.start;
			case COMPLETED -> this.success;
			case FAILED -> this.failure;
			case INTERRUPTED -> this.interruption;
			case DISCARDED -> null;
		};
	}

	/**
	 * The property that has the URL, as people know it.
	 * @param status the status that a run has when it is called
	 * @return the end of the name of the property
	 */
	static String property(RunStatus status) {
		return switch (status) {
			case RUNNING -> "ping.start";
			case COMPLETED -> "ping.success";
			case FAILED -> "ping.failure";
			case INTERRUPTED, DISCARDED -> "ping.interruption";
		};
	}

	/**
	 * The servers that are called.
	 * @param all what is called for all jobs
	 * @return each server once
	 */
	static Set<String> servers(Collection<JobPings> all) {
		Set<String> servers = new LinkedHashSet<>();
		for (JobPings pings : all) {
			for (RunStatus status : RunStatus.values()) {
				PingUrl url = pings.at(status);
				if (url != null) {
					servers.add(url.server());
				}
			}
		}
		return servers;
	}

}
