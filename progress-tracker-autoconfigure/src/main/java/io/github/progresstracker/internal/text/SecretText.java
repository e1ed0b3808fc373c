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
import java.util.regex.Pattern;

/**
 * Hides what looks like a secret in a text whose author we do not know, such as the
 * message of an exception. It recognizes what is usual, not everything: when in doubt it
 * hides too much.
 */
final class SecretText {

	private static final String HIDDEN = "***";

	/** The end of a name whose value is a secret. */
	private static final String NAME = "(?:password|passwd|passphrase|passcode|pwd|(?<![a-z])(?:pass|sig)|secret|token"
			+ "|credentials?|signature|authorization|(?:api|access|account|private)[-_. ]?key)(?:[-_.]?(?:key|value))?";

	/** Between a name and its value, in properties, URLs, JSON, YAML and XML. */
	private static final String SEPARATOR = "\\\\?[\"']?(?:\\s{0,3}[=:]\\s{0,3}|>)";

	/** MySQL says whether a password was used, which is no secret. */
	private static final String NO_SECRET = "(?!(?:YES|NO)\\b)";

	/** What follows an option in a sentence about it, or is the next option. */
	private static final String NO_ARGUMENT = "(?!-|(?:is|was|are|has|must|may|can|cannot|should|needs?|requires?|and|or"
			+ "|for|in|to|not)\\b)";

	private static final String VALUE = "(?:(?:Bearer|Basic|Digest|Negotiate)\\s+)?"
			+ "(?:\"[^\"]*\"?|'[^']*'?|\\{[^}]*}?|[^\\s&;<]+)";

	/** No host name is that long, so it is a password whose end was cut off. */
	private static final String TOO_LONG = "[^\\s/?#]{256,}";

	private static final List<Rule> RULES = List.of(
			// user:password@host; the password may contain what it should not
			new Rule("(?<=://)(?:[^\\s/?#]*@|[^\\s/?#:@]*:(?!\\d{1,5}[/?#])[^\\s@]*@)", HIDDEN + "@"),
			new Rule("(?<=://)" + TOO_LONG, HIDDEN),
			// jdbc:oracle:thin:user/password@host
			new Rule("(?i)(jdbc:oracle:[a-z0-9]+:)[^\\s@/]+/[^\\s@]*@", "$1" + HIDDEN + "@"),
			new Rule("(?i)(" + NAME + SEPARATOR + ")" + NO_SECRET + VALUE, "$1" + HIDDEN),
			// --password secret, as in the command line of a program, and as in a list of
			// its arguments
			new Rule("(?i)((?<![^\\s\\[\"',])-[\\w.-]*" + NAME + "(?:,\\s?|\\s+))" + NO_ARGUMENT
					+ "(?:\"[^\"]*\"?|'[^']*'?|[^\\s,\\]]+)", "$1" + HIDDEN),
			new Rule("\\b([Bb]earer|BEARER)\\s+[\\w.~+/=-]{6,}", "$1 " + HIDDEN),
			new Rule("\\b([Bb]asic|BASIC)\\s+(?=\\S*[0-9A-Z=])[A-Za-z0-9+/]{8,}={0,2}", "$1 " + HIDDEN),
			// A JSON web token
			new Rule("\\beyJ[\\w-]{5,}\\.[\\w.-]+", HIDDEN),
			new Rule("(-----BEGIN [A-Z ]*PRIVATE KEY-----).*", "$1 " + HIDDEN));

	private SecretText() {
	}

	/**
	 * Hides secrets.
	 * @param text a short text on one line; the time that this takes grows with the
	 * length
	 * @return the text with {@code ***} in place of each secret
	 */
	static String hide(String text) {
		String hidden = text;
		for (Rule rule : RULES) {
			hidden = rule.pattern().matcher(hidden).replaceAll(rule.replacement());
		}
		return hidden;
	}

	private record Rule(Pattern pattern, String replacement) {

		Rule(String pattern, String replacement) {
			this(Pattern.compile(pattern), replacement);
		}

	}

}
