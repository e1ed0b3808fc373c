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

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;

import org.jspecify.annotations.Nullable;

/**
 * A count that many threads write. Each claims a cell of its own, whose writes are as
 * cheap as those to a field; the cell of a thread that has ended goes to the next one
 * that comes to its place. Threads whose place is taken share a {@link LongAdder}.
 */
final class SharedCount {

	/** The threads of a pool have consecutive ids: as many find a cell of their own. */
	private static final int PLACES = 64;

	private final LongAdder others = new LongAdder();

	/** Absent until somebody counts here, as most stages have one thread, the owner. */
	private volatile @Nullable AtomicReferenceArray<@Nullable OwnedCount> cells;

	private volatile boolean released;

	/**
	 * Adds one if the calling thread has a cell.
	 * @return whether it has
	 */
	boolean incIfClaimed() {
		OwnedCount cell = cell();
		return cell != null && cell.incIfOwned();
	}

	/**
	 * Adds a number if the calling thread has a cell.
	 * @param number not negative
	 * @return whether it has
	 */
	boolean addIfClaimed(long number) {
		OwnedCount cell = cell();
		return cell != null && cell.addIfOwned(number);
	}

	/** The one at the place of the calling thread, which may be another's. */
	private @Nullable OwnedCount cell() {
		AtomicReferenceArray<@Nullable OwnedCount> claimed = this.cells;
		return (claimed != null) ? claimed.getAcquire(place()) : null;
	}

	/**
	 * Adds a number, with a cell for the calling thread if there is one to be had.
	 * @param number not negative
	 */
	void add(long number) {
		OwnedCount cell = claim();
		if (cell == null || !cell.addIfOwned(number)) {
			this.others.add(number);
		}
		if (cell != null && this.released) {
			// By another thread, which may not have seen that this cell was claimed.
			cell.disown();
		}
	}

	private @Nullable OwnedCount claim() {
		AtomicReferenceArray<@Nullable OwnedCount> claimed = this.cells;
		AtomicReferenceArray<@Nullable OwnedCount> all = (claimed != null) ? claimed : places();
		int place = place();
		OwnedCount cell = all.get(place);
		if (cell != null) {
			return cell.inherit() ? cell : null;
		}
		cell = new OwnedCount();
		cell.own();
		return all.compareAndSet(place, null, cell) ? cell : null;
	}

	private static int place() {
		return (int) Thread.currentThread().getId() & (PLACES - 1);
	}

	private synchronized AtomicReferenceArray<@Nullable OwnedCount> places() {
		AtomicReferenceArray<@Nullable OwnedCount> all = this.cells;
		if (all == null) {
			all = new AtomicReferenceArray<>(PLACES);
			this.cells = all;
		}
		return all;
	}

	/**
	 * From now on no thread has a cell, and none is kept from being collected. What was
	 * counted stays.
	 */
	void release() {
		this.released = true;
		AtomicReferenceArray<@Nullable OwnedCount> claimed = this.cells;
		for (int place = 0; claimed != null && place < PLACES; place++) {
			OwnedCount cell = claimed.get(place);
			if (cell != null) {
				cell.disown();
			}
		}
	}

	long sum() {
		long sum = RecordCounts.sum(this.others.sum(), 0);
		AtomicReferenceArray<@Nullable OwnedCount> claimed = this.cells;
		for (int place = 0; claimed != null && place < PLACES; place++) {
			OwnedCount cell = claimed.getAcquire(place);
			if (cell != null) {
				sum = RecordCounts.sum(sum, cell.count());
			}
		}
		return sum;
	}

}
