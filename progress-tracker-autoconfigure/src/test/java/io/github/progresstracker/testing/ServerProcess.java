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
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Assumptions;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A server of the Prometheus family. Its port is that of the socket on which the process
 * listens, and it is ready when it says so: what it logs about either differs between
 * versions. The log is a file in its folder.
 */
final class ServerProcess {

	/** The flag for the address to listen on. */
	static final String LISTEN_ADDRESS = "--web.listen-address=";

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	/** The state of a socket in the files {@code /proc/net/tcp*}. */
	private static final String LISTENING = "0A";

	private final Path folder;

	private final Process process;

	private final String address;

	private ServerProcess(Path folder, Process process, String host) {
		this.folder = folder;
		this.process = process;
		try {
			this.address = host + ":" + awaitPort();
			await().until(this::isReady);
		}
		catch (RuntimeException | Error ex) {
			stop();
			throw ex;
		}
	}

	/**
	 * Starts a server and waits until it is ready.
	 * @param program the program
	 * @param folder its working directory
	 * @param listenAddress host and port
	 * @param flags more command-line flags
	 * @return the process
	 */
	static ServerProcess start(RequiredProgram program, Path folder, String listenAddress, List<String> flags) {
		Assumptions.assumeTrue(Files.isDirectory(Path.of("/proc/self/fd")), "Needs Linux, to find the server's port");
		List<String> command = new ArrayList<>();
		command.add(program.find().toString());
		command.add(LISTEN_ADDRESS + listenAddress);
		command.addAll(flags);
		try {
			return new ServerProcess(folder,
					new ProcessBuilder(command).directory(folder.toFile())
						.redirectErrorStream(true)
						.redirectOutput(logFile(folder).toFile())
						.start(),
					listenAddress.substring(0, listenAddress.lastIndexOf(':')));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private int awaitPort() {
		return await().until(this::port, OptionalInt::isPresent).getAsInt();
	}

	private OptionalInt port() throws IOException {
		Path proc = Path.of("/proc", Long.toString(this.process.pid()));
		Set<String> sockets = sockets(proc.resolve("fd"));
		return Stream.of("tcp", "tcp6")
			.flatMap((table) -> lines(proc.resolve("net").resolve(table)))
			.map((line) -> line.strip().split("\\s+"))
			.filter((socket) -> LISTENING.equals(socket[3]) && sockets.contains("socket:[" + socket[9] + "]"))
			.mapToInt((socket) -> Integer.parseInt(socket[1].substring(socket[1].lastIndexOf(':') + 1), 16))
			.findFirst();
	}

	private static Set<String> sockets(Path descriptors) throws IOException {
		try (Stream<Path> all = Files.list(descriptors)) {
			return all.map(ServerProcess::target).collect(Collectors.toSet());
		}
	}

	private static String target(Path descriptor) {
		try {
			return Files.readSymbolicLink(descriptor).toString();
		}
		catch (IOException ex) {
			// It was closed in the meantime
			return "";
		}
	}

	private static Stream<String> lines(Path table) {
		try {
			return Files.readAllLines(table).stream().skip(1);
		}
		catch (IOException ex) {
			// There is no IPv6 on this machine, or the process has just ended
			return Stream.empty();
		}
	}

	/**
	 * A server that wants a password, https or a prefix in the path answers with an
	 * error, and is ready as soon as it does.
	 */
	private boolean isReady() throws IOException {
		HttpURLConnection connection = (HttpURLConnection) URI.create("http://" + this.address + "/-/ready")
			.toURL()
			.openConnection();
		connection.setReadTimeout((int) PATIENCE.toMillis());
		try {
			return connection.getResponseCode() != HttpURLConnection.HTTP_UNAVAILABLE;
		}
		finally {
			connection.disconnect();
		}
	}

	private ConditionFactory await() {
		return Awaitility.await()
			.atMost(PATIENCE)
			.pollDelay(Duration.ZERO)
			.pollInterval(Duration.ofMillis(5))
			.ignoreExceptionsInstanceOf(IOException.class)
			.failFast("The server ended", () -> assertThat(this.process.isAlive()).as(log()).isTrue());
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
