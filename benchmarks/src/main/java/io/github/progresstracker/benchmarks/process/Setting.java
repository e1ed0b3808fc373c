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

package io.github.progresstracker.benchmarks.process;

import java.io.IOException;
import java.nio.file.Path;

import org.jspecify.annotations.Nullable;

/**
 * The setting of a comparison: how its processes are started, and the servers that all
 * variants share.
 */
final class Setting implements AutoCloseable {

	private final ClassPath classPath;

	private final boolean small;

	private final String[] jvmOptions;

	private @Nullable Gateway gateway;

	private @Nullable ExecutableJars jars;

	private @Nullable BlackHole blackHole;

	private Setting(ClassPath classPath, boolean small, String... jvmOptions) {
		this.classPath = classPath;
		this.small = small;
		this.jvmOptions = jvmOptions;
	}

	/** A setting for measurements. */
	static Setting ofFullSize(ClassPath classPath) {
		return new Setting(classPath, false);
	}

	/** A setting for checking that everything works, with as little work as possible. */
	static Setting ofSmallSize(ClassPath classPath) {
		return new Setting(classPath, true, "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");
	}

	ClassPath classPath() {
		return this.classPath;
	}

	/** Returns the first value for a measurement and the second one for a check. */
	<T> T either(T full, T small) {
		return this.small ? small : full;
	}

	/** An application in a JVM with only the given libraries. */
	JavaApplication application(Class<?> main, Libraries... libraries) {
		return JavaApplication.ofClassPath(this.classPath.of(libraries), main).jvm(this.jvmOptions);
	}

	/** The same as a single jar. */
	JavaApplication jar(Class<?> main, Libraries... libraries) throws IOException {
		return JavaApplication.ofJar(jars().jar(main, this.classPath.of(libraries))).jvm(this.jvmOptions);
	}

	/** The same, extracted from that jar. */
	JavaApplication extracted(Class<?> main, Libraries... libraries) throws IOException, InterruptedException {
		Path jar = jars().jar(main, this.classPath.of(libraries));
		return JavaApplication.ofJar(jars().extracted(jar)).jvm(this.jvmOptions);
	}

	/** An extracted application with an archive of its classes. */
	JavaApplication archived(JavaApplication application) throws IOException, InterruptedException {
		return Archive.of(application, jars().newFolder().resolve("archive"));
	}

	private ExecutableJars jars() throws IOException {
		if (this.jars == null) {
			this.jars = new ExecutableJars();
		}
		return this.jars;
	}

	/** The URL of a gateway that works. */
	String gateway() throws IOException {
		if (this.gateway == null) {
			this.gateway = Gateway.start();
		}
		return this.gateway.url();
	}

	/** The URL of a gateway that never answers. */
	String blackHole() throws IOException {
		if (this.blackHole == null) {
			this.blackHole = new BlackHole();
		}
		return this.blackHole.url();
	}

	@Override
	public void close() throws IOException {
		if (this.jars != null) {
			this.jars.close();
		}
		if (this.blackHole != null) {
			this.blackHole.close();
		}
		if (this.gateway != null) {
			this.gateway.close();
		}
	}

}
