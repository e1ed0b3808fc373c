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
 * Counts the records of one stage, or those of a run that belong to no stage.
 * <p>
 * One thread, the owner, counts in a field of this object. All others share a
 * {@link LongAdder}. The result is the sum of both. Counting compares nothing with a
 * threshold, reads no clock and triggers no event; whoever needs the count reads it. The
 * end of the run clears the owner and hides the adder, so that later counts find neither
 * and ask the run, which drops them with a warning. A count that another thread has
 * started by then may still be added.
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

	/** The same adder while the run is open; {@code null} before and after. */
	private volatile @Nullable LongAdder openToOthers;

	private final LongAdder skipped = new LongAdder();

	private volatile long expected = UNKNOWN;

	/**
	 * Creates a counter without an owner.
	 * @param run the run that it counts for
	 */
	public RecordCounter(CountedRun run) {
		this.run = run;
	}

	/**
	 * Makes the calling thread the owner and lets all threads count.
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
	 * Counts several records.
	 * @param records the number of records; a negative number is ignored with a warning
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
	 * @param records the number of records; a negative number is ignored with a warning
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
	 * Sets the total number of records expected by the end.
	 * @param records the number of records; a negative number is ignored with a warning
	 */
	public void expect(long records) {
		if (records < 0) {
			this.run.ignoreNegative("expected number of records", records);
		}
		else if (this.run.accepts("expect() was called")) {
			this.expected = records;
		}
	}

	/**
	 * Uses the size of a collection or stream as the expected total. This never replaces
	 * a total that the job sets itself, not even at the same time.
	 * @param records the number of records; unknown if negative
	 */
	void expectIfUnknown(long records) {
		if (records >= 0 && !this.run.hasEnded()) {
			EXPECTED.compareAndSet(this, UNKNOWN, records);
		}
	}

	/**
	 * Ends counting and releases ownership, so that no thread is kept alive.
	 */
	public void close() {
		disown();
		this.openToOthers = null;
	}

	/**
	 * Reads the counts.
	 * @return the record counts so far
	 */
	public RecordCounts counts() {
		long known = this.expected;
		// Read this first. Otherwise, records that are counted and marked in between
		// would
		// make more records skipped than processed.
		long skippedRecords = RecordCounts.sum(this.skipped.sum(), 0);
		long processed = RecordCounts.sum(count(), RecordCounts.sum(this.others.sum(), 0));
		return new RecordCounts(processed, skippedRecords, (known != UNKNOWN) ? known : null);
	}

}
