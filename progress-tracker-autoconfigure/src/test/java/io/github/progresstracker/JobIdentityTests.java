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

package io.github.progresstracker;

import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the equality of {@link JobIdentity}.
 */
class JobIdentityTests {

	@Test
	void identitiesWithTheSamePartsAreEqual() {
		JobIdentity identity = identity("import", "shop", "prod", Map.of("shard", "1"));
		JobIdentity same = identity("import", "shop", "prod", Map.of("shard", "1"));
		assertThat(identity).isEqualTo(same).hasSameHashCodeAs(same);
		assertThat(identity("import", null, null, Map.of())).isEqualTo(identity("import", " ", "", Map.of()));
	}

	@Test
	void identitiesWithAnyDifferentPartAreNotEqual() {
		JobIdentity identity = identity("import", "shop", "prod", Map.of("shard", "1"));
		assertThat(identity).isNotEqualTo(identity("export", "shop", "prod", Map.of("shard", "1")))
			.isNotEqualTo(identity("import", "bank", "prod", Map.of("shard", "1")))
			.isNotEqualTo(identity("import", "shop", null, Map.of("shard", "1")))
			.isNotEqualTo(identity("import", "shop", "prod", Map.of("shard", "2")))
			.isNotEqualTo("import");
	}

	private static JobIdentity identity(String job, @Nullable String app, @Nullable String namespace,
			Map<String, String> labels) {
		return new JobIdentity(job, app, namespace, new TreeMap<>(labels));
	}

}
