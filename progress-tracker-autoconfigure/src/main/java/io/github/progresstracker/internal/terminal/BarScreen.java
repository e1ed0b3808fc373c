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

import io.github.progresstracker.JobProgress;
import org.jspecify.annotations.Nullable;

/**
 * Shows bars at the bottom of the terminal.
 */
final class BarScreen {

	private static final int MAX_BARS = 20;

	private final StatusArea area;

	private final BarStyle style;

	private final @Nullable TitleProgress title;

	BarScreen(StatusArea area, BarStyle style, @Nullable TitleProgress title) {
		this.area = area;
		this.style = style;
		this.title = title;
	}

	/**
	 * Replaces the bars.
	 * @param ended bars to print above the others, where they stay
	 * @param open the bars of open stages and runs
	 * @param runs the open runs
	 */
	void show(List<BarContent> ended, List<BarContent> open, List<JobProgress> runs) {
		this.area.show((size) -> new BarLayout(this.style, size.columns()).ofEnded(ended), (size) -> lines(open, size),
				(this.title != null) ? this.title.of(runs) : "");
	}

	private List<String> lines(List<BarContent> open, TerminalWindow.Size size) {
		BarLayout layout = new BarLayout(this.style, size.columns());
		int room = Math.max(1, Math.min(MAX_BARS, size.rows() - 2));
		if (open.size() <= room) {
			return layout.of(open);
		}
		List<String> shown = new ArrayList<>(layout.of(open.subList(0, room)));
		shown.add(this.style.cut("and " + (open.size() - room) + " more", Math.max(1, size.columns() - 1)));
		return shown;
	}

	void hide() {
		this.area.hide(noTitle());
	}

	/**
	 * Removes the bars for good.
	 */
	void leave() {
		this.area.leave(noTitle());
	}

	private String noTitle() {
		return (this.title != null) ? this.title.none() : "";
	}

}
