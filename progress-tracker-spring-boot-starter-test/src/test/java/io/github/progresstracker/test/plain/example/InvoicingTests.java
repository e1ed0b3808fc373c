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
package io.github.progresstracker.test.plain.example;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

import io.github.progresstracker.simple.SimpleProgressTrackers;
import io.github.progresstracker.test.RecordedReports;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class InvoicingTests {

	private final RecordedReports reports = new RecordedReports();

	private final Invoicing invoicing = new Invoicing(new SimpleProgressTrackers(this.reports));

	@Test
	void eachInvoiceIsSentAndCounted() {
		this.invoicing.sendAll(List.of("one", "two"));
		assertThat(this.invoicing.sent()).containsExactly("one", "two");
		assertThat(this.reports).lastOf("invoices").isCompleted().hasProcessed(2);
	}

	@Test
	void workReturnsItsValue() {
		assertThat(this.invoicing.sum(List.of(3, 4))).isEqualTo(7);
		assertThat(this.reports).lastOf("sum of the invoices").isCompleted().hasProcessed(2);
	}

	@Test
	void workMayThrowCheckedExceptions(@TempDir Path directory) throws IOException {
		Path file = Files.writeString(directory.resolve("invoices.txt"), "one\ntwo\n");
		this.invoicing.sendAll(file);
		assertThat(this.reports).lastOf("invoices").isCompleted().hasProcessed(2);
		assertThatExceptionOfType(NoSuchFileException.class)
			.isThrownBy(() -> this.invoicing.sendAll(directory.resolve("none.txt")));
		assertThat(this.reports).lastOf("invoices").failedWith(NoSuchFileException.class);
	}

}
