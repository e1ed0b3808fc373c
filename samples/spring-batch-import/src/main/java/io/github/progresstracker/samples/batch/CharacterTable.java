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

import java.util.concurrent.atomic.AtomicBoolean;

import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ItemWriter;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * The table of characters.
 */
@Component
class CharacterTable implements ItemWriter<UnicodeCharacter> {

	private static final int ROCKET = 0x1F680;

	private final JdbcTemplate jdbc;

	private final AtomicBoolean failing;

	CharacterTable(JdbcTemplate jdbc, @Value("${sample.provoke-failure}") boolean provokeFailure) {
		this.jdbc = jdbc;
		this.failing = new AtomicBoolean(provokeFailure);
	}

	void clear() {
		this.jdbc.execute("truncate table unicode_character");
	}

	@Override
	public void write(Chunk<? extends UnicodeCharacter> characters) {
		this.jdbc.batchUpdate("insert into unicode_character (code_point, name, block) values (?, ?, ?)",
				characters.getItems(), characters.size(), (row, character) -> {
					row.setInt(1, character.codePoint());
					row.setString(2, character.name());
					row.setString(3, character.block());
				});
		boolean rocket = characters.getItems().stream().anyMatch((character) -> character.codePoint() == ROCKET);
		if (rocket && this.failing.compareAndSet(true, false)) {
			throw new RocketExplodedException();
		}
	}

	int count() {
		Integer count = this.jdbc.queryForObject("select count(*) from unicode_character", Integer.class);
		return (count != null) ? count : 0;
	}

}
