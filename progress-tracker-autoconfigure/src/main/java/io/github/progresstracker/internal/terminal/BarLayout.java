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
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Lays out bars, one below the other, so that each fits on one line of the terminal. If
 * the line is too short, the least important columns are left out first.
 */
final class BarLayout {

	private static final String GAP = "  ";

	private static final int MAX_BAR_WIDTH = 32;

	private static final int MIN_BAR_WIDTH = 8;

	private static final int MAX_NAME_WIDTH = 30;

	/**
	 * Names are shortened to this width before more than the elapsed time is left out.
	 */
	private static final int MIN_NAME_WIDTH = 14;

	/** Columns that may be left out, the least important first. */
	private static final List<Column> DISPENSABLE = List.of(Column.RATE, Column.COUNT, Column.BAR, Column.LEFT,
			Column.PERCENT);

	/** The same if the count is all that is known about one of the stages. */
	private static final List<Column> DISPENSABLE_BUT_COUNT = List.of(Column.RATE, Column.BAR, Column.LEFT,
			Column.COUNT, Column.PERCENT);

	private static final List<Column> DISPENSABLE_BUT_END = List.of(Column.RATE, Column.BAR, Column.COUNT,
			Column.PERCENT);

	private final BarStyle style;

	private final int width;

	/**
	 * Creates a layout.
	 * @param style how to draw bars
	 * @param columns the number of cells in a line; the last one stays empty because some
	 * terminals begin a new line as soon as it is written to
	 */
	BarLayout(BarStyle style, int columns) {
		this.style = style;
		this.width = Math.max(1, columns - 1);
	}

	/**
	 * Lays out the bars of stages that are open.
	 * @param bars the bars
	 * @return one line for each bar
	 */
	List<String> of(List<BarContent> bars) {
		boolean allHaveTotals = bars.stream().allMatch((bar) -> bar.fraction() != null);
		return of(bars, allHaveTotals ? DISPENSABLE : DISPENSABLE_BUT_COUNT);
	}

	/**
	 * Lays out the bars of stages that have ended. How they ended is never left out.
	 * @param bars the bars
	 * @return one line for each bar
	 */
	List<String> ofEnded(List<BarContent> bars) {
		return of(bars, DISPENSABLE_BUT_END);
	}

	private List<String> of(List<BarContent> bars, List<Column> dispensable) {
		Map<Column, Integer> widths = widths(bars, true);
		if (total(widths) > this.width) {
			widths = widths(bars, false);
		}
		if (total(widths) > this.width) {
			widths.remove(Column.FINISH);
		}
		if (total(widths) > this.width) {
			widths.remove(Column.ELAPSED);
			int missing = Math.max(0, total(widths) - this.width);
			widths.computeIfPresent(Column.NAME,
					(column, widest) -> Math.min(widest, Math.max(MIN_NAME_WIDTH, widest - missing)));
		}
		for (Column column : dispensable) {
			if (total(widths) <= this.width) {
				break;
			}
			widths.remove(column);
		}
		int room = Math.max(0, this.width - total(widths));
		widths.computeIfPresent(Column.BAR, (column, narrowest) -> Math.min(MAX_BAR_WIDTH, narrowest + room));
		Map<Column, Integer> all = widths;
		return bars.stream().map((bar) -> line(bar, all)).toList();
	}

	private Map<Column, Integer> widths(List<BarContent> bars, boolean steady) {
		Map<Column, Integer> widths = new EnumMap<>(Column.class);
		for (Column column : Column.values()) {
			int widest = bars.stream().mapToInt((bar) -> CellWidth.of(text(bar, column))).max().orElse(0);
			if (widest > 0) {
				// Keeps columns in place while a number gains or loses a digit
				widths.put(column, steady ? Math.max(widest, column.usualWidth) : widest);
			}
		}
		if (bars.stream().anyMatch((bar) -> bar.fraction() != null)) {
			widths.put(Column.BAR, MIN_BAR_WIDTH);
		}
		int room = Math.min(MAX_NAME_WIDTH, Math.max(1, this.width / 2));
		widths.computeIfPresent(Column.NAME, (column, widest) -> Math.min(widest, room));
		return widths;
	}

	private static int total(Map<Column, Integer> widths) {
		return widths.values().stream().mapToInt(Integer::intValue).sum() + GAP.length() * (widths.size() - 1);
	}

	private String line(BarContent bar, Map<Column, Integer> widths) {
		List<String> cells = new ArrayList<>();
		widths.forEach((column, columnWidth) -> cells.add(cell(bar, column, columnWidth)));
		return String.join(GAP, cells).stripTrailing();
	}

	private String cell(BarContent bar, Column column, int columnWidth) {
		if (column == Column.BAR) {
			return bar(bar, columnWidth);
		}
		String text = this.style.cut(text(bar, column), columnWidth);
		return (column == Column.NAME) ? CellWidth.alignLeft(text, columnWidth)
				: CellWidth.alignRight(text, columnWidth);
	}

	private String bar(BarContent bar, int columnWidth) {
		Double fraction = bar.fraction();
		Long step = bar.step();
		if (fraction != null) {
			return this.style.draw(fraction, bar.severity(), columnWidth);
		}
		return (step != null) ? this.style.drawUnknown(step, bar.severity(), columnWidth) : " ".repeat(columnWidth);
	}

	private static String text(BarContent bar, Column column) {
		return switch (column) {
			case NAME -> bar.name();
			case PERCENT -> bar.percent();
			case BAR -> "";
			case COUNT -> bar.count();
			case RATE -> bar.rate();
			case ELAPSED -> bar.elapsed();
			case LEFT -> bar.left();
			case FINISH -> bar.finish();
		};
	}

	/** The columns, from left to right. */
	private enum Column {

		NAME(8), PERCENT(5), BAR(0), COUNT(0), RATE(8), ELAPSED(6), LEFT(9), FINISH(0);

		private final int usualWidth;

		Column(int usualWidth) {
			this.usualWidth = usualWidth;
		}

	}

}
