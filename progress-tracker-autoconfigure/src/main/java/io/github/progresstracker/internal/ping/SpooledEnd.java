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

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.regex.Pattern;

import io.github.progresstracker.JobIdentity;
import io.github.progresstracker.internal.files.JobFileName;
import io.github.progresstracker.internal.files.JobFiles;
import io.github.progresstracker.internal.text.SafeText;
import io.github.progresstracker.spi.TimeSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a spool knows about one job: the newest end in this process that no service was
 * told of, and the newest one that earlier processes left. Each has a file. Nothing else
 * writes to it, so processes that share the directory need no lock. To take over a file,
 * a process renames it, and only one of several can succeed. Not thread-safe:
 * {@link PingSpool} guards it.
 */
final class SpooledEnd {

	private static final Logger logger = LoggerFactory.getLogger(PingSpool.class);

	private static final String SUFFIX = ".ping";

	private static final String UNUSABLE = ".bad";

	private static final Pattern REST_OF_NAME = Pattern.compile("-[0-9a-f]{8}" + Pattern.quote(SUFFIX));

	/** Several times the size of the longest names and the largest summary. */
	private static final int MAX_BYTES = 64 * 1024;

	/** Of all jobs together, including files that are unusable or half written. */
	private static final int MAX_FILES = 1000;

	/** Whoever was not alarmed by then needs no news of yesterday. */
	private static final Duration MAX_AGE = Duration.ofDays(1);

	private final JobFiles files;

	private final JobIdentity job;

	private final TimeSource time;

	private final String prefix;

	private final String name;

	private boolean takenOver;

	private @Nullable RunPing left;

	private @Nullable String leftFile;

	private @Nullable RunPing kept;

	/** When the newest end that a service was told of has ended. */
	private @Nullable Instant settledUntil;

	SpooledEnd(JobFiles files, JobIdentity job, TimeSource time) {
		this.files = files;
		this.job = job;
		this.time = time;
		this.prefix = JobFileName.of(job);
		this.name = newName();
	}

	private String newName() {
		return this.prefix + "-" + UUID.randomUUID().toString().substring(0, 8) + SUFFIX;
	}

	/**
	 * What earlier processes left.
	 * @return the newest end, or {@code null} if there is none
	 */
	@Nullable RunPing left() {
		return this.left;
	}

	/**
	 * Takes over what other processes left for this job, unless that has been done.
	 * @throws IOException if the directory cannot be read
	 */
	void takeOver() throws IOException {
		if (this.takenOver) {
			return;
		}
		for (String other : this.files.names(this::isOfThisJob)) {
			takeOver(other);
		}
		this.takenOver = true;
	}

	private boolean isOfThisJob(String file) {
		return file.startsWith(this.prefix) && !file.equals(this.name) && !file.equals(this.leftFile)
				&& REST_OF_NAME.matcher(file.substring(this.prefix.length())).matches();
	}

	private void takeOver(String other) throws IOException {
		String mine = newName();
		String content = null;
		try {
			// Otherwise, another process was faster.
			content = this.files.rename(other, mine) ? this.files.read(mine, MAX_BYTES) : null;
			if (content != null) {
				add(SpooledPing.parse(content), mine);
			}
		}
		catch (IllegalArgumentException ex) {
			String aside = mine + UNUSABLE;
			this.files.rename(mine, aside);
			logger.warn("A spool file of job {} cannot be used and was renamed to {}: {}", this.job,
					SafeText.of(this.files.file(aside).toString()), SafeText.of(String.valueOf(ex.getMessage())));
		}
	}

	private void add(RunPing end, String file) throws IOException {
		boolean tooOld = Duration.between(end.at(), this.time.now()).compareTo(MAX_AGE) > 0;
		if (tooOld) {
			logger.warn("The ping for the run of job {} that ended at {} is not sent, because it is too old", this.job,
					end.at());
		}
		if (tooOld || (this.left != null && !end.at().isAfter(this.left.at()))) {
			this.files.delete(file);
			return;
		}
		String older = this.leftFile;
		this.left = end;
		this.leftFile = file;
		if (older != null) {
			this.files.delete(older);
		}
	}

	/**
	 * Forgets what was left.
	 * @throws IOException if the file cannot be deleted
	 */
	void removeLeft() throws IOException {
		String file = this.leftFile;
		this.left = null;
		this.leftFile = null;
		if (file != null) {
			this.files.delete(file);
		}
	}

	/**
	 * Keeps an end, in place of an older one, unless a service was told of it.
	 * @param end the end
	 * @throws IOException if that is not possible
	 */
	void keep(RunPing end) throws IOException {
		takeOver();
		if (this.settledUntil != null && !end.at().isAfter(this.settledUntil)) {
			return;
		}
		if (this.kept == null) {
			checkFileCount();
		}
		byte[] content = SpooledPing.print(end).getBytes(StandardCharsets.UTF_8);
		if (content.length > MAX_BYTES) {
			throw new IOException("the names are too long: job %s".formatted(this.job));
		}
		this.files.replace(this.name, content);
		this.kept = end;
		this.files.force(this.name);
	}

	private void checkFileCount() throws IOException {
		int count = this.files.names((file) -> file.contains(SUFFIX)).size();
		if (count >= MAX_FILES) {
			throw new IOException("'%s' already has %d files; delete those of jobs that no longer exist"
				.formatted(this.files, count));
		}
	}

	/**
	 * Notes that a service was told of an end. What is older would only confuse it.
	 * @param end the end
	 * @throws IOException if files cannot be deleted
	 */
	void settled(RunPing end) throws IOException {
		if (this.settledUntil == null || end.at().isAfter(this.settledUntil)) {
			this.settledUntil = end.at();
		}
		if (this.left != null) {
			logger.info("The ping for the run of job {} that ended at {} is not sent, because a later run has ended",
					this.job, this.left.at());
			removeLeft();
		}
		if (this.kept != null && !this.kept.at().isAfter(this.settledUntil)) {
			this.kept = null;
			this.files.delete(this.name);
		}
	}

}
