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

import java.util.function.Consumer;

/**
 * Counts an element once the action on it has returned.
 *
 * @param <T> the type of the elements
 */
record CountingConsumer<T>(Consumer<? super T> action, RecordCounter counter) implements Consumer<T> {

	@Override
	public void accept(T element) {
		this.action.accept(element);
		this.counter.inc();
	}

}
