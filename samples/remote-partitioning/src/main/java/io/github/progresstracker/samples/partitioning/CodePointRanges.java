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

package io.github.progresstracker.samples.partitioning;

import java.util.HashMap;
import java.util.Map;

import io.github.progresstracker.batch.ExpectedRecords;

import org.springframework.batch.core.partition.Partitioner;
import org.springframework.batch.infrastructure.item.ExecutionContext;

/**
 * Splits the code points, beginning at 0, into ranges of about the same size. Each range
 * says how many code points it has.
 *
 * @param count the number of code points
 */
record CodePointRanges(int count) implements Partitioner {

	@Override
	public Map<String, ExecutionContext> partition(int ranges) {
		Map<String, ExecutionContext> partitions = new HashMap<>();
		for (int range = 0; range < ranges; range++) {
			int first = this.count * range / ranges;
			int last = this.count * (range + 1) / ranges - 1;
			ExecutionContext partition = new ExecutionContext();
			partition.putInt("first", first);
			partition.putInt("last", last);
			partition.putInt(ExpectedRecords.KEY, last - first + 1);
			partitions.put("range" + range, partition);
		}
		return partitions;
	}

}
