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
import java.io.OutputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

import io.github.progresstracker.Printable;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;

/**
 * A directory that the textfile collector reads. A file in it is replaced as a whole:
 * whoever reads it sees the old one or the new one.
 */
final class TextfileDirectory {

	private static final String READABLE_BY_ALL = "rw-r--r--";

	private final PrometheusTextFormatWriter writer = PrometheusTextFormatWriter.create();

	private final Path path;

	TextfileDirectory(Path path) {
		this.path = path;
	}

	Path file(String name) {
		return this.path.resolve(name);
	}

	void replace(String name, MetricSnapshots metrics) throws IOException {
		try {
			if (!Files.isDirectory(this.path)) {
				Files.createDirectories(this.path);
			}
			Path temporary = Files.createTempFile(this.path, "progress-", ".tmp");
			try {
				write(temporary, metrics);
				Files.move(temporary, file(name), StandardCopyOption.ATOMIC_MOVE);
			}
			finally {
				Files.deleteIfExists(temporary);
			}
		}
		catch (IOException ex) {
			throw new IOException("'%s' can not be written to: %s".formatted(this, reason(ex)), ex);
		}
	}

	private void write(Path file, MetricSnapshots metrics) throws IOException {
		try (OutputStream out = Files.newOutputStream(file)) {
			this.writer.write(out, metrics);
		}
		// Temporary files are for their owner only, and the node exporter is another user
		if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
			Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(READABLE_BY_ALL));
		}
	}

	private static String reason(IOException ex) {
		if (ex instanceof AccessDeniedException) {
			return "permission denied";
		}
		if (ex instanceof FileAlreadyExistsException) {
			return "it is not a directory";
		}
		String reason = (ex instanceof FileSystemException failed) ? failed.getReason() : ex.getMessage();
		return (reason != null) ? reason : ex.getClass().getSimpleName();
	}

	@Override
	public String toString() {
		return Printable.of(this.path.toString());
	}

}
