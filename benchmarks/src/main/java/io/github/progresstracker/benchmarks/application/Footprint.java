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
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.management.JMException;
import javax.management.ObjectName;

/**
 * The memory that this process needs.
 */
final class Footprint {

	private static final String RESIDENT = "VmRSS:";

	/** The total numbers of instances and bytes. */
	private static final Pattern TOTAL = Pattern.compile("^Total +\\d+ +(\\d+)", Pattern.MULTILINE);

	private Footprint() {
	}

	/**
	 * Prints the memory in use after a delay.
	 * @param seconds the delay, during which the first reports are made
	 */
	static void printAfter(int seconds) throws IOException, InterruptedException {
		Thread.sleep(seconds * 1000L);
		// The first collection may leave objects that can only be freed after it
		liveKilobytes();
		Measured.print("KB of live objects", liveKilobytes());
		Measured.print("KB resident", residentKilobytes());
	}

	/**
	 * The total of {@code jcmd <process> GC.class_histogram}, which collects garbage
	 * first. The heap usage after a collection would differ by some hundred KB between
	 * runs of the same program.
	 */
	private static double liveKilobytes() throws IOException {
		try {
			String histogram = (String) ManagementFactory.getPlatformMBeanServer()
				.invoke(new ObjectName("com.sun.management:type=DiagnosticCommand"), "gcClassHistogram",
						new Object[] { null }, new String[] { String[].class.getName() });
			Matcher total = TOTAL.matcher(histogram);
			if (!total.find()) {
				throw new IOException("No total in " + histogram);
			}
			return Long.parseLong(total.group(1)) / 1024.0;
		}
		catch (JMException ex) {
			throw new IOException(ex);
		}
	}

	private static double residentKilobytes() throws IOException {
		return Files.readAllLines(Path.of("/proc/self/status"))
			.stream()
			.filter((line) -> line.startsWith(RESIDENT))
			.mapToDouble((line) -> Double.parseDouble(line.substring(RESIDENT.length()).replace("kB", "").strip()))
			.findFirst()
			.orElseThrow();
	}

}
