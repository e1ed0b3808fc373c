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

package io.github.progresstracker.internal.text;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link FailureMessage}.
 */
class FailureMessageTests {

	@Test
	void severalLinesBecomeOne() {
		assertThat(FailureMessage.of("\nERROR: duplicate key\r\n  Detail:\tKey (id)=(3)\u2028exists.\n"))
			.isEqualTo("ERROR: duplicate key Detail: Key (id)=(3) exists.");
	}

	@Test
	void whatCommandsATerminalIsLeftOut() {
		assertThat(FailureMessage.of("\u001b[31;1mred\u001b[0m \u001b]0;title\u0007and \u001b]8;;x\u001b\\more\u001bc"))
			.isEqualTo("red and more");
		assertThat(FailureMessage.of("a\u202eb\u0000c\u0007d\ud83de")).isEqualTo("a\\u202eb\\u0000c\\u0007d\\ud83de");
	}

	@Test
	void aLongMessageIsCut() {
		assertThat(FailureMessage.of("x".repeat(200))).isEqualTo("x".repeat(200));
		assertThat(FailureMessage.of("x".repeat(201))).isEqualTo("x".repeat(199) + "…");
		assertThat(FailureMessage.of("x".repeat(198) + "🚀🚀")).isEqualTo("x".repeat(198) + "…");
	}

	@ParameterizedTest
	@ValueSource(strings = { "x", " ", "\n", "password=", "a:", "://", "jdbc:oracle:thin:", "-----BEGIN ", "eyJ" })
	@Timeout(60)
	void onlyTheBeginningOfAHugeMessageIsRead(String part) {
		String huge = part.repeat(10_000_000 / part.length());
		String shown = FailureMessage.of(huge);
		assertThat(shown).isEqualTo(FailureMessage.of(huge.substring(0, 5_000)));
		if (shown != null) {
			assertThat(shown).hasSizeLessThanOrEqualTo(200);
		}
	}

	@Test
	void whatWasShortenedOnceStaysAsItIs() {
		for (String message : List.of("a\nb\u0000c", "x".repeat(500), "password=geheim", "https://u:geheim@h/x",
				"Bearer geheim123", "\u202e".repeat(300))) {
			String shown = FailureMessage.of(message);
			assertThat(FailureMessage.of(shown)).isEqualTo(shown);
		}
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			textBlock = """
					GET https://user:geheim@host:8080/x failed       | GET https://***@host:8080/x failed
					https://user:ge/he?im@host/x                     | https://***@host/x
					http://host:8080/x?mail=a@b.c                    | http://host:8080/x?mail=a@b.c
					jdbc:mysql://db:3306/x?user=sa&password=geheim&ssl=true | jdbc:mysql://db:3306/x?user=sa&password=***&ssl=true
					jdbc:sqlserver://db;user=sa;password={geheim; geheim};encrypt=true | jdbc:sqlserver://db;user=sa;password=***;encrypt=true
					jdbc:oracle:thin:scott/geheim@//db:1521/x        | jdbc:oracle:thin:***@//db:1521/x
					jdbc:postgresql://sa:geheim@db/x                 | jdbc:postgresql://***@db/x
					password=geheim                                  | password=***
					spring.datasource.password = 'geheim geheim'     | spring.datasource.password = ***
					Invalid passwd: geheim!                          | Invalid passwd: ***
					mysqldump --password geheim shop                 | mysqldump --password *** shop
					tool -Xdb.api-key "geheim geheim" --verbose      | tool -Xdb.api-key *** --verbose
					[curl, --token, geheim, http://host/x]           | [curl, --token, ***, http://host/x]
					{"user":"a","password":"geheim","port":1}        | {"user":"a","password":***,"port":1}
					{\\"client_secret\\":\\"geheim\\"}               | {\\"client_secret\\":***
					WM_TOKEN=geheim in the environment               | WM_TOKEN=*** in the environment
					?access_token=geheim&x=1                         | ?access_token=***&x=1
					api-key: geheim                                  | api-key: ***
					AWS_SECRET_ACCESS_KEY=geheim                     | AWS_SECRET_ACCESS_KEY=***
					?sv=1&sig=geheim%3D&se=2                         | ?sv=1&sig=***&se=2
					<password>geheim</password>                      | <password>***</password>
					Authorization: Basic Z2VoZWltOmdlaGVpbQ==        | Authorization: ***
					401 for Bearer geheim.geheim-geheim              | 401 for Bearer ***
					Basic Z2VoZWltOmdlaGVpbQ== was refused           | Basic *** was refused
					token eyJhbGciOiJIUzI1NiJ9.geheim.geheim expired | token *** expired
					-----BEGIN RSA PRIVATE KEY----- geheim           | -----BEGIN RSA PRIVATE KEY----- ***
					""")
	void secretsAreHidden(String message, String shown) {
		assertThat(FailureMessage.of(message)).isEqualTo(shown).doesNotContain("geheim");
	}

	@Test
	void aSecretWhoseEndIsNotReadIsHidden() {
		assertThat(FailureMessage.of("https://user:" + "geheim".repeat(1000))).isEqualTo("https://***");
		assertThat(FailureMessage.of("password=" + "geheim".repeat(1000))).isEqualTo("password=***");
	}

	@ParameterizedTest
	@ValueSource(strings = { "Unrecognized token 'x': was expecting a number", "Key (id)=(3) already exists",
			"Access denied for user 'root'@'localhost' (using password: YES)", "Basic authentication is not supported",
			"http://host:8080/x not found", "a compass: north", "The bearer is gone", "Option --password is required",
			"Give --token or --password", "load --token --verbose failed" })
	void otherMessagesStayAsTheyAre(String message) {
		assertThat(FailureMessage.of(message)).isEqualTo(message);
	}

}
