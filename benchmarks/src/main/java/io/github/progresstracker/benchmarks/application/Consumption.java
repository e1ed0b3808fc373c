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

import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.Map;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;

/**
 * What this process has consumed, as counted by the JVM.
 *
 * @param cpuNanos the CPU time of the whole process, including the compilers and the
 * garbage collector
 * @param ownCpuNanos the CPU time of the current thread
 * @param bytes the bytes that each living thread has allocated, by the id of the thread
 */
record Consumption(long cpuNanos, long ownCpuNanos, Map<Long, Long> bytes) {

	static Consumption soFar() {
		OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
		ThreadMXBean threads = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);
		long[] ids = threads.getAllThreadIds();
		long[] allocated = threads.getThreadAllocatedBytes(ids);
		Map<Long, Long> bytes = new HashMap<>();
		for (int index = 0; index < ids.length; index++) {
			// Negative if the thread has just ended
			if (allocated[index] >= 0) {
				bytes.put(ids[index], allocated[index]);
			}
		}
		return new Consumption(system.getProcessCpuTime(), threads.getCurrentThreadCpuTime(), bytes);
	}

	/**
	 * Returns what was allocated since then by threads that lived when this was counted.
	 * JVMs before JDK 21 do not count what threads allocate that have ended.
	 */
	long bytesSince(Consumption earlier) {
		return this.bytes.entrySet()
			.stream()
			.mapToLong((thread) -> thread.getValue() - earlier.bytes.getOrDefault(thread.getKey(), 0L))
			.sum();
	}

}
