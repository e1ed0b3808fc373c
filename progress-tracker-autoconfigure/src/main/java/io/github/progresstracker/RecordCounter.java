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

package io.github.progresstracker;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts the records of one stage, or of a run outside its stages.
 * <p>
 * One thread, the owner, writes to this very object; everybody else to a
 * {@link SharedCount}; the count is their sum. There is no comparison with a threshold,
 * no clock and no event in here; whoever wants to know looks. The owner is set at most
 * once, and cleared when the run ends, so that later counts take the slow path, where
 * they are found to be late.
 */
final class RecordCounter extends OwnedCount {

	private static final long UNKNOWN = -1;

	private static final VarHandle EXPECTED;

	static {
		try {
			EXPECTED = MethodHandles.lookup().findVarHandle(RecordCounter.class, "expected", long.class);
		}
		catch (ReflectiveOperationException ex) {
			throw new ExceptionInInitializerError(ex);
		}
	}

	private final JobRun run;

	private final SharedCount shared = new SharedCount();

	private final LongAdder skipped = new LongAdder();

	private volatile long expected = UNKNOWN;

	RecordCounter(JobRun run) {
		this.run = run;
	}

	void inc() {
		if (!incIfOwned() && !this.shared.incIfClaimed()) {
			addShared(1);
		}
	}

	void inc(long records) {
		if (records > 0) {
			if (!addIfOwned(records) && !this.shared.addIfClaimed(records)) {
				addShared(records);
			}
		}
		else if (records < 0) {
			this.run.ignoreNegative("count", records);
		}
	}

	private void addShared(long records) {
		if (this.run.accepts("records were counted")) {
			this.shared.add(records);
		}
	}

	void markSkipped(long records) {
		if (records > 0) {
			if (this.run.accepts("records were marked as skipped")) {
				this.skipped.add(records);
			}
		}
		else if (records < 0) {
			this.run.ignoreNegative("number of skipped records", records);
		}
	}

	void expect(long records) {
		if (records < 0) {
			this.run.ignoreNegative("expected number of records", records);
		}
		else if (this.run.accepts("a number of records was expected")) {
			this.expected = records;
		}
	}

	/**
	 * Takes over a size that came to be known. What the job says itself is not replaced,
	 * also if it says so at the same time.
	 * @param records number of records; unknown if negative
	 */
	void expectIfUnknown(long records) {
		if (records >= 0 && !this.run.hasEnded()) {
			EXPECTED.compareAndSet(this, UNKNOWN, records);
		}
	}

	/** No thread's count any more. */
	void release() {
		disown();
		this.shared.release();
	}

	RecordCounts counts() {
		long known = this.expected;
		// First, so that records which are counted and marked meanwhile do not look as if
		// more had been skipped than processed.
		long skippedRecords = RecordCounts.sum(this.skipped.sum(), 0);
		long processed = RecordCounts.sum(count(), this.shared.sum());
		return new RecordCounts(processed, skippedRecords, (known != UNKNOWN) ? known : null);
	}

}
