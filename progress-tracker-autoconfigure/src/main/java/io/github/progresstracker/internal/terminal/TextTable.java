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
 * Aligns rows of text in columns: the first to the left, the others to the right. Leaves
 * out columns without text.
 */
final class TextTable {

	private static final String GAP = "   ";

	/** A wider cell shifts the rest of its own row, not the other rows. */
	private static final int MAX_COLUMN_WIDTH = 40;

	private final List<List<String>> rows = new ArrayList<>();

	private final List<Integer> widths = new ArrayList<>();

	void add(List<String> row) {
		this.rows.add(row);
		for (int column = 0; column < row.size(); column++) {
			if (column == this.widths.size()) {
				this.widths.add(0);
			}
			int width = Math.min(CellWidth.of(row.get(column)), MAX_COLUMN_WIDTH);
			this.widths.set(column, Math.max(width, this.widths.get(column)));
		}
	}

	List<String> lines() {
		return this.rows.stream().map(this::line).toList();
	}

	private String line(List<String> row) {
		StringBuilder line = new StringBuilder();
		for (int column = 0; column < row.size(); column++) {
			int width = this.widths.get(column);
			if (width > 0) {
				String cell = row.get(column);
				line.append((column == 0) ? CellWidth.alignLeft(cell, width) : GAP + CellWidth.alignRight(cell, width));
			}
		}
		return line.toString().stripTrailing();
	}

}
