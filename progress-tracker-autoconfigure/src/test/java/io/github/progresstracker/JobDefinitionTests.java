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

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link JobDefinition}, {@link JobIdentity} and {@link SuccessInterval}.
 */
class JobDefinitionTests {

	@Test
	void aDefinitionByNameHasTheDefaultsOfTheOriginal() {
		JobDefinition job = JobDefinition.of("import");
		assertThat(job.reportInterval()).isEqualTo(1000);
		assertThat(job.successExpectation()).isNull();
		assertThat(job.maxDuration()).isNull();
		assertThat(job.startExpectation()).isNull();
		assertThat(job.failureTolerance()).isZero();
		assertThat(job.identity()).isEqualTo(new JobIdentity("import", " ", "", new TreeMap<>(Map.of("team", " "))));
	}

	@Test
	void intervalsThatAreNotPositiveAreRefused() {
		JobIdentity identity = JobIdentity.of("import");
		assertThatIllegalArgumentException().isThrownBy(() -> new JobDefinition(identity, null, Duration.ZERO, 1))
			.withMessageContaining("PT0S");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new JobDefinition(identity, null, Duration.ofSeconds(-1), 1));
		assertThatIllegalArgumentException().isThrownBy(() -> new JobDefinition(identity, null, null, 0));
		assertThatIllegalArgumentException().isThrownBy(() -> SuccessInterval.of(Duration.ZERO))
			.withMessageContaining("PT0S");
	}

	@Test
	void aNegativeFailureToleranceIsRefused() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new JobDefinition(JobIdentity.of("import"), null, null, null, 1, -1, true))
			.withMessageContaining("-1");
	}

	@Test
	void aSuccessIntervalIsToldInSeconds() {
		assertThat(SuccessInterval.of(Duration.ofMillis(1500)).seconds()).isEqualTo(1.5);
		assertThat(SuccessInterval.OFF.seconds()).isEqualTo(Double.POSITIVE_INFINITY);
	}

	@Test
	void aSuccessIntervalOfAThousandYearsIsToldInSecondsToo() {
		assertThat(SuccessInterval.of(Duration.ofDays(365_000)).seconds()).isEqualTo(365_000 * 86_400.0);
	}

	@Test
	void unsetPartsOfAnIdentityAreAbsentFromItsLabels() {
		assertThat(JobIdentity.of("import").asLabels()).containsExactly(Map.entry("job", "import"));
		assertThat(new JobIdentity("import", "shop", "eu", new TreeMap<>(Map.of("shard", "3"))).asLabels())
			.containsExactly(Map.entry("app", "shop"), Map.entry("job", "import"), Map.entry("namespace", "eu"),
					Map.entry("shard", "3"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "job", "app", "namespace", "stage", "exception", "__name__", "9a", "a-b", "größe", "" })
	void labelNamesThatAreReservedOrInvalidAreRefused(String name) {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new JobIdentity("import", null, null, new TreeMap<>(Map.of(name, "x"))))
			.withMessageContaining("'" + name + "'");
	}

	@ParameterizedTest
	@ValueSource(strings = { "shard", "_a", "A9_" })
	void otherLabelNamesAreFine(String name) {
		assertThat(JobIdentity.checkLabelName(name)).isNull();
	}

	@Test
	void anIdentityIsShownOnOneLine() {
		assertThat(JobIdentity.of("import")).hasToString("'import'");
		assertThat(new JobIdentity("a\nb", "shop", null, new TreeMap<>(Map.of("shard", "3\r"))))
			.hasToString("'a\\u000ab' {app=shop, shard=3\\u000d}");
	}

}
