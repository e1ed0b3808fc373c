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

package io.github.progresstracker.internal.spool;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;

import io.github.progresstracker.JobIdentity;
import io.github.progresstracker.JobOutcomes;
import io.github.progresstracker.JobSuccess;
import io.github.progresstracker.internal.files.JobFileName;
import io.github.progresstracker.internal.files.JobFiles;
import io.github.progresstracker.internal.metrics.OutcomeParser;
import io.github.progresstracker.internal.metrics.PrometheusSnapshots;
import io.github.progresstracker.internal.text.SafeText;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file of one job and one process in a spool directory. Nothing else writes to it, so
 * processes that share the directory need no lock. To take over a file, a process renames
 * it, and only one of several can succeed.
 */
final class SpoolFile {

	private static final Logger logger = LoggerFactory.getLogger(OutcomeSpool.class);

	private static final String SUFFIX = ".spool";

	private static final String UNUSABLE = ".bad";

	private static final Pattern REST_OF_NAME = Pattern.compile("-[0-9a-f]{8}" + Pattern.quote(SUFFIX));

	/** The last line: without it, the file is incomplete. */
	private static final String END = "# EOF\n";

	/** Many times the size of the ends of runs with the longest names. */
	private static final int MAX_BYTES = 64 * 1024;

	/** Of all jobs together, including files that are unusable or half written. */
	private static final int MAX_FILES = 1000;

	private final PrometheusTextFormatWriter writer = PrometheusTextFormatWriter.create();

	private final JobFiles files;

	private final JobIdentity identity;

	private final String prefix;

	private final String name;

	private final List<String> takenOver = new ArrayList<>();

	private JobOutcomes written = JobOutcomes.NONE;

	SpoolFile(JobFiles files, JobIdentity identity) {
		this.files = files;
		this.identity = identity;
		this.prefix = JobFileName.of(identity);
		this.name = newName();
	}

	private String newName() {
		return this.prefix + "-" + UUID.randomUUID().toString().substring(0, 8) + SUFFIX;
	}

	/**
	 * Takes over what other processes left for this job. Their files stay until
	 * {@link #write} has copied what is needed to this one.
	 * @return the newest outcomes in their files
	 * @throws IOException if the directory cannot be read
	 */
	JobOutcomes takeOver() throws IOException {
		JobOutcomes newest = JobOutcomes.NONE;
		for (String other : this.files.names(this::isOfThisJob)) {
			JobOutcomes found = takeOver(other);
			newest = found.newerThan(newest).orElse(newest);
		}
		return newest;
	}

	private boolean isOfThisJob(String file) {
		return file.startsWith(this.prefix) && !file.equals(this.name)
				&& REST_OF_NAME.matcher(file.substring(this.prefix.length())).matches();
	}

	private JobOutcomes takeOver(String other) {
		String mine = newName();
		try {
			String content = this.files.rename(other, mine) ? this.files.read(mine, MAX_BYTES) : null;
			if (content == null) {
				// Another process was faster.
				return JobOutcomes.NONE;
			}
			JobOutcomes found = parse(content);
			this.takenOver.add(mine);
			return found;
		}
		catch (IllegalArgumentException ex) {
			setAside(mine, String.valueOf(ex.getMessage()));
		}
		catch (IOException ex) {
			logger.warn("The outcomes of an earlier run of job {} stay in the spool directory: {}", this.identity,
					SafeText.of(String.valueOf(ex.getMessage())));
		}
		return JobOutcomes.NONE;
	}

	private JobOutcomes parse(String content) {
		if (!content.endsWith(END)) {
			throw new IllegalArgumentException("it is incomplete");
		}
		return OutcomeParser.read(content.lines(), this.identity);
	}

	private void setAside(String file, String reason) {
		String aside = file + UNUSABLE;
		try {
			this.files.rename(file, aside);
			logger.warn("A spool file of job {} cannot be used and was renamed to {}: {}", this.identity,
					SafeText.of(this.files.file(aside).toString()), SafeText.of(reason));
		}
		catch (IOException ex) {
			logger.warn("A spool file of job {} can be neither used nor renamed: {}", this.identity,
					SafeText.of(String.valueOf(ex.getMessage())));
		}
	}

	/**
	 * Replaces the content of the file.
	 * @param outcomes the outcomes; if there are none, the file is deleted
	 * @throws IOException if that is not possible; the old file is then unchanged
	 */
	void write(JobOutcomes outcomes) throws IOException {
		if (outcomes.equals(JobOutcomes.NONE)) {
			if (!this.written.equals(outcomes)) {
				this.files.delete(this.name);
			}
		}
		else if (!this.written.equals(outcomes)) {
			replace(outcomes);
		}
		this.written = outcomes;
		for (String file : this.takenOver) {
			this.files.delete(file);
		}
		this.takenOver.clear();
	}

	private void replace(JobOutcomes outcomes) throws IOException {
		if (this.written.equals(JobOutcomes.NONE)) {
			checkFileCount();
		}
		byte[] content = content(outcomes);
		JobSuccess success = outcomes.lastSuccess();
		if (content.length > MAX_BYTES && success != null) {
			// When it was is what matters. What each of many stages did is only usual.
			content = content(outcomes.withSuccess(JobSuccess.at(success.at())));
		}
		if (content.length > MAX_BYTES) {
			throw new IOException("the names are too long: job %s".formatted(this.identity));
		}
		this.files.replace(this.name, content);
		this.files.force(this.name);
	}

	private void checkFileCount() throws IOException {
		int files = this.files.names((file) -> file.contains(SUFFIX) || file.startsWith(JobFiles.TEMPORARY_PREFIX))
			.size();
		if (files >= MAX_FILES) {
			throw new IOException("'%s' already has %d files; delete those of jobs that no longer exist"
				.formatted(this.files, files));
		}
	}

	private byte[] content(JobOutcomes outcomes) throws IOException {
		ByteArrayOutputStream content = new ByteArrayOutputStream();
		this.writer.write(content, PrometheusSnapshots.of(outcomes, this.identity.asLabels()));
		content.writeBytes(END.getBytes(StandardCharsets.UTF_8));
		return content.toByteArray();
	}

}
