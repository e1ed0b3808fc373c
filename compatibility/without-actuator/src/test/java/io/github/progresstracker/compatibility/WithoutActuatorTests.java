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

package io.github.progresstracker.compatibility;

import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.github.progresstracker.testing.JavaProcess;
import io.github.progresstracker.testing.RealPushgateway;
import io.github.progresstracker.testing.UsesServers;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import org.springframework.util.ClassUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for an application that has the starter, but not the actuator that comes with it.
 */
@UsesServers
class WithoutActuatorTests {

	private static final Path JAR = Path.of("target", "import.jar").toAbsolutePath();

	@AutoClose
	private final RealPushgateway gateway = RealPushgateway.start();

	@Test
	void jobsAreTrackedAndPushed() {
		assertThat(ClassUtils.isPresent("org.springframework.boot.actuate.endpoint.annotation.Endpoint", null))
			.isFalse();
		assertThatJobsArePushedBy("-jar", JAR.toString());
	}

	@Test
	void noMeterRegistryIsNeeded() {
		Pattern micrometer = Pattern.compile("micrometer-(core|registry-prometheus).*");
		List<String> classPath = Arrays.asList(JavaProcess.CLASS_PATH.split(File.pathSeparator));
		List<String> rest = classPath.stream()
			.filter((entry) -> !micrometer.matcher(Path.of(entry).getFileName().toString()).matches())
			.toList();
		assertThat(rest).hasSize(classPath.size() - 2);
		assertThatJobsArePushedBy("-cp", rest.stream().collect(Collectors.joining(File.pathSeparator)),
				ImportApplication.class.getName());
	}

	@Test
	void anApplicationProcessedAheadOfTimeReportsTheSame() {
		assertThatJobsArePushedBy("-Dspring.aot.enabled=true", "-jar", JAR.toString());
	}

	private void assertThatJobsArePushedBy(String... java) {
		try (JavaProcess application = JavaProcess.run(Map.of("PUSHGATEWAY", this.gateway.url(), "JOB_NAME", "import"),
				List.of(java))) {
			assertThat(application.exitCode()).as(application.output()).isZero();
			assertThat(application.output()).contains("; reporting to Pushgateway ", "import: completed in")
				.doesNotContain("WARN", "ERROR");
		}
		assertThat(this.gateway.value("job_records_processed", Map.of("job", "import"))).isEqualTo(5);
		assertThat(this.gateway.value("job_records_expected", Map.of("job", "import", "stage", "load"))).isEqualTo(3);
		assertThat(this.gateway.value("job_last_success", Map.of("job", "import"))).isPositive();
		assertThat(this.gateway.value("job_records_processed", Map.of("job", "ImportApplication.cleanUp")))
			.isEqualTo(4);
		assertThat(this.gateway.value("job_last_success", Map.of("job", "ImportApplication.cleanUp"))).isPositive();
	}

}
