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

package io.github.progresstracker.batch.example;

import java.util.HashMap;
import java.util.Map;

import io.github.progresstracker.batch.ExpectedRecords;

import org.springframework.batch.core.partition.Partitioner;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.jdbc.core.JdbcTemplate;

class OrderPartitioner implements Partitioner, ExpectedRecords {

	private final JdbcTemplate jdbc;

	OrderPartitioner(JdbcTemplate jdbc) {
		this.jdbc = jdbc;
	}

	@Override
	public Map<String, ExecutionContext> partition(int gridSize) {
		Map<String, ExecutionContext> partitions = new HashMap<>();
		for (int part = 0; part < gridSize; part++) {
			partitions.put("part" + part, new ExecutionContext(Map.of("part", part)));
		}
		return partitions;
	}

	@Override
	public long expectedRecords() {
		Long orders = this.jdbc.queryForObject("select count(*) from orders", Long.class);
		return (orders != null) ? orders : -1;
	}

}
