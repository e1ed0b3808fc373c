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

package io.github.progresstracker.compatibility.slices.example;

import java.util.List;

import io.github.progresstracker.ProgressTracker;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

@Repository
class OrderTable {

	private final JdbcTemplate jdbc;

	private final ProgressTracker tracker;

	OrderTable(JdbcTemplate jdbc, ProgressTracker tracker) {
		this.jdbc = jdbc;
		this.tracker = tracker;
	}

	void insert(List<Integer> amounts) {
		this.tracker.startStage("insert");
		for (Integer amount : this.tracker.track(amounts)) {
			this.jdbc.update("insert into orders (amount) values (?)", amount);
		}
	}

	int count() {
		Integer count = this.jdbc.queryForObject("select count(*) from orders", Integer.class);
		return (count != null) ? count : 0;
	}

}
