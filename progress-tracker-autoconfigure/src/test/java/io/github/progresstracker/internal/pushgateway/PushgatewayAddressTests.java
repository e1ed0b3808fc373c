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

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link PushgatewayAddress}.
 */
class PushgatewayAddressTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			http://localhost:9091              | http://localhost:9091
			localhost:9091                     | http://localhost:9091
			localhost                          | http://localhost
			HTTPS://gateway.example            | https://gateway.example
			http://localhost:9091/             | http://localhost:9091
			http://localhost:9091//            | http://localhost:9091
			localhost:9091/push/gateway/       | http://localhost:9091/push/gateway
			https://host/a%20b/~c              | https://host/a%20b/~c
			prometheus_gateway:9091            | http://prometheus_gateway:9091
			[::1]:9091/prefix                  | http://[::1]:9091/prefix
			https://[fe80::1%eth0]             | https://[fe80::1%eth0]
			http://user:secret@host:9091/x     | http://host:9091/x
			user:secret@prometheus_gateway:1   | http://prometheus_gateway:1
			""")
	void allFormsOfAnAddressAreUnderstood(String written, String url) {
		assertThat(PushgatewayAddress.parse(written)).hasToString(url);
	}

	@Test
	void whitespaceAroundAnAddressIsIgnored() {
		assertThat(PushgatewayAddress.parse(" \thttp://localhost:9091/ \n")).hasToString("http://localhost:9091");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			''                        | it has no host
			http://                   | it has no host
			http:///path              | it has no host
			:9091                     | it has no host
			http://user:secret@       | it has no host
			ftp://host:9091           | it must begin with http:// or https://
			http:/host:9091           | the port must be a number from 1 to 65535
			host:0                    | the port must be a number from 1 to 65535
			host:65536                | the port must be a number from 1 to 65535
			host:99999999999          | the port must be a number from 1 to 65535
			host:                     | the port must be a number from 1 to 65535
			user:secret@host:port     | the port must be a number from 1 to 65535
			::1                       | it has too many colons; put an IPv6 address in brackets
			[::1]9091                 | it has too many colons; put an IPv6 address in brackets
			${GATEWAY}                | it contains an unresolved placeholder ${…}
			http://${HOST}:9091       | it contains an unresolved placeholder ${…}
			http://my host:9091       | the host contains a character that is not allowed in a host name
			[host]:9091               | the host contains a character that is not allowed in a host name
			http://host/a b           | the path contains a character that must be percent-encoded
			http://host/50%           | the path contains a character that must be percent-encoded
			http://host:9091?x=y      | it must not have a query or a fragment
			http://host:9091/#x       | it must not have a query or a fragment
			http://:secret@host       | the username is empty
			http://a%3Ab:secret@host  | the username contains a colon, which HTTP does not allow
			http://user:secret%zz@h   | in a username or password, write % as %25
			http://user:secret/@host  | in a username or password, write / as %2F, ? as %3F and # as %23
			""")
	void anInvalidAddressIsRefusedWithTheReasonAndWithoutCredentials(String written, String reason) {
		assertThatIllegalArgumentException().isThrownBy(() -> PushgatewayAddress.parse(written))
			.withMessageEndingWith("is not the address of a Pushgateway: " + reason)
			.satisfies((ex) -> assertThat(ex).hasNoCause().hasMessageNotContainingAny("secret", "user:"));
	}

	@Test
	void theMessageShowsWhatWasWrittenOnOneLine() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> PushgatewayAddress.parse("https://user:secret@first\nsecond:9091"))
			.withMessageStartingWith("'https://***@first\\u000asecond:9091' is not");
	}

	@ParameterizedTest
	@ValueSource(strings = { "http://user:p%40ss%3A@host", "http://user:p@ss:@host", "user:p@ss:@host/prefix" })
	void userInfoBecomesCredentials(String written) {
		PushgatewayAddress address = PushgatewayAddress.parse(written);
		assertThat(address.credentials().authorization())
			.isEqualTo(PushgatewayCredentials.basic("user", "p@ss:").authorization());
		assertThat(address.toString()).doesNotContain("user", "ss");
	}

	@Test
	void userInfoIsDecodedAsUtf8AndAPlusIsAPlus() {
		PushgatewayAddress address = PushgatewayAddress.parse("http://j%C3%B6rg:a+b%20%25@host");
		assertThat(address.credentials().authorization())
			.isEqualTo(PushgatewayCredentials.basic("jörg", "a+b %").authorization());
	}

	@Test
	void aUserNameNeedsNoPassword() {
		assertThat(PushgatewayAddress.parse("http://user@host").credentials().authorization())
			.isEqualTo(PushgatewayCredentials.basic("user", "").authorization());
	}

	@Test
	void withoutUserInfoThereAreNoCredentials() {
		assertThat(PushgatewayAddress.parse("http://host").credentials()).isSameAs(PushgatewayCredentials.NONE);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			http://host:9091              | http://host:9091
			http://user:secret@host:9091  | http://***@host:9091
			http://user:se@cr/et@host     | http://***@host
			user:secret@host              | ***@host
			http://host/?token=secret     | http://host/?***
			http://u:p@host/#secret       | http://***@host/#***
			""")
	void credentialsCanBeCutFromAnyText(String text, String shown) {
		assertThat(PushgatewayAddress.withoutCredentials(text)).isEqualTo(shown);
	}

}
