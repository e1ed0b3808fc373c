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

package io.github.progresstracker.samples.windmill;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.beans.factory.config.YamlMapFactoryBean;
import org.springframework.core.io.FileSystemResource;
import org.springframework.util.FileSystemUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Runs the commands of the documentation with Windmill's own command-line interface, and
 * checks what arrives at the server and what becomes of the files.
 */
class WindmillCliTests {

	private static final String SCRIPT = "u/admin/random_number_metric_script";

	private static final Path COMMITTED = Path.of("workspace");

	/**
	 * A copy, and inside the checkout like the folder it is a copy of: the interface
	 * looks at the Git repository around it.
	 */
	private static final Path WORKSPACE = Path.of("target", "windmill-workspace");

	@TempDir
	private Path configuration;

	@AutoClose
	private WindmillServer server;

	private WindmillCli cli;

	@BeforeEach
	void addTheWorkspace() throws Exception {
		this.cli = WindmillCli.install(this.configuration);
		this.server = WindmillServer.start();
		FileSystemUtils.deleteRecursively(WORKSPACE);
		FileSystemUtils.copyRecursively(COMMITTED, WORKSPACE);
		run("workspace", "add", "local", "admins", this.server.address(), "--token", WindmillServer.TOKEN);
	}

	@Test
	void aPushUploadsWhatIsInTheFilesWithoutAWarning() throws Exception {
		assertThat(run("sync", "push", "--dry-run")).contains("5 changes to apply")
			.doesNotContainIgnoringCase("stale", "warning:");
		assertThat(this.server.created()).isEmpty();

		assertThat(run("sync", "push", "--yes")).doesNotContainIgnoringCase("stale", "warning", "skipping", "error");
		assertThat(this.server.created()).containsOnlyKeys("schedules/" + SCRIPT, "scripts/" + SCRIPT,
				"variables/u/admin/pushgateway", "variables/u/admin/random_number_success_interval");
		this.server.created().forEach((key, attributes) -> {
			String file = key.substring(key.indexOf('/') + 1) + key.replaceFirst("(\\w+)s/.*", ".$1.yaml");
			assertThat(attributes).as(key).containsAllEntriesOf(yaml(file));
		});
		assertThat(this.server.created().get("scripts/" + SCRIPT)).containsEntry("language", "bash")
			.containsEntry("content", Files.readString(COMMITTED.resolve(SCRIPT + ".sh")));
		assertThat(files(WORKSPACE)).isEqualTo(files(COMMITTED));
	}

	@Test
	void metadataGeneratedFromScratchAreTheCommittedFiles() throws Exception {
		Files.delete(WORKSPACE.resolve("wmill-lock.yaml"));
		assertThat(run("generate-metadata", "--yes")).contains("Updated 1 item");
		assertThat(files(WORKSPACE)).isEqualTo(files(COMMITTED));
	}

	@Test
	void aPushWarnsAfterAChangeOfTheScriptUntilTheMetadataAreGenerated() throws Exception {
		Path script = WORKSPACE.resolve(SCRIPT + ".sh");
		Files.writeString(script, Files.readString(script) + "# a change\n");
		assertThat(run("sync", "push", "--dry-run")).contains("Stale scripts metadata found");
		run("generate-metadata", "--yes");
		assertThat(run("sync", "push", "--dry-run")).doesNotContain("Stale");
	}

	private String run(String... arguments) throws IOException, InterruptedException {
		return this.cli.run(WORKSPACE, arguments);
	}

	private static Map<String, Object> yaml(String file) {
		YamlMapFactoryBean yaml = new YamlMapFactoryBean();
		yaml.setResources(new FileSystemResource(COMMITTED.resolve(file)));
		return yaml.getObject();
	}

	private static Map<String, String> files(Path folder) throws IOException {
		try (Stream<Path> files = Files.walk(folder)) {
			return files.filter(Files::isRegularFile)
				.collect(Collectors.toMap((file) -> folder.relativize(file).toString(), WindmillCliTests::content));
		}
	}

	private static String content(Path file) {
		try {
			return Files.readString(file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
