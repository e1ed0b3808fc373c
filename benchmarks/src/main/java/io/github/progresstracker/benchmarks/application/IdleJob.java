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

import com.sun.management.OperatingSystemMXBean;

import org.springframework.boot.CommandLineRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;

/**
 * A job that waits for something else and is measured in the meantime. Arguments: the
 * delay before the measurement and its length, both in seconds.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class IdleJob implements CommandLineRunner {

	private final OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

	@Override
	public void run(String... args) throws IOException, InterruptedException {
		Thread.sleep(Integer.parseInt(args[0]) * 1000L);
		int seconds = Integer.parseInt(args[1]);
		WakeUps before = WakeUps.soFar();
		long cpuBefore = this.system.getProcessCpuTime();
		Thread.sleep(seconds * 1000L);
		double cpuMillis = (this.system.getProcessCpuTime() - cpuBefore) / 1e6;
		WakeUps after = WakeUps.soFar();
		Measured.print("wake-ups per second", (double) (after.all() - before.all()) / seconds);
		Measured.print("of which by threads of the starter", (double) (after.ours() - before.ours()) / seconds);
		Measured.print("ms of CPU per second", cpuMillis / seconds);
	}

	public static void main(String[] args) {
		SpringApplication.run(IdleJob.class, args);
	}

}
