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

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.github.progresstracker.ProgressTracker;
import io.github.progresstracker.ProgressTrackers;

import org.springframework.boot.CommandLineRunner;
import org.springframework.boot.ExitCodeGenerator;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;

/**
 * A job that ends in the way that its argument {@code --life} names.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class LifeApplication {

	private final ProgressTracker tracker;

	private final ConfigurableApplicationContext context;

	private final Map<String, Life> lives;

	LifeApplication(ProgressTracker tracker, ProgressTrackers trackers, ConfigurableApplicationContext context) {
		this.tracker = tracker;
		this.context = context;
		this.lives = Map.ofEntries(Map.entry("returns", () -> {
		}), Map.entry("throws", () -> {
			throw new UnreadableFileException();
		}), Map.entry("throws-checked", () -> {
			throw new IOException("disk is gone");
		}), Map.entry("exit-code", () -> {
		}), Map.entry("spring-exit", () -> System.exit(SpringApplication.exit(context))),
				Map.entry("system-exit", () -> System.exit(0)), Map.entry("system-exit-3", () -> System.exit(3)),
				Map.entry("job-spring-exit-3",
						() -> trackers.run("invoices", (job) -> System.exit(SpringApplication.exit(context, () -> 3)))),
				Map.entry("counts-on", () -> new Thread(this::countOn).start()),
				Map.entry("counts-on-and-completes", () -> new Thread(() -> {
					countOn();
					tracker.complete();
				}).start()), Map.entry("job-that-throws", () -> {
					trackers.start("invoices");
					throw new UnreadableFileException();
				}), Map.entry("job-exits-3", () -> trackers.run("invoices", (invoices) -> System.exit(3))),
				Map.entry("hangs", LifeApplication::hang), Map.entry("counts-slowly", this::countSlowly),
				Map.entry("completes-then-hangs", () -> {
					tracker.complete();
					hang();
				}), Map.entry("completes-then-throws", () -> {
					tracker.complete();
					throw new UnreadableFileException();
				}), Map.entry("exits-elsewhere", LifeApplication::exitElsewhere),
				Map.entry("fails", () -> tracker.fail(new UnreadableFileException())),
				Map.entry("lives-on", () -> new Thread(LifeApplication::hangQuietly).start()),
				Map.entry("out-of-memory", LifeApplication::takeAllMemory), Map.entry("stack-overflow", () -> dive(0)));
	}

	public static void main(String[] args) {
		ConfigurableApplicationContext context = SpringApplication.run(LifeApplication.class, args);
		if (context.getEnvironment().getRequiredProperty("life").equals("exit-code")) {
			System.exit(SpringApplication.exit(context));
		}
	}

	@Bean
	@ConditionalOnProperty(name = "life", havingValue = "context-fails", matchIfMissing = false)
	String brokenBean() {
		this.tracker.startStage("prepare");
		throw new UnreadableFileException();
	}

	@Bean
	@ConditionalOnProperty(name = "life", havingValue = "exit-code", matchIfMissing = false)
	ExitCodeGenerator exitCodeGenerator() {
		return () -> 3;
	}

	@Bean
	CommandLineRunner job() {
		return (args) -> {
			this.tracker.startStage("load", 4);
			this.tracker.inc(this.context.getEnvironment().getProperty("records", Long.class, 4L));
			this.lives.get(this.context.getEnvironment().getRequiredProperty("life")).live();
		};
	}

	/** Allocates slowly, so that other threads run out of memory as well. */
	private static void takeAllMemory() {
		List<byte[]> taken = new ArrayList<>();
		while (taken.size() < Integer.MAX_VALUE) {
			taken.add(new byte[1_000]);
		}
	}

	private void dive(int depth) {
		this.tracker.startStage("dive").inc();
		if (depth < Integer.MAX_VALUE) {
			dive(depth + 1);
		}
	}

	/** Once the runners have returned. */
	private void countOn() {
		try {
			new CountDownLatch(1).await(2, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		this.tracker.inc();
	}

	/** Would go on for hours. */
	private void countSlowly() throws InterruptedException {
		this.tracker.expect(100_000);
		CountDownLatch end = new CountDownLatch(1);
		while (!end.await(100, TimeUnit.MILLISECONDS)) {
			this.tracker.inc();
		}
	}

	private static void exitElsewhere() throws InterruptedException {
		Runtime.getRuntime().addShutdownHook(new Thread(() -> {
			throw new IllegalStateException("the hook failed");
		}));
		SpringApplication.getShutdownHandlers().add(() -> {
			throw new IllegalStateException("the handler failed");
		});
		new Thread(() -> System.exit(5)).start();
		hang();
	}

	private static void hang() throws InterruptedException {
		System.out.println("HANGS");
		new CountDownLatch(1).await();
	}

	private static void hangQuietly() {
		try {
			hang();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private interface Life {

		void live() throws Exception;

	}

	static class UnreadableFileException extends RuntimeException {

		private static final long serialVersionUID = 1L;

		UnreadableFileException() {
			super("orders.csv cannot be read");
		}

	}

}
