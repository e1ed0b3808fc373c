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

package io.github.progresstracker.internal.textfile;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

import io.github.progresstracker.JobIdentity;
import io.github.progresstracker.JobOutcomes;
import io.github.progresstracker.JobProgress;
import io.github.progresstracker.JobSuccess;
import io.github.progresstracker.internal.delivery.LocalReporter;
import io.github.progresstracker.internal.files.JobFileName;
import io.github.progresstracker.internal.files.JobFiles;
import io.github.progresstracker.internal.metrics.OutcomeParser;
import io.github.progresstracker.internal.metrics.PrometheusSnapshots;
import io.github.progresstracker.internal.text.SafeText;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the newest report of each job to its own text file, for the textfile collector
 * of the node exporter: in the exposition format of Prometheus, and readable by all
 * users. A file is replaced as a whole. Outcomes of earlier runs that this process does
 * not know are carried over from the file that is replaced. As with a Pushgateway, the
 * last success outlives the runs after it.
 */
public final class TextfileReporter implements LocalReporter {

	private static final Logger logger = LoggerFactory.getLogger(TextfileReporter.class);

	/** The textfile collector reads no other files. */
	private static final String SUFFIX = ".prom";

	/**
	 * By default only their owner may read temporary files, and the node exporter runs as
	 * another user.
	 */
	private static final String READABLE_BY_ALL = "rw-r--r--";

	/** Several times the size of a hundred stages with the longest names. */
	private static final int MAX_BYTES = 8 * 1024 * 1024;

	private final PrometheusTextFormatWriter writer = PrometheusTextFormatWriter.create();

	private final JobFiles files;

	private final boolean failureMessage;

	/** What the files contained before this process first replaced them. */
	private final Map<JobIdentity, JobOutcomes> earlier = new HashMap<>();

	/**
	 * Creates a reporter. Nothing is read or written yet.
	 * @param directory where the files are written; it is created if it does not exist
	 */
	public TextfileReporter(Path directory) {
		this(directory, false);
	}

	/**
	 * Creates a reporter. Nothing is read or written yet.
	 * @param directory where the files are written; it is created if it does not exist
	 * @param failureMessage whether the message of a failure becomes a label
	 */
	public TextfileReporter(Path directory, boolean failureMessage) {
		this.failureMessage = failureMessage;
		this.files = new JobFiles(directory, READABLE_BY_ALL);
	}

	@Override
	public void report(JobProgress progress) throws IOException {
		JobIdentity identity = progress.identity();
		String name = JobFileName.of(identity) + SUFFIX;
		JobOutcomes before = this.earlier.get(identity);
		if (before == null) {
			before = read(name, identity);
		}
		ByteArrayOutputStream content = new ByteArrayOutputStream();
		this.writer.write(content, PrometheusSnapshots.of(progress.withOutcomes(progress.outcomes().orElse(before)),
				this.failureMessage, identity.asLabels()));
		this.files.replace(name, content.toByteArray());
		// Not sooner: a directory that appears late, such as a mount, may have a file.
		this.earlier.put(identity, before);
	}

	/**
	 * Reads what is in the file now. May be called while a report is written, as a file
	 * is always replaced as a whole.
	 */
	@Override
	public @Nullable JobSuccess lastSuccess(JobIdentity identity) throws IOException {
		String text = this.files.read(JobFileName.of(identity) + SUFFIX, MAX_BYTES);
		return (text != null) ? OutcomeParser.read(text.lines(), identity).lastSuccess() : null;
	}

	private JobOutcomes read(String name, JobIdentity identity) throws IOException {
		try {
			String text = this.files.read(name, MAX_BYTES);
			return (text != null) ? OutcomeParser.read(text.lines(), identity) : JobOutcomes.NONE;
		}
		catch (IllegalArgumentException ex) {
			logger.warn("The last success and failure in {} cannot be carried over to the new file: {}",
					SafeText.of(this.files.file(name).toString()), SafeText.of(String.valueOf(ex.getMessage())));
			this.earlier.put(identity, JobOutcomes.NONE);
			return JobOutcomes.NONE;
		}
	}

	@Override
	public String destination() {
		return "text files in " + this.files;
	}

}
