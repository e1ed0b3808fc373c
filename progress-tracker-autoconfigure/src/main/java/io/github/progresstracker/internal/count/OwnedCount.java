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

import io.github.progresstracker.RecordCounts;
import org.jspecify.annotations.Nullable;

/**
 * A count that only one thread, its owner, writes, and everybody reads.
 * <p>
 * The accesses are opaque: with plain ones the compiler may keep the count in a register,
 * and a reporting thread would never see a tight loop move.
 * <p>
 * A write to the same cache line by another thread makes each count several times slower,
 * and two lines may be fetched as one. So the count has 128 bytes on both sides: they
 * keep it from the owner, which every thread reads, and from what lies around this
 * object. The owner is not protected from what lies before this object; that is, as a
 * rule, nothing that counting threads write.
 */
class OwnedCount extends OwnedCountAfter {

	private static final VarHandle OWNER;

	private static final VarHandle COUNT;

	static {
		try {
			MethodHandles.Lookup lookup = MethodHandles.lookup();
			OWNER = lookup.findVarHandle(OwnedCountOwner.class, "owner", Thread.class);
			COUNT = lookup.findVarHandle(OwnedCountNumber.class, "count", long.class);
		}
		catch (ReflectiveOperationException ex) {
			throw new ExceptionInInitializerError(ex);
		}
	}

	/**
	 * Adds one if the calling thread is the owner.
	 * @return whether it is
	 */
	final boolean incIfOwned() {
		if (Thread.currentThread() == (Thread) OWNER.getOpaque(this)) {
			COUNT.setOpaque(this, this.count + 1);
			return true;
		}
		return false;
	}

	/**
	 * Adds a number if the calling thread is the owner.
	 * @param number not negative
	 * @return whether it is
	 */
	final boolean addIfOwned(long number) {
		if (Thread.currentThread() == (Thread) OWNER.getOpaque(this)) {
			COUNT.setOpaque(this, RecordCounts.sum(this.count, number));
			return true;
		}
		return false;
	}

	/**
	 * Makes the calling thread the owner. There must have been none before.
	 */
	final void own() {
		OWNER.setOpaque(this, Thread.currentThread());
	}

	/**
	 * Releases ownership. The thread can be collected.
	 */
	final void disown() {
		OWNER.setVolatile(this, null);
	}

	final long count() {
		return (long) COUNT.getOpaque(this);
	}

}

/**
 * The field that every thread reads. Before all padding, as JVMs would move it there from
 * any class below: it fits into the gap that the header of the object leaves.
 */
abstract class OwnedCountOwner {

	@SuppressWarnings("unused") // accessed through a VarHandle
	@Nullable Thread owner;

}

/** Keeps 128 bytes between the count and what lies before it. */
@SuppressWarnings("unused")
abstract class OwnedCountBefore extends OwnedCountOwner {

	private long a0, a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12, a13, a14, a15;

}

/** The field that only the owner writes. */
abstract class OwnedCountNumber extends OwnedCountBefore {

	long count;

}

/** Keeps 128 bytes between the count and what other threads write behind it. */
@SuppressWarnings("unused")
abstract class OwnedCountAfter extends OwnedCountNumber {

	private long b0, b1, b2, b3, b4, b5, b6, b7, b8, b9, b10, b11, b12, b13, b14, b15;

}
