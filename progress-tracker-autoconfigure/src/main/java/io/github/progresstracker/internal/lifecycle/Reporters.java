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

package io.github.progresstracker.internal.lifecycle;

import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

import io.github.progresstracker.internal.terminal.ProgressLog;
import io.github.progresstracker.internal.terminal.TerminalProgress;
import io.github.progresstracker.internal.text.SafeText;
import io.github.progresstracker.report.ProgressReporter;

/**
 * The reporters of an application.
 *
 * @param all the reporters, in their order
 */
public record Reporters(List<ProgressReporter> all) {

	public static final Reporters NONE = new Reporters(List.of());

	public Reporters {
		all = List.copyOf(all);
	}

	/**
	 * Leaves out the reporters that deliver reports to somewhere else.
	 * @return the reporters that only show progress
	 */
	public Reporters withoutDelivery() {
		List<ProgressReporter> showing = new ArrayList<>();
		for (ProgressReporter reporter : this.all) {
			if (onlyShows(reporter)) {
				showing.add(reporter);
			}
		}
		return new Reporters(showing);
	}

	/**
	 * Whether reports leave the application.
	 * @return whether there is a reporter that does more than show progress
	 */
	public boolean deliver() {
		for (ProgressReporter reporter : this.all) {
			if (!onlyShows(reporter)) {
				return true;
			}
		}
		return false;
	}

	private static boolean onlyShows(ProgressReporter reporter) {
		return reporter instanceof ProgressLog || reporter instanceof TerminalProgress;
	}

	/**
	 * Removes all bars, because the application is about to end. If the terminal is
	 * stopped, this takes less than half a second.
	 */
	void leaveTerminal() {
		for (ProgressReporter reporter : this.all) {
			if (reporter instanceof TerminalProgress terminal) {
				terminal.leave();
			}
		}
	}

	/**
	 * Restores the terminal. To be called when the last report is delivered.
	 */
	void close() {
		for (ProgressReporter reporter : this.all) {
			if (reporter instanceof TerminalProgress terminal) {
				terminal.close();
			}
		}
	}

	/**
	 * Describes where reports are delivered.
	 * @return the destinations, or an empty string if there are none
	 */
	public String destinations() {
		StringJoiner destinations = new StringJoiner(", ");
		for (ProgressReporter reporter : this.all) {
			destinations.add(SafeText.of(reporter.destination()));
		}
		return destinations.toString();
	}

}
