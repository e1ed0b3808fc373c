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

import org.springframework.boot.CommandLineRunner;

/**
 * A job that does a little work for each of many records. Each subclass has its own loop,
 * so that the loop is compiled for that subclass alone.
 */
abstract class Loop implements CommandLineRunner {

	/**
	 * The first two arguments are the number of records and the steps of work for each.
	 */
	@Override
	public void run(String... args) {
		long records = Long.parseLong(args[0]);
		int steps = Integer.parseInt(args[1]);
		long value = loop(records / 10, steps, System.nanoTime());
		long begin = System.nanoTime();
		value = loop(records, steps, value);
		Measured.print("ns per record", (System.nanoTime() - begin) / (double) records);
		System.out.println("Result: " + value);
	}

	abstract long loop(long records, int steps, long seed);

}
