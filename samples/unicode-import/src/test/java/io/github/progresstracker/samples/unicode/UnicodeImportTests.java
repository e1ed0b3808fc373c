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

import java.util.List;
import java.util.stream.IntStream;

import io.github.progresstracker.JobProgress;
import io.github.progresstracker.ProgressTracker;
import io.github.progresstracker.ProgressTrackers;
import io.github.progresstracker.RecordCounts;
import io.github.progresstracker.StageProgress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabase;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabaseBuilder;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabaseType;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link UnicodeImport}, without an application.
 */
class UnicodeImportTests {

	private static final List<UnicodeCharacter> SOME = "Aß汉🚀".codePoints().mapToObj(UnicodeCharacter::of).toList();

	private final EmbeddedDatabase database = new EmbeddedDatabaseBuilder().setType(EmbeddedDatabaseType.H2)
		.generateUniqueName(true)
		.addScript("schema.sql")
		.build();

	private final JdbcTemplate jdbc = new JdbcTemplate(this.database);

	private final ProgressTracker tracker = ProgressTrackers.create().start("import");

	private final UnicodeImport unicodeImport = new UnicodeImport(this.tracker, new CharacterTable(this.jdbc));

	@AfterEach
	void shutDown() {
		this.database.shutdown();
	}

	@Test
	void allAssignedCodePointsAreStored() {
		this.unicodeImport.run();
		List<Integer> stored = this.jdbc.queryForList("select code_point from unicode_character order by code_point",
				Integer.class);
		List<Integer> assigned = assignedCodePoints();
		assertThat(stored).isEqualTo(assigned);
		JobProgress progress = this.tracker.progress();
		long characters = assigned.size();
		assertThat(progress.stages()).extracting(StageProgress::name).containsExactly("scan", "load", "verify");
		assertThat(progress.stages()).extracting(StageProgress::records)
			.containsExactly(new RecordCounts(0x110000, 0x110000 - characters, 0x110000L),
					new RecordCounts(characters, 0, characters), new RecordCounts(characters, 0, characters));
	}

	@Test
	void aWrongNameIsFound() {
		this.unicodeImport.load(SOME);
		this.jdbc.update("update unicode_character set name = 'ALPHA' where code_point = ?", (int) 'A');
		assertThatIllegalStateException().isThrownBy(() -> this.unicodeImport.verify(SOME))
			.withMessageContaining("ALPHA")
			.withMessageContaining("LATIN CAPITAL LETTER A");
	}

	@Test
	void aMissingCharacterIsFound() {
		this.unicodeImport.load(SOME);
		this.jdbc.update("delete from unicode_character where code_point = ?", (int) 'A');
		assertThatIllegalStateException().isThrownBy(() -> this.unicodeImport.verify(SOME))
			.withMessageContaining("should be {")
			.withMessageContaining("Lu=1");
	}

	private static List<Integer> assignedCodePoints() {
		return IntStream.rangeClosed(0, Character.MAX_CODE_POINT)
			.filter((codePoint) -> Character.getType(codePoint) != Character.UNASSIGNED)
			.boxed()
			.toList();
	}

}
