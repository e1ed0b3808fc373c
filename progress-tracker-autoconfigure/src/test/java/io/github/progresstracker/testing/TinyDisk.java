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
package io.github.progresstracker.testing;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

/**
 * A file system of 64 kB that is mounted on a directory until it is closed. Mounting it
 * requires root on Linux; otherwise the test is skipped.
 */
public final class TinyDisk implements AutoCloseable {

	private final Path directory;

	private TinyDisk(Path directory) {
		this.directory = directory;
	}

	/**
	 * Mounts an empty disk.
	 * @param directory an empty directory
	 * @return the disk
	 */
	public static TinyDisk mount(Path directory) {
		assumeThat(run("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", directory.toString()))
			.as("a disk can be mounted by root only")
			.isZero();
		return new TinyDisk(directory);
	}

	/**
	 * Writes a file until no space is left.
	 */
	public void fill() throws IOException {
		byte[] kilobyte = new byte[1024];
		try (OutputStream file = Files.newOutputStream(this.directory.resolve("large"))) {
			while (true) {
				file.write(kilobyte);
			}
		}
		catch (IOException ex) {
			assertThat(ex).hasMessage("No space left on device");
		}
	}

	/**
	 * Deletes what {@link #fill()} wrote.
	 */
	public void free() throws IOException {
		Files.delete(this.directory.resolve("large"));
	}

	@Override
	public void close() {
		assertThat(run("umount", this.directory.toString())).isZero();
	}

	private static int run(String... command) {
		try {
			Process process = new ProcessBuilder(command).redirectErrorStream(true)
				.redirectOutput(ProcessBuilder.Redirect.DISCARD)
				.start();
			assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
			return process.exitValue();
		}
		catch (IOException ex) {
			// The program does not exist
			return -1;
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
