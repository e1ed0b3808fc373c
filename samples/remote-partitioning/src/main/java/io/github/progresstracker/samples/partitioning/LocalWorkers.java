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

package io.github.progresstracker.samples.partitioning;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Profile;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * Starts the workers before the job, each in a separate JVM, and stops them after it. In
 * production, an orchestrator does that.
 */
@Component
@Profile("local")
@Order(0)
class LocalWorkers implements ApplicationRunner, ApplicationListener<ContextClosedEvent> {

	private static final Logger logger = LoggerFactory.getLogger(LocalWorkers.class);

	private static final String PROFILES = "--spring.profiles.active=";

	private final int count;

	private final List<Process> workers = new ArrayList<>();

	LocalWorkers(@Value("${sample.local.workers}") int count) {
		this.count = count;
	}

	@Override
	public void run(ApplicationArguments arguments) throws IOException {
		List<String> command = new ArrayList<>();
		command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
		command.add("-XX:TieredStopAtLevel=1");
		command.addAll(program(System.getProperty("java.class.path")));
		List.of(arguments.getSourceArgs()).stream().filter((each) -> !each.startsWith(PROFILES)).forEach(command::add);
		command.add(PROFILES + "worker");
		command.add("--sample.manager=" + ProcessHandle.current().pid());
		for (int worker = 0; worker < this.count; worker++) {
			this.workers.add(new ProcessBuilder(command).inheritIO().start());
		}
		logger.info("Started {} workers: nothing is counted until their JVMs are up", this.count);
	}

	private static List<String> program(String classPath) {
		boolean oneJar = !classPath.contains(File.pathSeparator);
		return oneJar ? List.of("-jar", classPath)
				: List.of("-cp", classPath, RemotePartitioningApplication.class.getName());
	}

	/** The broker is still running at this time, so the workers can disconnect. */
	@Override
	public void onApplicationEvent(ContextClosedEvent event) {
		this.workers.forEach(Process::destroy);
		this.workers.forEach((worker) -> worker.onExit().join());
	}

}
