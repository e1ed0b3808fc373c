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

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A process that has ended. It did not inherit the environment of this process.
 *
 * @param seconds the time from start to end
 * @param cpuSeconds the CPU time; not a number where it is unknown
 * @param measured the measurements that it printed
 * @param secondsSince the time from each instant that it printed to its end
 */
record MeasuredProcess(double seconds, double cpuSeconds, Map<String, Double> measured,
		Map<String, Double> secondsSince) {

	private static final Pattern MEASURED = Pattern.compile("measured (\\S+) (.+)");

	/** The time is in microseconds since the epoch. */
	private static final Pattern INSTANT = Pattern.compile("instant (\\d+) (.+)");

	/**
	 * Indexes of fields after the name in {@code /proc/<pid>/stat}; see
	 * {@code man 5 proc}.
	 */
	private static final int USER_TICKS_OF_CHILDREN = 13;

	private static final int SYSTEM_TICKS_OF_CHILDREN = 14;

	private static final double TICKS_PER_SECOND = 100;

	private static final Duration PATIENCE = Duration.ofMinutes(10);

	static MeasuredProcess run(List<String> command) throws IOException, InterruptedException {
		Path output = Files.createTempFile("benchmark", ".log");
		try {
			ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true)
				.redirectOutput(output.toFile());
			builder.environment().clear();
			double cpuBefore = cpuSecondsOfChildren();
			long begin = System.nanoTime();
			Process process = builder.start();
			if (!process.waitFor(PATIENCE.toMinutes(), TimeUnit.MINUTES)) {
				process.destroyForcibly().waitFor();
			}
			long nanos = System.nanoTime() - begin;
			double end = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
			if (process.exitValue() != 0) {
				throw new IOException("%s ended with %d:%n%s".formatted(String.join(" ", command), process.exitValue(),
						Files.readString(output)));
			}
			List<String> lines = Files.readAllLines(output);
			Map<String, Double> secondsSince = printed(INSTANT, lines);
			secondsSince.replaceAll((name, micros) -> (end - micros) / 1e6);
			return new MeasuredProcess(nanos / 1e9, cpuSecondsOfChildren() - cpuBefore, printed(MEASURED, lines),
					secondsSince);
		}
		finally {
			Files.delete(output);
		}
	}

	/** The CPU time of all ended children of this process, as counted by Linux. */
	private static double cpuSecondsOfChildren() throws IOException {
		Path file = Path.of("/proc/self/stat");
		if (!Files.isReadable(file)) {
			return Double.NaN;
		}
		String stat = Files.readString(file);
		// The name of the program, which may contain spaces, ends with the last
		// parenthesis
		String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
		return (Long.parseLong(fields[USER_TICKS_OF_CHILDREN]) + Long.parseLong(fields[SYSTEM_TICKS_OF_CHILDREN]))
				/ TICKS_PER_SECOND;
	}

	private static Map<String, Double> printed(Pattern pattern, List<String> lines) {
		Map<String, Double> printed = new LinkedHashMap<>();
		for (String line : lines) {
			Matcher matcher = pattern.matcher(line);
			if (matcher.matches()) {
				printed.put(matcher.group(2), Double.valueOf(matcher.group(1)));
			}
		}
		return printed;
	}

}
