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

package io.github.progresstracker.internal.terminal;

import java.util.ArrayList;
import java.util.List;

/**
 * Puts rows of text below one another: the first column begins on the left, the others
 * end on the right. A column without any text is left out.
 */
final class TextTable {

	private static final String GAP = "   ";

	/** A longer cell pushes aside its own row, not all the others. */
	private static final int WIDEST = 40;

	private final List<List<String>> rows = new ArrayList<>();

	private final List<Integer> widths = new ArrayList<>();

	void add(List<String> row) {
		this.rows.add(row);
		for (int column = 0; column < row.size(); column++) {
			if (column == this.widths.size()) {
				this.widths.add(0);
			}
			int width = Math.min(width(row.get(column)), WIDEST);
			this.widths.set(column, Math.max(width, this.widths.get(column)));
		}
	}

	List<String> lines() {
		return this.rows.stream().map(this::line).toList();
	}

	private String line(List<String> row) {
		StringBuilder line = new StringBuilder();
		for (int column = 0; column < row.size(); column++) {
			if (this.widths.get(column) == 0) {
				continue;
			}
			String cell = row.get(column);
			String padding = " ".repeat(Math.max(0, this.widths.get(column) - width(cell)));
			line.append((column == 0) ? cell + padding : GAP + padding + cell);
		}
		return line.toString().stripTrailing();
	}

	private static int width(String cell) {
		return cell.codePointCount(0, cell.length());
	}

}
