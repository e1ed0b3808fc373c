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

package io.github.progresstracker.internal.ping;

import java.util.Map;
import java.util.Objects;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIOException;

/**
 * Tests for {@link PingUrl}.
 */
class PingUrlTests {

	@Test
	void placeholdersAreReplacedByWhatIsKnown() throws Exception {
		PingUrl url = Objects
			.requireNonNull(PingUrl.of(" HTTPS://hc-ping.com/geheim/{job}?rid={run}&{run}=%20{records} "));
		assertThat(url.with(Map.of("job", "u%2Fx", "run", "a$1")).toString())
			.isEqualTo("https://hc-ping.com/geheim/u%2Fx?rid=a$1&a$1=%20");
	}

	@ParameterizedTest
	@ValueSource(strings = { "http://host", "https://host:8443/",
			"http://uptime_kuma:3001/api/push/x?status=up&msg=OK&ping=", "http://[::1]:3001/x",
			"https://o0.ingest.sentry.io/api/42/cron/a-b/c/?status=ok&check_in_id={run}", "https://host?x=a@b:c" })
	void urlsOfServicesAreAccepted(String text) throws Exception {
		PingUrl url = Objects.requireNonNull(PingUrl.of(text));
		assertThat(url.with(Map.of("run", "7")).toString()).isEqualTo(text.replace("{run}", "7"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "off", "OFF", " off ", "false" })
	void offIsNoUrl(String text) {
		assertThat(PingUrl.of(text)).isNull();
		assertThat(PingUrl.of(null)).isNull();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			hc-ping.com/geheim                   | it does not begin with http:// or https://
			ftp://hc-ping.com/geheim             | it does not begin with http:// or https://
			https:///geheim                      | it has no host
			https://hc-ping.com:0/geheim         | its host or port is invalid
			https://hc-ping.com:65536/geheim     | its host or port is invalid
			https://hc-ping.com:x/geheim         | its host or port is invalid
			https://hc ping.com/geheim           | its host or port is invalid
			https://me:geheim@hc-ping.com        | it has a username or password, which would not be sent
			https://${HOST}/geheim               | it contains an unresolved placeholder ${…}
			https://hc-ping.com/${HC_UUID}       | it contains an unresolved placeholder ${…}
			https://{job}.example/geheim         | it has a placeholder in the host name
			https://hc-ping.com/geheim?rid={id}  | there is no placeholder {id}
			https://hc-ping.com/geheim?rid={Run} | there is no placeholder {Run}
			https://hc-ping.com/{geheim-4711}    | it has braces around text that is not a placeholder
			https://hc-ping.com/{}/geheim        | it has braces around text that is not a placeholder
			https://hc-ping.com/geheim/{run      | it has a character that must be percent-encoded
			https://hc-ping.com/geheim/run}      | it has a character that must be percent-encoded
			https://hc-ping.com/geheim#x         | it has a fragment, which would not be sent
			https://hc-ping.com/ge heim          | it has a character that must be percent-encoded
			https://hc-ping.com/geheimü          | it has a character that must be percent-encoded
			https://hc-ping.com/geheim%2         | it has a character that must be percent-encoded
			""")
	void aWrongUrlIsExplainedWithoutShowingIt(String text, String reason) {
		assertThatIllegalArgumentException().isThrownBy(() -> PingUrl.of(text)).withMessage(reason);
	}

	@Test
	void onlyTheServerIsShown() {
		PingUrl url = Objects.requireNonNull(PingUrl.of("https://hc-ping.com:444/geheim?x=geheim"));
		assertThat(url.server()).isEqualTo("https://hc-ping.com:444");
		assertThat(url).hasToString("https://hc-ping.com:444/***");
		assertThat(new JobPings(url, url, null, null, true).toString()).doesNotContain("geheim");
	}

	@Test
	void aValueThatDoesNotFitIsNotShownEither() {
		PingUrl url = Objects.requireNonNull(PingUrl.of("https://hc-ping.com/geheim/{job}"));
		assertThatIOException().isThrownBy(() -> url.with(Map.of("job", "%zz")))
			.withMessage("a value does not fit into the URL")
			.withNoCause();
	}

}
