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

package io.github.progresstracker.samples.unicode;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/**
 * The table of characters.
 */
@Repository
class CharacterTable {

	private static final String INSERT = """
			insert into unicode_character (code_point, name, category, script, block)
			values (?, ?, ?, ?, ?)""";

	private static final String SELECT_ALL = """
			select code_point, name, category, script, block from unicode_character""";

	private static final String COUNT_BY_CATEGORY = """
			select category, count(*) from unicode_character group by category""";

	private final JdbcTemplate jdbc;

	CharacterTable(JdbcTemplate jdbc) {
		this.jdbc = jdbc;
	}

	/**
	 * Stores all of the characters, or none if that fails.
	 */
	@Transactional
	void insert(List<UnicodeCharacter> characters) {
		this.jdbc.batchUpdate(INSERT, characters, characters.size(), CharacterTable::write);
	}

	/**
	 * Finds all characters. Close the stream after use.
	 */
	Stream<UnicodeCharacter> findAll() {
		return this.jdbc.queryForStream(SELECT_ALL, (row, number) -> read(row));
	}

	Map<String, Long> countByCategory() {
		Map<String, Long> counts = new HashMap<>();
		this.jdbc.query(COUNT_BY_CATEGORY, (row) -> {
			counts.put(row.getString(1), row.getLong(2));
		});
		return counts;
	}

	private static void write(PreparedStatement row, UnicodeCharacter character) throws SQLException {
		row.setInt(1, character.codePoint());
		row.setString(2, character.name());
		row.setString(3, character.category());
		row.setString(4, character.script());
		row.setString(5, character.block());
	}

	private static UnicodeCharacter read(ResultSet row) throws SQLException {
		return new UnicodeCharacter(row.getInt(1), row.getString(2), row.getString(3), row.getString(4),
				row.getString(5));
	}

}
