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

/**
 * A JVM's archive of an application's classes, which saves the next start from loading
 * them from their jars: an AOT cache, or before JDK 25 a class data sharing archive.
 */
final class Archive {

	private static final boolean AOT_CACHE = Runtime.version().feature() >= 25;

	private Archive() {
	}

	/**
	 * Creates an archive by running the application.
	 * @param application an application that is not a single jar
	 * @param file the file for the archive
	 * @return the application with its archive; it does not start if the archive cannot
	 * be used
	 */
	static JavaApplication of(JavaApplication application, Path file) throws IOException, InterruptedException {
		application.jvm((AOT_CACHE ? "-XX:AOTCacheOutput=" : "-XX:ArchiveClassesAtExit=") + file).run();
		return AOT_CACHE ? application.jvm("-XX:AOTCache=" + file, "-XX:AOTMode=on")
				: application.jvm("-XX:SharedArchiveFile=" + file, "-Xshare:on");
	}

}
