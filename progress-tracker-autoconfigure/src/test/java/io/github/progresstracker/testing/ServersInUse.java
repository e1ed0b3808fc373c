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

package io.github.progresstracker.testing;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestInstanceFactoryContext;
import org.junit.jupiter.api.extension.TestInstancePreConstructCallback;

/**
 * Knows whether the running test may use servers, and prints their versions once.
 */
final class ServersInUse implements BeforeAllCallback, TestInstancePreConstructCallback, AfterAllCallback {

	private static volatile boolean allowed;

	private static boolean printed;

	@Override
	public void preConstructTestInstance(TestInstanceFactoryContext factory, ExtensionContext context) {
		allow();
	}

	@Override
	public void beforeAll(ExtensionContext context) {
		allow();
	}

	@Override
	public void afterAll(ExtensionContext context) {
		allowed = false;
	}

	private static synchronized void allow() {
		allowed = true;
		if (!printed) {
			printed = true;
			System.out
				.println(List.of(RequiredProgram.PROMETHEUS, RequiredProgram.PUSHGATEWAY, RequiredProgram.ALERTMANAGER)
					.stream()
					.map(ServersInUse::version)
					.collect(Collectors.joining(", ", "Servers: ", "")));
		}
	}

	/** The first line is the name, followed by "version" and what we look for. */
	private static String version(RequiredProgram program) {
		return program.search()
			.map((path) -> ProgramRun.of(Map.of(), path, "--version").output())
			.map((output) -> output.split(" ", 4))
			.map((words) -> words[0].replace(",", "") + " " + words[2])
			.orElse("no " + program);
	}

	/**
	 * Fails unless the running test class says that it uses servers.
	 */
	static void check() {
		if (!allowed) {
			throw new IllegalStateException(
					"Annotate the test class with @UsesServers, so that its tests run on all versions of the servers");
		}
	}

}
