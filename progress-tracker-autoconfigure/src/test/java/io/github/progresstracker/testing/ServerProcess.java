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
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.awaitility.Awaitility;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A server of the Prometheus family, which logs the address that it listens on. The log
 * is a file in its folder.
 */
final class ServerProcess {

	/** The flag for the address to listen on. */
	static final String LISTEN_ADDRESS = "--web.listen-address=";

	private static final Pattern LISTENING = Pattern.compile("msg=\"Listening on\" address=(\\S+)");

	private static final Duration PATIENCE = Duration.ofSeconds(20);

	private final Path folder;

	private final Process process;

	private final String address;

	private ServerProcess(Path folder, Process process) {
		this.folder = folder;
		this.process = process;
		this.address = awaitAddress();
	}

	/**
	 * Starts a server and waits until it accepts requests.
	 * @param program the program
	 * @param folder its working directory
	 * @param listenAddress host and port
	 * @param flags more command-line flags
	 * @return the process
	 */
	static ServerProcess start(RequiredProgram program, Path folder, String listenAddress, List<String> flags) {
		List<String> command = new ArrayList<>();
		command.add(program.find().toString());
		command.add(LISTEN_ADDRESS + listenAddress);
		command.addAll(flags);
		try {
			return new ServerProcess(folder,
					new ProcessBuilder(command).directory(folder.toFile())
						.redirectErrorStream(true)
						.redirectOutput(logFile(folder).toFile())
						.start());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private String awaitAddress() {
		return Awaitility.await()
			.atMost(PATIENCE)
			.pollDelay(Duration.ZERO)
			.pollInterval(Duration.ofMillis(5))
			.failFast("The server ended", () -> assertThat(this.process.isAlive()).as(log()).isTrue())
			.until(() -> LISTENING.matcher(log()), Matcher::find)
			.group(1);
	}

	private static Path logFile(Path folder) {
		return folder.resolve("log.txt");
	}

	String address() {
		return this.address;
	}

	String log() {
		try {
			return Files.readString(logFile(this.folder), StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	void stop() {
		this.process.destroy();
		try {
			if (!this.process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
				this.process.destroyForcibly().waitFor();
			}
		}
		catch (InterruptedException ex) {
			this.process.destroyForcibly();
			throw new IllegalStateException(ex);
		}
	}

}
