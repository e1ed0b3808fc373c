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

package io.github.progresstracker.samples.windmill;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.springframework.util.FileSystemUtils;

/**
 * Runs a bash script like a worker of Windmill: with nothing but the worker's variables,
 * some of which are empty, as a child of another bash, with its output in a pipe, and
 * with five seconds between the signals if it is canceled.
 */
final class WindmillWorker implements AutoCloseable {

	/** A secret that must not leave the job. */
	static final String TOKEN = "a-token-that-opens-the-workspace";

	private static final Duration PATIENCE = Duration.ofSeconds(90);

	private static final int SECONDS_TO_END = 5;

	private static final String WRAPPER = """
			set -eo pipefail
			mkfifo last_line
			tail -n 1 < last_line > result.out &
			bash ./main.sh "$@" 2>&1 | tee last_line &
			wait $!
			""";

	private final Path folder;

	private final Process process;

	private final CompletableFuture<String> output;

	private WindmillWorker(Path folder, Process process) {
		this.folder = folder;
		this.process = process;
		this.output = CompletableFuture.supplyAsync(() -> {
			try {
				return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		});
	}

	/**
	 * Starts a script.
	 * @param script the script
	 * @param path the path of the script in the workspace
	 * @param variables variables that the workspace adds
	 * @param arguments the script's arguments
	 * @return the worker
	 */
	static WindmillWorker start(Path script, String path, Map<String, String> variables, String... arguments)
			throws IOException {
		Path folder = Files.createTempDirectory("windmill");
		Files.writeString(folder.resolve("main.sh"), "set -e\n" + Files.readString(script));
		Files.writeString(folder.resolve("wrapper.sh"), WRAPPER);
		List<String> command = new ArrayList<>(List.of("bash", "wrapper.sh"));
		Collections.addAll(command, arguments);
		ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
		Map<String, String> environment = builder.environment();
		environment.clear();
		environment.putAll(
				Map.of("WM_WORKSPACE", "admins", "WM_TOKEN", TOKEN, "WM_JOB_ID", "0192e1c4-1a2b-7c3d-8e4f-5a6b7c8d9e0f",
						"WM_JOB_PATH", path, "WM_EMAIL", "admin@windmill.dev", "WM_USERNAME", "admin", "WM_BASE_URL",
						"http://localhost:8000", "WM_SCHEDULE_PATH", path, "WM_PERMISSIONED_AS", "u/admin"));
		environment.putAll(Map.of("WM_FLOW_JOB_ID", "", "WM_ROOT_FLOW_JOB_ID", "", "WM_FLOW_PATH", "",
				"WM_FLOW_STEP_ID", "", "WM_OBJECT_PATH", "", "WM_STATE_PATH", "", "WM_END_USER_EMAIL", ""));
		environment.putAll(Map.of("RUST_LOG", "info", "BASE_INTERNAL_URL", "http://localhost:8000", "HOME",
				folder.toString(), "PATH", Path.of(System.getProperty("java.home"), "bin") + ":/usr/bin:/bin"));
		environment.putAll(variables);
		return new WindmillWorker(folder, builder.start());
	}

	/**
	 * Waits for the end of the script.
	 * @return its exit code
	 */
	int exitCode() throws InterruptedException {
		if (!this.process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
			throw new AssertionError("The script has not ended");
		}
		return this.process.exitValue();
	}

	/**
	 * Waits for the output of the script.
	 * @return its output
	 */
	String output() throws InterruptedException, ExecutionException, TimeoutException {
		return this.output.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
	}

	/**
	 * Cancels the run: sends a signal to all children of the script's parent and, after
	 * five seconds, another one to those that are still running.
	 * @return whether the first signal was enough
	 */
	boolean cancel() throws InterruptedException, ExecutionException {
		List<ProcessHandle> children = this.process.children().toList();
		children.forEach(ProcessHandle::destroy);
		CompletableFuture<?> ended = CompletableFuture
			.allOf(children.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new));
		try {
			ended.get(SECONDS_TO_END, TimeUnit.SECONDS);
			return true;
		}
		catch (TimeoutException ex) {
			children.forEach(ProcessHandle::destroyForcibly);
			return false;
		}
	}

	@Override
	public void close() throws IOException {
		this.process.descendants().forEach(ProcessHandle::destroyForcibly);
		this.process.destroyForcibly().onExit().join();
		FileSystemUtils.deleteRecursively(this.folder);
	}

}
