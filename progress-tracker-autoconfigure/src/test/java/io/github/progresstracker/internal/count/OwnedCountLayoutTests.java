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

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests where this JVM puts the fields of a count. That may differ from the order in the
 * source, since fields of a class can fill gaps that its superclasses leave.
 */
class OwnedCountLayoutTests {

	private static final long PADDING = 128;

	@ParameterizedTest
	@ValueSource(classes = { OwnedCount.class, RecordCounter.class })
	void theCountIsFarFromAllOtherFields(Class<?> type) throws ReflectiveOperationException {
		Map<String, Long> others = offsets(type);
		long count = others.remove("count");
		assertThat(count).as("bytes from the front").isGreaterThanOrEqualTo(PADDING);
		assertThat(Collections.max(others.values()) - count).as("bytes to the end").isGreaterThanOrEqualTo(PADDING);
		others.keySet().removeIf((name) -> name.matches("[ab]\\d+"));
		assertThat(others).containsKey("owner")
			.allSatisfy((name, offset) -> assertThat(Math.abs(offset - count)).isGreaterThan(PADDING));
	}

	private static Map<String, Long> offsets(Class<?> counter) throws ReflectiveOperationException {
		Map<String, Long> offsets = new HashMap<>();
		for (Class<?> type = counter; type != Object.class; type = type.getSuperclass()) {
			for (Field field : type.getDeclaredFields()) {
				if (!Modifier.isStatic(field.getModifiers())) {
					offsets.put(field.getName(), offset(field));
				}
			}
		}
		return offsets;
	}

	/** By reflection, since the compiler warns about any use of this class. */
	private static long offset(Field field) throws ReflectiveOperationException {
		Class<?> type = Class.forName("sun.misc.Unsafe");
		Field unsafe = type.getDeclaredField("theUnsafe");
		unsafe.setAccessible(true);
		Method offset = type.getMethod("objectFieldOffset", Field.class);
		return (long) offset.invoke(unsafe.get(null), field);
	}

}
