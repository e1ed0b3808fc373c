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

import java.util.Collection;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * Finds the name that somebody meant who wrote another one. Only letters and digits
 * count, and their case does not.
 */
public final class NearestName {

	private NearestName() {
	}

	/**
	 * Finds the nearest of some names.
	 * @param name the name that was written
	 * @param names the names that exist
	 * @return the one that was probably meant, or {@code null} if none is near
	 */
	public static @Nullable String of(String name, Collection<String> names) {
		String nearest = null;
		for (String other : names) {
			if (isNear(name, other) && (nearest == null || distance(name, other) < distance(name, nearest))) {
				nearest = other;
			}
		}
		return nearest;
	}

	/**
	 * Whether one name may be a misspelling of the other: at most every third character
	 * is wrong.
	 * @param first a name
	 * @param second another name
	 * @return whether the names are alike
	 */
	public static boolean isNear(String first, String second) {
		int shorter = Math.min(uniform(first).length(), uniform(second).length());
		int max = (shorter == 0) ? 0 : Math.max(1, shorter / 3);
		return distance(first, second) <= max;
	}

	/**
	 * Counts the characters that are missing, surplus or different, and the neighbors
	 * that are swapped.
	 * @param first a name
	 * @param second another name
	 * @return the number of mistakes that turn one into the other
	 */
	public static int distance(String first, String second) {
		String from = uniform(first);
		String to = uniform(second);
		int[][] distances = new int[from.length() + 1][to.length() + 1];
		for (int i = 0; i <= from.length(); i++) {
			for (int j = 0; j <= to.length(); j++) {
				distances[i][j] = (i == 0 || j == 0) ? i + j : distance(from, i, to, j, distances);
			}
		}
		return distances[from.length()][to.length()];
	}

	private static int distance(String from, int i, String to, int j, int[][] distances) {
		int same = (from.charAt(i - 1) == to.charAt(j - 1)) ? 0 : 1;
		int distance = Math.min(distances[i - 1][j - 1] + same, Math.min(distances[i - 1][j], distances[i][j - 1]) + 1);
		boolean swapped = i > 1 && j > 1 && from.charAt(i - 1) == to.charAt(j - 2)
				&& from.charAt(i - 2) == to.charAt(j - 1);
		return swapped ? Math.min(distance, distances[i - 2][j - 2] + 1) : distance;
	}

	/**
	 * Reduces a name to what counts.
	 * @param name any name
	 * @return its letters from a to z, in lower case, and its digits
	 */
	public static String uniform(String name) {
		return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
	}

}
