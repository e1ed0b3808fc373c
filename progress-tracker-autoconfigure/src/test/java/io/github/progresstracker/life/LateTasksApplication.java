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

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

import io.github.progresstracker.ProgressTracker;
import io.github.progresstracker.ProgressTrackers;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.CommandLineRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.DependsOn;
import org.springframework.core.task.AsyncTaskExecutor;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * Has two tasks that are still running when the application is closed and end a second
 * later: one is scheduled, the other was submitted to the application's executor. Both
 * executors are created before the reporting beans, as in an application whose first bean
 * needs them.
 */
@DependsOn({ "taskScheduler", "applicationTaskExecutor" })
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@EnableScheduling
public class LateTasksApplication {

	private static final Duration DELAY_AFTER_CLOSE = Duration.ofSeconds(1);

	private final ProgressTrackers trackers;

	private final ConfigurableApplicationContext context;

	LateTasksApplication(ProgressTrackers trackers, ConfigurableApplicationContext context) {
		this.trackers = trackers;
		this.context = context;
	}

	public static void main(String[] args) {
		SpringApplication.run(LateTasksApplication.class, args);
	}

	@Scheduled(fixedDelay = Long.MAX_VALUE)
	void scheduled() {
		this.trackers.run("scheduled", this::workBeyondTheEnd);
	}

	@Bean
	CommandLineRunner job(@Qualifier("applicationTaskExecutor") AsyncTaskExecutor executor) {
		return (args) -> executor.execute(() -> this.trackers.run("executed", this::workBeyondTheEnd));
	}

	private void workBeyondTheEnd(ProgressTracker tracker) {
		System.out.println("WORKS in " + Thread.currentThread().getName());
		while (!this.context.isClosed()) {
			LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
		}
		long end = System.nanoTime() + DELAY_AFTER_CLOSE.toNanos();
		while (System.nanoTime() - end < 0) {
			LockSupport.parkNanos(end - System.nanoTime());
		}
		tracker.inc(7);
	}

}
