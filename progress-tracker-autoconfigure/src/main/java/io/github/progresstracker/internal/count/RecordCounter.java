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

package io.github.progresstracker.internal.count;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.LongAdder;

import io.github.progresstracker.RecordCounts;
import org.jspecify.annotations.Nullable;

/**
 * Counts the records of one stage, or of a run outside its stages.
 * <p>
 * One thread, the owner, writes to this very object; all others share a
 * {@link LongAdder}; the count is their sum. There is no comparison with a threshold, no
 * clock and no event in here: others look at the count when they need it. The end of the
 * run clears the owner and takes the adder away, so that later counts find neither and
 * ask the run, which knows that they are late.
 */
public final class RecordCounter extends OwnedCount {

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

	private final CountedRun run;

	private final LongAdder others = new LongAdder();

	/** The same, while the run is open. */
	private volatile @Nullable LongAdder openToOthers;

	private final LongAdder skipped = new LongAdder();

	private volatile long expected = UNKNOWN;

	/**
	 * Creates a counter that belongs to nobody yet.
	 * @param run the run that it counts for
	 */
	public RecordCounter(CountedRun run) {
		this.run = run;
	}

	/**
	 * Lets all threads count. The calling thread becomes the owner.
	 */
	public void open() {
		own();
		this.openToOthers = this.others;
	}

	/**
	 * Counts one record.
	 */
	public void inc() {
		if (!incIfOwned()) {
			addShared(1);
		}
	}

	/**
	 * Counts records.
	 * @param records number of records; a negative number is ignored with a warning
	 */
	public void inc(long records) {
		if (records > 0) {
			if (!addIfOwned(records)) {
				addShared(records);
			}
		}
		else if (records < 0) {
			this.run.ignoreNegative("count", records);
		}
	}

	private void addShared(long records) {
		LongAdder open = this.openToOthers;
		if (open != null) {
			open.add(records);
		}
		else if (this.run.accepts("records were counted")) {
			this.others.add(records);
		}
	}

	/**
	 * Marks records as skipped.
	 * @param records number of records; a negative number is ignored with a warning
	 */
	public void markSkipped(long records) {
		if (records > 0) {
			if (this.run.accepts("records were marked as skipped")) {
				this.skipped.add(records);
			}
		}
		else if (records < 0) {
			this.run.ignoreNegative("number of skipped records", records);
		}
	}

	/**
	 * Sets how many records are expected.
	 * @param records number of records; a negative number is ignored with a warning
	 */
	public void expect(long records) {
		if (records < 0) {
			this.run.ignoreNegative("expected number of records", records);
		}
		else if (this.run.accepts("a number of records was expected")) {
			this.expected = records;
		}
	}

	/**
	 * Takes over a size that became known. What the job itself says is not replaced, even
	 * if it says so at the same time.
	 * @param records number of records; unknown if negative
	 */
	void expectIfUnknown(long records) {
		if (records >= 0 && !this.run.hasEnded()) {
			EXPECTED.compareAndSet(this, UNKNOWN, records);
		}
	}

	/**
	 * Releases ownership, and lets nobody count any more. No thread is kept alive.
	 */
	public void close() {
		disown();
		this.openToOthers = null;
	}

	/**
	 * Reads the counts.
	 * @return the numbers of records so far
	 */
	public RecordCounts counts() {
		long known = this.expected;
		// First, so that records which are counted and marked meanwhile do not look as if
		// more had been skipped than processed.
		long skippedRecords = RecordCounts.sum(this.skipped.sum(), 0);
		long processed = RecordCounts.sum(count(), RecordCounts.sum(this.others.sum(), 0));
		return new RecordCounts(processed, skippedRecords, (known != UNKNOWN) ? known : null);
	}

}
