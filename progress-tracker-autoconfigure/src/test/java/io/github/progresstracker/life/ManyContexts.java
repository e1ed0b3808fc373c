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
import java.net.URL;
import java.net.URLClassLoader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import io.github.progresstracker.ProgressTracker;
import io.github.progresstracker.ProgressTrackers;

import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.boot.CommandLineRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.AnnotatedBeanDefinitionReader;
import org.springframework.context.annotation.Bean;
import org.springframework.context.support.AbstractRefreshableApplicationContext;

/**
 * Starts and closes several contexts in one JVM, in all possible ways and with a job in
 * each, and prints which threads are left.
 */
public final class ManyContexts {

	private static final Duration MAX_WAIT = Duration.ofSeconds(30);

	private ManyContexts() {
	}

	public static void main(String[] args) throws Exception {
		Set<Thread> before = threads();
		closedTwice();
		oneAfterTheOther();
		refreshedTwice();
		sideBySide();
		parentAndChild();
		restarted();
		withoutShutdownHook("unhooked").close();
		System.out.println("THREADS LEFT " + left(before));
		withoutShutdownHook("abandoned");
	}

	private static void closedTwice() throws InterruptedException {
		ConfigurableApplicationContext context = start("closed-twice");
		Thread other = new Thread(context::close);
		other.start();
		context.close();
		other.join();
		context.close();
	}

	private static void oneAfterTheOther() {
		start("one-after-the-other").close();
		start("one-after-the-other").close();
	}

	private static void refreshedTwice() {
		try (AbstractRefreshableApplicationContext context = new RefreshableContext()) {
			for (int i = 0; i < 2; i++) {
				context.refresh();
				context.getBean(ProgressTrackers.class).start("refreshed-twice").inc();
			}
		}
	}

	private static void sideBySide() {
		ConfigurableApplicationContext left = start("left");
		ConfigurableApplicationContext right = start("right");
		left.close();
		ProgressTracker tracker = right.getBean(ProgressTracker.class);
		tracker.inc();
		tracker.complete();
		right.close();
	}

	private static void parentAndChild() {
		ConfigurableApplicationContext child = new SpringApplicationBuilder(NoRunner.class)
			.properties("progress.tracker.job=parent-and-child")
			.web(WebApplicationType.NONE)
			.child(OneRecord.class)
			.web(WebApplicationType.NONE)
			.run();
		child.close();
		((ConfigurableApplicationContext) child.getParent()).close();
	}

	private static void restarted() throws Exception {
		for (int i = 0; i < 2; i++) {
			RestartClassLoader loader = new RestartClassLoader();
			Thread thread = new Thread(() -> loader.runAndClose("restarted"), "restartedMain");
			thread.setContextClassLoader(loader);
			thread.start();
			thread.join();
		}
	}

	private static ConfigurableApplicationContext withoutShutdownHook(String job) {
		return start(job, "--spring.main.register-shutdown-hook=false");
	}

	static ConfigurableApplicationContext start(String job, String... more) {
		SpringApplication application = new SpringApplication(OneRecord.class);
		application.setWebApplicationType(WebApplicationType.NONE);
		List<String> arguments = new ArrayList<>(List.of(more));
		arguments.add("--progress.tracker.job=" + job);
		// Keeps a run from completing just because this takes a long time
		arguments.add("--progress.tracker.heartbeat=10m");
		return application.run(arguments.toArray(String[]::new));
	}

	private static Set<Thread> threads() {
		return Thread.getAllStackTraces().keySet();
	}

	/**
	 * Returns the threads that are left, after waiting for those that are about to end.
	 */
	private static Set<String> left(Set<Thread> before) throws InterruptedException {
		long deadline = System.nanoTime() + MAX_WAIT.toNanos();
		Set<String> left;
		do {
			// Awaitility would add threads of its own to those that this program counts,
			// so it waits in wall-clock time
			Thread.sleep(50);
			left = new HashSet<>();
			for (Thread thread : threads()) {
				if (!before.contains(thread)) {
					left.add(thread.getName());
				}
			}
		}
		while (!left.isEmpty() && System.nanoTime() < deadline);
		return left;
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class NoRunner {

	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class OneRecord {

		@Bean
		CommandLineRunner job(ProgressTracker tracker) {
			return (args) -> tracker.inc();
		}

	}

	/** Created by name, in its own class loader. */
	public static final class Restart implements Runnable {

		private final String job;

		public Restart(String job) {
			this.job = job;
		}

		@Override
		public void run() {
			start(this.job).close();
		}

	}

	private static final class RefreshableContext extends AbstractRefreshableApplicationContext {

		@Override
		protected void loadBeanDefinitions(DefaultListableBeanFactory beans) {
			new AnnotatedBeanDefinitionReader(beans, getEnvironment()).register(NoRunner.class);
		}

	}

	/**
	 * Reloads the classes of the project and delegates all others to its parent, as the
	 * class loader of the developer tools does.
	 */
	private static final class RestartClassLoader extends URLClassLoader {

		private RestartClassLoader() {
			super(new URL[] { folderOf(ProgressTrackers.class), folderOf(ManyContexts.class) },
					ManyContexts.class.getClassLoader());
		}

		private static URL folderOf(Class<?> type) {
			return type.getProtectionDomain().getCodeSource().getLocation();
		}

		@Override
		protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
			synchronized (getClassLoadingLock(name)) {
				if (!name.startsWith("io.github.progresstracker.")) {
					return super.loadClass(name, resolve);
				}
				Class<?> loaded = findLoadedClass(name);
				return (loaded != null) ? loaded : findClass(name);
			}
		}

		@Override
		public Enumeration<URL> getResources(String name) throws IOException {
			return getParent().getResources(name);
		}

		private void runAndClose(String job) {
			try {
				Class<?> restart = loadClass(Restart.class.getName());
				if (restart == Restart.class) {
					throw new IllegalStateException("No class was reloaded");
				}
				((Runnable) restart.getConstructor(String.class).newInstance(job)).run();
			}
			catch (ReflectiveOperationException ex) {
				throw new IllegalStateException(ex);
			}
		}

	}

}
