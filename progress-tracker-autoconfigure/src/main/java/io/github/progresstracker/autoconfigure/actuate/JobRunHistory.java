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

package io.github.progresstracker.autoconfigure.actuate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import io.github.progresstracker.JobIdentity;
import io.github.progresstracker.internal.history.PastRun;
import io.github.progresstracker.internal.history.PastRuns;
import io.github.progresstracker.internal.history.RunHistory;
import io.github.progresstracker.internal.job.FrameworkJobs;
import io.github.progresstracker.internal.lifecycle.Tracking;
import org.jspecify.annotations.Nullable;

/**
 * The last runs of a job: those of this process, and those that only its framework
 * remembers. A run that both know is shown once, as this process counted it.
 */
final class JobRunHistory implements RunHistory {

	private final Tracking tracking;

	private final Iterable<FrameworkJobs> frameworks;

	JobRunHistory(Tracking tracking, Iterable<FrameworkJobs> frameworks) {
		this.tracking = tracking;
		this.frameworks = frameworks;
	}

	@Override
	public @Nullable PastRuns of(JobIdentity job) {
		int limit = this.tracking.properties().getHistory();
		if (limit == 0) {
			return null;
		}
		List<PastRun> runs = new ArrayList<>();
		String problem = null;
		for (FrameworkJobs framework : this.frameworks) {
			PastRuns remembered = framework.pastRuns(job, limit).orElse(null);
			if (remembered != null) {
				runs.addAll(remembered.runs());
				problem = (problem != null) ? problem : remembered.problem();
			}
		}
		// In this order: a run that ends meanwhile is known as open, as ended or as both
		Set<Long> known = new HashSet<>(this.tracking.runs().openExecutions(job));
		List<PastRun> own = this.tracking.runs().pastRuns(job);
		for (PastRun run : own) {
			if (run.execution() != null) {
				known.add(run.execution());
			}
		}
		runs.removeIf((run) -> run.execution() != null && known.contains(run.execution()));
		runs.addAll(own);
		runs.sort(Comparator.comparing(PastRun::startedAt).reversed());
		return new PastRuns(runs.subList(0, Math.min(limit, runs.size())), problem);
	}

}
