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

package io.github.progresstracker.internal.files;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import io.github.progresstracker.JobIdentity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class JobFileNameTests {

	@ParameterizedTest
	@ValueSource(strings = { "../../etc/cron.d/x", "/etc/passwd", "..", ".", "~", "-rf", "C:\\x", "a\0b", "a\nb", "*",
			"größe", "データ", "🚀", "a\ud83d", "CON", "nul.txt", "COM1", "LPT9", "x.", "x ", "x.prom" })
	void theNameOfAJobCannotEscapeTheDirectory(String job) {
		assertThat(name(job)).matches("job_[A-Za-z0-9._-]+-[0-9a-f]{12}");
	}

	@Test
	void theNameOfAJobCanBeReadFromItsFile() {
		assertThat(name("nightly-import")).startsWith("job_nightly-import-");
		assertThat(name("com.acme.Main")).startsWith("job_com.acme.Main-");
		assertThat(name("u/admin/script")).startsWith("job_u_admin_script-");
	}

	@Test
	void aVeryLongNameIsShortened() {
		assertThat(name("x".repeat(500))).hasSizeLessThan(110).isNotEqualTo(name("x".repeat(501)));
		assertThat(name("\ud83d\ude80".repeat(500))).hasSizeLessThan(110);
	}

	@Test
	void theFileOfAJobIsTheSameInEveryRelease() {
		assertThat(name("nightly")).isEqualTo("job_nightly-6722ff66a73f");
	}

	@Test
	void noTwoIdentitiesShareAFile() {
		Set<String> names = new HashSet<>();
		names.add(name("a/b"));
		names.add(name("a_b"));
		names.add(name("a b"));
		names.add(name("A_b"));
		names.add(JobFileName.of(identity("a_b", "x", null, Map.of())));
		names.add(JobFileName.of(identity("a_b", null, "x", Map.of())));
		names.add(JobFileName.of(identity("a_b", "x", "x", Map.of())));
		names.add(JobFileName.of(identity("a_b", null, null, Map.of("shard", "1"))));
		names.add(JobFileName.of(identity("a_b", null, null, Map.of("shard", "2"))));
		names.add(JobFileName.of(identity("a_b", null, null, Map.of("shard", "1", "zone", "2"))));
		names.add(JobFileName.of(identity("a_b", null, null, Map.of("shard", "1zone2"))));
		assertThat(names).hasSize(11);
	}

	private static String name(String job) {
		return JobFileName.of(JobIdentity.of(job));
	}

	private static JobIdentity identity(String job, String app, String namespace, Map<String, String> labels) {
		return new JobIdentity(job, app, namespace, new TreeMap<>(labels));
	}

}
