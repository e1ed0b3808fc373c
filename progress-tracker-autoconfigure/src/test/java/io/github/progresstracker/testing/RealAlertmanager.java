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
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.springframework.util.FileSystemUtils;

/**
 * A real Alertmanager on a free port of this machine.
 */
public final class RealAlertmanager implements AutoCloseable {

	private final Path folder;

	private final ServerProcess process;

	private RealAlertmanager(Path configuration, Path folder) {
		this.folder = folder;
		this.process = ServerProcess.start(RequiredProgram.ALERTMANAGER, folder, "127.0.0.1:0", List
			.of("--config.file=" + configuration.toAbsolutePath(), "--storage.path=data", "--cluster.listen-address="));
	}

	/**
	 * Starts an Alertmanager and waits until it accepts requests.
	 * @param configuration its configuration file
	 * @return the Alertmanager
	 */
	public static RealAlertmanager start(Path configuration) {
		try {
			return new RealAlertmanager(configuration, Files.createTempDirectory("alertmanager"));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Returns the host and port, such as {@code 127.0.0.1:41234}.
	 * @return the address without a scheme
	 */
	public String address() {
		return this.process.address();
	}

	/**
	 * Returns what it has logged since its start.
	 * @return the log
	 */
	public String log() {
		return this.process.log();
	}

	@Override
	public void close() throws IOException {
		this.process.stop();
		FileSystemUtils.deleteRecursively(this.folder);
	}

}
