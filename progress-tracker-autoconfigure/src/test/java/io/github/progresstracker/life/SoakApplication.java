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
package io.github.progresstracker.life;

import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Scanner;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

import io.github.progresstracker.ProgressTracker;
import io.github.progresstracker.ProgressTrackers;
import io.github.progresstracker.Stage;

import org.springframework.boot.CommandLineRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;

/**
 * Counts for four jobs on eight threads, with stages that change all the time, and runs a
 * fifth job again and again, until its standard input tells it to stop. Then it prints
 * its own count of the records.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class SoakApplication {

	private static final int THREADS = 8;

	private static final int JOBS = 4;

	private static final int STAGES = 12;

	/** Numbers of records by job, and by job and stage. */
	private final Map<String, LongAdder> counted = new ConcurrentHashMap<>();

	private final List<ProgressTracker> trackers = new ArrayList<>();

	private volatile boolean stopped;

	public static void main(String[] args) throws InterruptedException {
		SpringApplication.run(SoakApplication.class, args).close();
		List<Thread> reporting = Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> thread.getName().startsWith("progress-"))
			.toList();
		for (Thread thread : reporting) {
			thread.join(20_000);
		}
		System.out.println("LEFT " + reporting.stream().filter(Thread::isAlive).toList());
	}

	@Bean
	CommandLineRunner soak(ProgressTrackers jobs) {
		return (args) -> {
			for (int job = 0; job < JOBS; job++) {
				this.trackers.add(jobs.start("soak-" + job));
			}
			List<Thread> threads = new ArrayList<>();
			for (int i = 0; i < THREADS; i++) {
				Random random = new Random(i);
				threads.add(new Thread(() -> countUntilStopped(random), "counting-" + i));
			}
			threads.add(new Thread(() -> runUntilStopped(jobs), "running"));
			threads.forEach(Thread::start);
			System.out.println("SOAKING");
			obey();
			for (Thread thread : threads) {
				thread.join();
			}
			this.trackers.forEach(ProgressTracker::complete);
			SortedMap<String, LongAdder> sorted = new TreeMap<>(this.counted);
			sorted.forEach((name, records) -> System.out.println("COUNTED " + name + " " + records));
		};
	}

	private void obey() {
		try (Scanner commands = new Scanner(System.in, StandardCharsets.UTF_8)) {
			while (!this.stopped) {
				if (commands.next().equals("measure")) {
					System.out.println("MEASURED heap %d, threads %s".formatted(usedHeap(), threads()));
				}
				else {
					this.stopped = true;
				}
			}
		}
	}

	private static List<String> threads() {
		return Thread.getAllStackTraces().keySet().stream().map(Thread::getName).sorted().toList();
	}

	private static long usedHeap() {
		// Twice, because the first collection may leave objects to be finalized
		ManagementFactory.getMemoryMXBean().gc();
		ManagementFactory.getMemoryMXBean().gc();
		return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
	}

	private void countUntilStopped(Random random) {
		while (!this.stopped) {
			int job = random.nextInt(JOBS);
			switch (random.nextInt(20)) {
				case 0 -> this.trackers.get(job).startStage("turn-" + random.nextInt(STAGES));
				case 1, 2, 3 -> countOnCurrentStage(job, 1 + random.nextInt(1000));
				default -> countOnStageOfItsOwn(job, "side-" + random.nextInt(STAGES), 1 + random.nextInt(1000));
			}
			LockSupport.parkNanos(1_000_000);
		}
	}

	private void countOnCurrentStage(int job, int records) {
		for (int i = 0; i < records; i++) {
			this.trackers.get(job).inc();
		}
		add("soak-" + job, records);
	}

	private void countOnStageOfItsOwn(int job, String name, int records) {
		try (Stage stage = this.trackers.get(job).openStage(name)) {
			for (int i = 0; i < records; i++) {
				stage.inc();
			}
		}
		add("soak-" + job, records);
		add("soak-" + job + " " + name, records);
	}

	private void runUntilStopped(ProgressTrackers jobs) {
		long run = 0;
		while (!this.stopped) {
			long records = ++run;
			jobs.run("soak-runs", (tracker) -> {
				tracker.startStage("side-0");
				tracker.inc(records);
			});
			LockSupport.parkNanos(5_000_000);
		}
		add("soak-runs", run);
		add("soak-runs side-0", run);
	}

	private void add(String name, long records) {
		this.counted.computeIfAbsent(name, (unknown) -> new LongAdder()).add(records);
	}

}
