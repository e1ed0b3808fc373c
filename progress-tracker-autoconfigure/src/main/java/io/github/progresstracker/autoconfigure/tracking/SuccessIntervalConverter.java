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

package io.github.progresstracker.autoconfigure.tracking;

import java.time.temporal.ChronoUnit;
import java.util.Set;

import io.github.progresstracker.SuccessInterval;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.convert.DurationStyle;
import org.springframework.core.convert.TypeDescriptor;
import org.springframework.core.convert.converter.GenericConverter;

/**
 * Reads a success interval: a duration, a number of seconds, or {@code off}.
 */
final class SuccessIntervalConverter implements GenericConverter {

	@Override
	public Set<ConvertiblePair> getConvertibleTypes() {
		// YAML turns 3900 into a number, and off into a boolean
		return Set.of(new ConvertiblePair(String.class, SuccessInterval.class),
				new ConvertiblePair(Number.class, SuccessInterval.class),
				new ConvertiblePair(Boolean.class, SuccessInterval.class));
	}

	@Override
	public @Nullable Object convert(@Nullable Object source, TypeDescriptor sourceType, TypeDescriptor targetType) {
		String text = (source != null) ? source.toString().strip() : "";
		if (text.isEmpty()) {
			return null;
		}
		if (text.equalsIgnoreCase("off") || Boolean.FALSE.equals(source)) {
			return SuccessInterval.OFF;
		}
		return SuccessInterval.of(DurationStyle.detectAndParse(text, ChronoUnit.SECONDS));
	}

}
