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

package io.github.progresstracker.benchmarks.application;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * How often the threads of this process have waited for something and been woken up, as
 * counted by Linux. Threads that have ended are not included.
 *
 * @param all the wake-ups of all threads
 * @param ours the wake-ups of the starter's threads
 */
record WakeUps(long all, long ours) {

	private static final String NAME = "Name:";

	private static final String OUR_NAMES = "progress-";

	private static final String WAITED = "voluntary_ctxt_switches:";

	static WakeUps soFar() throws IOException {
		long all = 0;
		long ours = 0;
		try (DirectoryStream<Path> threads = Files.newDirectoryStream(Path.of("/proc/self/task"))) {
			for (Path thread : threads) {
				List<String> status = status(thread);
				long waited = value(status, WAITED).isEmpty() ? 0 : Long.parseLong(value(status, WAITED));
				all += waited;
				ours += value(status, NAME).startsWith(OUR_NAMES) ? waited : 0;
			}
		}
		return new WakeUps(all, ours);
	}

	/**
	 * Empty if the thread has just ended. Linux says so in two ways: there is no such
	 * file, or, if the thread ended after the file was opened, no such process.
	 */
	private static List<String> status(Path thread) throws IOException {
		try {
			return Files.readAllLines(thread.resolve("status"));
		}
		catch (IOException ex) {
			if (Files.exists(thread)) {
				throw ex;
			}
			return List.of();
		}
	}

	private static String value(List<String> status, String name) {
		return status.stream()
			.filter((line) -> line.startsWith(name))
			.map((line) -> line.substring(name.length()).strip())
			.findFirst()
			.orElse("");
	}

}
