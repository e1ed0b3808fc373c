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

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SafeText}.
 */
class SafeTextTests {

	@Test
	void ordinaryTextIsUnchanged() {
		assertThat(SafeText.of("größe データ 🚀 a+b \"50%\"")).isEqualTo("größe データ 🚀 a+b \"50%\"");
	}

	@Test
	void lineBreaksAndTerminalEscapesAreShownAsCode() {
		assertThat(SafeText.of("a\r\nb\u001b[2J\u202e\u2028")).isEqualTo("a\\u000d\\u000ab\\u001b[2J\\u202e\\u2028");
	}

	@Test
	void invisibleCharactersBeyondTheBasicPlaneAreShownAsCodeToo() {
		assertThat(SafeText.of("a" + Character.toString(0xE0041) + "b")).isEqualTo("a\\udb40\\udc41b");
	}

	@Test
	void aLoneSurrogateIsShownAsCode() {
		assertThat(SafeText.of("a\ud83d")).isEqualTo("a\\ud83d");
	}

	@Test
	void longTextIsTruncatedButNotWithinACharacter() {
		assertThat(SafeText.of("x".repeat(200))).isEqualTo("x".repeat(200));
		assertThat(SafeText.of("x".repeat(201))).isEqualTo("x".repeat(200) + "…");
		assertThat(SafeText.of("x".repeat(199) + "🚀🚀")).isEqualTo("x".repeat(199) + "🚀…");
	}

	@Test
	void theStackTraceOfAnExceptionIsSafeToo() {
		Exception cause = new IOException("a\nb\u001b[31m");
		cause.setStackTrace(new StackTraceElement[] { new StackTraceElement("Ev\nil", "run", "Ev\nil.java", 3) });
		Exception exception = new IllegalStateException("c\u2028d", cause);
		exception.addSuppressed(new IllegalArgumentException("e\rf"));
		StringWriter trace = new StringWriter();
		SafeText.of(exception).printStackTrace(new PrintWriter(trace));
		assertThat(trace.toString()).contains(": java.lang.IllegalStateException: c\\u2028d")
			.contains(": java.io.IOException: a\\u000ab\\u001b[31m")
			.contains("at Ev\\u000ail.run(Ev\\u000ail.java:3)")
			.contains(": java.lang.IllegalArgumentException: e\\u000df")
			.doesNotContain("\u001b");
	}

	@Test
	void exceptionsThatCauseEachOtherCanBeShown() {
		Exception one = new IllegalStateException("one");
		Exception two = new IllegalStateException("two", one);
		one.initCause(two);
		assertThat(SafeText.of(one)).hasMessage("java.lang.IllegalStateException: one");
	}

}
