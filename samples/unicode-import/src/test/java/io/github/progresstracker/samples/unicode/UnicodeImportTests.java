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

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.github.progresstracker.ProgressTracker;
import io.github.progresstracker.ProgressTrackers;
import io.github.progresstracker.simple.SimpleProgressTrackers;
import io.github.progresstracker.test.RecordedReports;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabase;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabaseBuilder;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabaseType;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link UnicodeImport} without an application.
 */
class UnicodeImportTests {

	private static final List<UnicodeCharacter> SOME = "Aß汉🚀".codePoints().mapToObj(UnicodeCharacter::of).toList();

	private final EmbeddedDatabase database = new EmbeddedDatabaseBuilder().setType(EmbeddedDatabaseType.H2)
		.generateUniqueName(true)
		.addScript("schema.sql")
		.build();

	private final JdbcTemplate jdbc = new JdbcTemplate(this.database);

	private final RecordedReports reports = new RecordedReports();

	private final ProgressTrackers trackers = new SimpleProgressTrackers(this.reports);

	@AfterEach
	void shutDown() {
		this.database.shutdown();
	}

	@Test
	void loadedCharactersAreVerified() {
		loadAndVerifyAfter("update unicode_character set name = name");
		assertThat(this.reports).lastOf("import")
			.isCompleted()
			.hasStages("load", "verify")
			.hasProcessed("load", 4)
			.hasProcessed("verify", 4);
	}

	@Test
	void aWrongNameFailsTheVerification() {
		assertThatIllegalStateException()
			.isThrownBy(() -> loadAndVerifyAfter("update unicode_character set name = 'ALPHA' where name like '%A'"))
			.withMessageContaining("ALPHA")
			.withMessageContaining("LATIN CAPITAL LETTER A");
		assertThat(this.reports).lastOf("import")
			.failedWith(IllegalStateException.class)
			.failedIn("verify")
			.hasProcessed("load", 4);
	}

	@Test
	void aMissingCharacterFailsTheVerification() {
		assertThatIllegalStateException()
			.isThrownBy(() -> loadAndVerifyAfter("delete from unicode_character where name like '%A'"))
			.withMessageContaining("but should be {")
			.withMessageContaining("Lu=1");
		assertThat(this.reports).lastOf("import").failedIn("verify").hasExpected("verify", 4).hasProcessed("verify", 3);
	}

	@Test
	void anImportThatIsStoppedEndsQuietlyBeforeTheDatabaseIsClosed() {
		try (ProgressTracker tracker = this.trackers.start("import")) {
			UnicodeImport unicodeImport = new UnicodeImport(tracker, new CharacterTable(this.jdbc));
			CompletableFuture<Void> running = CompletableFuture.runAsync(unicodeImport::run);
			Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> stored() > 0);
			unicodeImport.stop();
			this.database.shutdown();
			assertThat(running).succeedsWithin(Duration.ofSeconds(30));
		}
		assertThat(this.reports).lastOf("import").isInterrupted();
	}

	private int stored() {
		Integer stored = this.jdbc.queryForObject("select count(*) from unicode_character", Integer.class);
		return (stored != null) ? stored : 0;
	}

	private void loadAndVerifyAfter(String change) {
		this.trackers.run("import", (tracker) -> {
			UnicodeImport unicodeImport = new UnicodeImport(tracker, new CharacterTable(this.jdbc));
			unicodeImport.load(SOME);
			this.jdbc.update(change);
			unicodeImport.verify(SOME);
		});
	}

}
