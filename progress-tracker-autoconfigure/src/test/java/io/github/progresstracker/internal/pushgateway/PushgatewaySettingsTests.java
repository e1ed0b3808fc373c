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

package io.github.progresstracker.internal.pushgateway;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link PushgatewaySettings} and {@link PushgatewayCredentials}.
 */
class PushgatewaySettingsTests {

	private final Settings settings = Settings.of("http://user:secret@host:9091");

	@Test
	void credentialsOfTheAddressAreUsedUnlessThereAreOthers() {
		assertThat(this.settings.credentials().authorization()).startsWith("Basic ");
		assertThat(this.settings.withCredentials(PushgatewayCredentials.bearer("other")).credentials().authorization())
			.isEqualTo("Bearer other");
	}

	@Test
	void noSecretIsShown() {
		assertThat(this.settings.get().toString()).contains("http://host:9091", "PT2S", "PT5S", "credentials=basic")
			.doesNotContain("user", "secret", "Basic ");
		assertThat(this.settings.withCredentials(PushgatewayCredentials.bearer("secret")).get().toString())
			.contains("credentials=bearer")
			.doesNotContain("secret");
	}

	@Test
	void timeoutsMustBePositive() {
		assertThatIllegalArgumentException().isThrownBy(() -> this.settings.withConnectTimeout(Duration.ZERO).get())
			.withMessage("The connect timeout must be positive, but was PT0S");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> this.settings.withReadTimeout(Duration.ofSeconds(-1)).get())
			.withMessage("The read timeout must be positive, but was PT-1S");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> this.settings.withMinInterval(Duration.ofSeconds(-1)).get())
			.withMessage("The minimum interval must not be negative, but was PT-1S");
	}

	@Test
	void whitespaceAroundATokenIsIgnored() {
		assertThat(PushgatewayCredentials.bearer(" abc\n").authorization()).isEqualTo("Bearer abc");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " \n", "sec\nret", "sec ret", "secrét" })
	void aTokenThatIsNotAllowedInAHeaderIsRefusedWithoutShowingIt(String token) {
		assertThatIllegalArgumentException().isThrownBy(() -> PushgatewayCredentials.bearer(token))
			.satisfies((ex) -> assertThat(ex).hasMessageStartingWith("the token ").hasMessageNotContaining("sec"));
	}

}
