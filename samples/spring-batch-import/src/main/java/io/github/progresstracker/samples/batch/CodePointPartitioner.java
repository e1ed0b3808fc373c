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

package io.github.progresstracker.samples.batch;

import java.util.HashMap;
import java.util.Map;

import org.springframework.batch.core.partition.Partitioner;
import org.springframework.batch.infrastructure.item.ExecutionContext;

/**
 * Splits the first four planes of code points into parts. The planes after them are
 * almost empty, or for private use.
 */
class CodePointPartitioner implements Partitioner {

	static final int CODE_POINTS = 0x40000;

	@Override
	public Map<String, ExecutionContext> partition(int parts) {
		Map<String, ExecutionContext> partitions = new HashMap<>();
		for (int part = 0; part < parts; part++) {
			int first = CODE_POINTS * part / parts;
			int end = CODE_POINTS * (part + 1) / parts;
			partitions.put("part" + part, new ExecutionContext(Map.of("first", first, "count", end - first)));
		}
		return partitions;
	}

}
