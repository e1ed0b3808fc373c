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

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/**
 * The ports and files through which the processes of a test communicate.
 *
 * @param folder the folder for the files of the database and the metrics
 * @param broker the port of the broker
 * @param database the port of the database
 */
record LocalPorts(Path folder, int broker, int database) {

	static LocalPorts free(Path folder) throws IOException {
		try (ServerSocket broker = new ServerSocket(0); ServerSocket database = new ServerSocket(0)) {
			return new LocalPorts(folder, broker.getLocalPort(), database.getLocalPort());
		}
	}

	List<String> arguments() {
		return List.of("--sample.local.broker=tcp://localhost:" + this.broker,
				"--sample.local.database-port=" + this.database, "--spring.datasource.url=" + serverUrl(),
				"--progress.tracker.textfile.directory=" + this.folder.resolve("metrics"));
	}

	/**
	 * The URL of the database while its server is running.
	 * @return the URL
	 */
	String serverUrl() {
		return "jdbc:h2:tcp://localhost:%d/%s".formatted(this.database, file());
	}

	/**
	 * The URL of the database file, for use once the server has stopped.
	 * @return the URL
	 */
	String fileUrl() {
		return "jdbc:h2:file:" + file();
	}

	private Path file() {
		return this.folder.resolve("import");
	}

	static long number(String url, String query) throws SQLException {
		try (Connection connection = DriverManager.getConnection(url);
				ResultSet result = connection.createStatement().executeQuery(query)) {
			result.next();
			return result.getLong(1);
		}
	}

}
