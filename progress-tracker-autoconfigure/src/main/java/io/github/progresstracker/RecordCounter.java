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

import org.jspecify.annotations.Nullable;

/**
 * Counts the records of one stage, or of a run outside its stages.
 * <p>
 * One thread, the owner, has a field that only it writes; everybody else shares a
 * {@link LongAdder}; the count is their sum. The accesses are opaque: with plain ones the
 * compiler may keep the count in a register, and a reporting thread would never see a
 * tight loop move. There is no comparison with a threshold, no clock and no event in
 * here; whoever wants to know looks.
 * <p>
 * A write to the same cache line by another thread makes each count several times slower,
 * and two lines may be fetched as one. So the owned field has 128 bytes on both sides:
 * they keep it from the owner, which every thread reads, and from what lies around this
 * object, such as the {@code LongAdder}s right behind it. The owner is not protected from
 * what lies before this object; that is, as a rule, nothing that counting threads write.
 */
final class RecordCounter extends RecordCounterAfter {

	private static final long UNKNOWN = -1;

	private static final VarHandle OWNER;

	private static final VarHandle OWNED;

	private static final VarHandle EXPECTED;

	static {
		try {
			MethodHandles.Lookup lookup = MethodHandles.lookup();
			OWNER = lookup.findVarHandle(RecordCounterOwner.class, "owner", Thread.class);
			OWNED = lookup.findVarHandle(RecordCounterOwned.class, "owned", long.class);
			EXPECTED = lookup.findVarHandle(RecordCounter.class, "expected", long.class);
		}
		catch (ReflectiveOperationException ex) {
			throw new ExceptionInInitializerError(ex);
		}
	}

	private final JobRun run;

	private final LongAdder shared = new LongAdder();

	private final LongAdder skipped = new LongAdder();

	private volatile long expected = UNKNOWN;

	RecordCounter(JobRun run) {
		this.run = run;
	}

	void inc() {
		if (Thread.currentThread() == (Thread) OWNER.getOpaque(this)) {
			OWNED.setOpaque(this, this.owned + 1);
		}
		else {
			addShared(1);
		}
	}

	void inc(long records) {
		if (records > 0) {
			if (Thread.currentThread() == (Thread) OWNER.getOpaque(this)) {
				OWNED.setOpaque(this, RecordCounts.sum(this.owned, records));
			}
			else {
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

	/**
	 * Gives the fast path to the calling thread.
	 */
	void own() {
		OWNER.setOpaque(this, Thread.currentThread());
	}

	void disown() {
		OWNER.setOpaque(this, null);
	}

	RecordCounts counts() {
		long known = this.expected;
		// First, so that records which are counted and marked meanwhile do not look as if
		// more had been skipped than processed.
		long skippedRecords = RecordCounts.sum(this.skipped.sum(), 0);
		long processed = RecordCounts.sum((long) OWNED.getOpaque(this), this.shared.sum());
		return new RecordCounts(processed, skippedRecords, (known != UNKNOWN) ? known : null);
	}

}

/**
 * The field that every thread reads. Before all padding, as JVMs would move it there from
 * any class below: it fits into the gap that the header of the object leaves.
 */
abstract class RecordCounterOwner {

	/**
	 * Set at most once, and cleared when the run ends, so that later counts take the slow
	 * path, where they are found to be late, and no thread is kept alive.
	 */
	@SuppressWarnings("unused") // accessed through a VarHandle
	@Nullable Thread owner;

}

/** Keeps 128 bytes between the owned field and what lies before it. */
@SuppressWarnings("unused")
abstract class RecordCounterBefore extends RecordCounterOwner {

	private long a0, a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12, a13, a14, a15;

}

/** The field that only the owner writes. */
abstract class RecordCounterOwned extends RecordCounterBefore {

	long owned;

}

/** Keeps 128 bytes between the owned field and what other threads write behind it. */
@SuppressWarnings("unused")
abstract class RecordCounterAfter extends RecordCounterOwned {

	private long b0, b1, b2, b3, b4, b5, b6, b7, b8, b9, b10, b11, b12, b13, b14, b15;

}
