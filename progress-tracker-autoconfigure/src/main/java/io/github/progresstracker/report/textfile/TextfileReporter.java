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

package io.github.progresstracker.report.textfile;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

import io.github.progresstracker.JobIdentity;
import io.github.progresstracker.JobOutcomes;
import io.github.progresstracker.JobProgress;
import io.github.progresstracker.Printable;
import io.github.progresstracker.metrics.PrometheusSnapshots;
import io.github.progresstracker.metrics.WrittenOutcomes;
import io.github.progresstracker.report.ProgressReporter;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the newest report of each job to a text file of its own, in the exposition
 * format of Prometheus and readable by everybody, for the textfile collector of the node
 * exporter. A file is replaced as a whole. Ends of earlier runs that this process does
 * not know of are taken over from the file that is replaced: as with a Pushgateway, the
 * last success outlives the runs after it.
 */
public final class TextfileReporter implements ProgressReporter {

	private static final Logger logger = LoggerFactory.getLogger(TextfileReporter.class);

	private final TextfileDirectory directory;

	/** What the files held before this process first wrote them. */
	private final Map<JobIdentity, JobOutcomes> earlier = new HashMap<>();

	/**
	 * Creates a reporter. Nothing is read or written yet.
	 * @param directory where the files are written; it is created if it does not exist
	 */
	public TextfileReporter(Path directory) {
		this.directory = new TextfileDirectory(directory);
	}

	@Override
	public void report(JobProgress progress) throws IOException {
		JobIdentity identity = progress.identity();
		String name = TextfileName.of(identity);
		JobOutcomes before = this.earlier.computeIfAbsent(identity, (unknown) -> read(name, identity));
		this.directory.replace(name, PrometheusSnapshots.of(with(progress, before), identity.asLabels()));
	}

	private JobOutcomes read(String name, JobIdentity identity) {
		Path file = this.directory.file(name);
		if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
			return JobOutcomes.NONE;
		}
		if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
			return ignore(file, "it is not a regular file");
		}
		try (Stream<String> lines = Files.lines(file)) {
			return WrittenOutcomes.read(lines, identity);
		}
		catch (IllegalArgumentException ex) {
			return ignore(file, ex.getMessage());
		}
		catch (UncheckedIOException ex) {
			return ignore(file, String.valueOf(ex.getCause()));
		}
		catch (IOException ex) {
			return ignore(file, ex.toString());
		}
	}

	private static JobOutcomes ignore(Path file, @Nullable String reason) {
		logger.warn("The last success and failure in {} can not be taken over into the new file: {}",
				Printable.of(file.toString()), Printable.of(String.valueOf(reason)));
		return JobOutcomes.NONE;
	}

	private static JobProgress with(JobProgress progress, JobOutcomes before) {
		JobOutcomes known = progress.outcomes();
		JobOutcomes outcomes = new JobOutcomes(either(known.lastSuccess(), before.lastSuccess()),
				either(known.lastFailure(), before.lastFailure()),
				either(known.lastInterruption(), before.lastInterruption()));
		return new JobProgress(progress.job(), progress.status(), progress.startedAt(), progress.duration(),
				progress.records(), progress.stages(), outcomes);
	}

	private static <T> @Nullable T either(@Nullable T known, @Nullable T before) {
		return (known != null) ? known : before;
	}

	@Override
	public String destination() {
		return "text files in " + this.directory;
	}

}
