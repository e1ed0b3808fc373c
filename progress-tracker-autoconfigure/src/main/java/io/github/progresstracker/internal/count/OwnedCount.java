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
 * A count that one thread, its owner, writes and that any thread may read.
 * <p>
 * The accesses are opaque. With plain accesses the compiler may keep the count in a
 * register, and other threads would never see it change during a tight loop.
 * <p>
 * Each count gets several times slower if other threads write to the same cache line, and
 * processors may fetch two lines at once. So there are 128 bytes of padding on both sides
 * of the count, which separate it from the reference to the owner, which every thread
 * reads, and from neighboring objects. The reference itself is not separated from the
 * object before this one, but counting threads rarely write there.
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
	 * Adds one, but only if the calling thread is the owner.
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
	 * Adds a number, but only if the calling thread is the owner.
	 * @param number a number that is not negative
	 * @return whether the calling thread is the owner
	 */
	final boolean addIfOwned(long number) {
		if (Thread.currentThread() == (Thread) OWNER.getOpaque(this)) {
			COUNT.setOpaque(this, RecordCounts.sum(this.count, number));
			return true;
		}
		return false;
	}

	/**
	 * Makes the calling thread the owner. There must not have been another owner before.
	 */
	final void own() {
		OWNER.setOpaque(this, Thread.currentThread());
	}

	/**
	 * Releases ownership, so that the thread can be garbage-collected.
	 */
	final void disown() {
		OWNER.setVolatile(this, null);
	}

	final long count() {
		return (long) COUNT.getOpaque(this);
	}

}

/**
 * The field that every thread reads. It precedes the padding because JVMs would move it
 * there anyway, into the gap after the object header.
 */
abstract class OwnedCountOwner {

	@SuppressWarnings("unused") // accessed through a VarHandle
	@Nullable Thread owner;

}

/** 128 bytes of padding before the count. */
@SuppressWarnings("unused")
abstract class OwnedCountBefore extends OwnedCountOwner {

	private long a0, a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12, a13, a14, a15;

}

/** The field that only the owner writes. */
abstract class OwnedCountNumber extends OwnedCountBefore {

	long count;

}

/** 128 bytes of padding after the count. */
@SuppressWarnings("unused")
abstract class OwnedCountAfter extends OwnedCountNumber {

	private long b0, b1, b2, b3, b4, b5, b6, b7, b8, b9, b10, b11, b12, b13, b14, b15;

}
