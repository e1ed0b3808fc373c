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

package io.github.progresstracker.benchmarks.process;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A real Pushgateway on a free local port. It stores nothing on disk.
 */
final class Gateway implements AutoCloseable {

	/** The message if it is not installed. */
	static final String MISSING = "prometheus-pushgateway is not installed: apt-get install prometheus-pushgateway";

	private static final Pattern LISTENING = Pattern.compile("msg=\"Listening on\" address=(\\S+)");

	private static final Pattern VERSION = Pattern.compile("version (\\S+)");

	private static final long MAX_START_MILLIS = 20_000;

	private final Path folder;

	private final Process process;

	private final String url;

	private Gateway(Path folder, Process process, String url) {
		this.folder = folder;
		this.process = process;
		this.url = url;
	}

	static Optional<Path> program() {
		String path = System.getenv().getOrDefault("PATH", "/usr/bin");
		return Arrays.stream(path.split(File.pathSeparator))
			.map((folder) -> Path.of(folder, "prometheus-pushgateway"))
			.filter(Files::isExecutable)
			.findFirst();
	}

	static String version() throws IOException, InterruptedException {
		if (program().isEmpty()) {
			return "missing";
		}
		Process process = new ProcessBuilder(program().get().toString(), "--version").redirectErrorStream(true).start();
		String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		process.waitFor();
		Matcher version = VERSION.matcher(output);
		return version.find() ? version.group(1) : "?";
	}

	static Gateway start() throws IOException {
		Path program = program().orElseThrow(() -> new IOException(MISSING));
		Path folder = Files.createTempDirectory("pushgateway");
		Path log = folder.resolve("log.txt");
		Process process = new ProcessBuilder(program.toString(), "--web.listen-address=127.0.0.1:0",
				"--persistence.file=")
			.directory(folder.toFile())
			.redirectErrorStream(true)
			.redirectOutput(log.toFile())
			.start();
		return new Gateway(folder, process, "http://" + awaitAddress(process, log));
	}

	private static String awaitAddress(Process process, Path log) throws IOException {
		long begin = System.nanoTime();
		while (process.isAlive() && System.nanoTime() - begin < MAX_START_MILLIS * 1_000_000) {
			Matcher matcher = LISTENING.matcher(Files.readString(log));
			if (matcher.find()) {
				return matcher.group(1);
			}
			Thread.onSpinWait();
		}
		process.destroyForcibly();
		throw new IOException("The Pushgateway did not start: " + Files.readString(log));
	}

	String url() {
		return this.url;
	}

	/**
	 * Returns a value from the gateway's own metrics.
	 * @param series the series, written exactly as the gateway writes it
	 * @return its value, or 0 if there is none
	 */
	double value(String series) throws IOException {
		try (InputStream metrics = URI.create(this.url + "/metrics").toURL().openStream()) {
			return new String(metrics.readAllBytes(), StandardCharsets.UTF_8).lines()
				.filter((line) -> line.startsWith(series + " "))
				.mapToDouble((line) -> Double.parseDouble(line.substring(series.length() + 1)))
				.findFirst()
				.orElse(0);
		}
	}

	@Override
	public void close() throws IOException {
		this.process.destroy();
		this.process.onExit().join();
		Files.deleteIfExists(this.folder.resolve("log.txt"));
		Files.deleteIfExists(this.folder);
	}

}
