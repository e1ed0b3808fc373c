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

package io.github.progresstracker.autoconfigure.batch;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

import io.github.progresstracker.JobIdentity;
import io.github.progresstracker.internal.batch.StoredRuns;
import io.github.progresstracker.internal.history.PastRun;
import io.github.progresstracker.internal.history.PastRuns;
import io.github.progresstracker.internal.history.StoredHistory;
import io.github.progresstracker.spi.TimeSource;

import org.springframework.batch.core.repository.JobRepository;
import org.springframework.beans.factory.ObjectProvider;

/**
 * The last runs of Spring Batch jobs, read from the job repository when somebody asks.
 */
final class BatchJobHistory implements AutoCloseable {

	/** A browser waits for this, and shows what this process knows in the end. */
	private static final Duration PATIENCE = Duration.ofSeconds(2);

	private final ObjectProvider<JobRepository> repository;

	private final TimeSource time;

	private final StoredHistory stored;

	BatchJobHistory(ObjectProvider<JobRepository> repository, TimeSource time) {
		this.repository = repository;
		this.time = time;
		this.stored = new StoredHistory("job repository", PATIENCE, time);
	}

	/**
	 * Reads the last runs of a job.
	 * @param job the job
	 * @param names its names in Spring Batch
	 * @param limit how many runs to read
	 * @return its runs; empty if there is no repository that remembers any
	 */
	Optional<PastRuns> of(JobIdentity job, List<String> names, int limit) {
		JobRepository unique = this.repository.getIfUnique();
		if (unique == null || !StoredRuns.isKeptBy(unique)) {
			return Optional.empty();
		}
		return Optional
			.of(this.stored.of(job, (closed) -> read(new StoredRuns(unique, this.time), names, limit, closed)));
	}

	private static List<PastRun> read(StoredRuns runs, List<String> names, int limit, BooleanSupplier closed) {
		List<PastRun> read = new ArrayList<>();
		for (String name : names) {
			read.addAll(runs.of(name, limit, closed));
		}
		return List.copyOf(read);
	}

	@Override
	public void close() {
		this.stored.close();
	}

}
