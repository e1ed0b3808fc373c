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

package io.github.progresstracker.internal.text;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class NearestNameTests {

	@ParameterizedTest
	@CsvSource({ "heartbeat,heartbeat,0", "hartbeat,heartbeat,1", "heartbeatt,heartbeat,1", "haertbeat,heartbeat,1",
			"heartbaet,heartbeat,1", "heartbit,heartbeat,2", "job,'',3", "'',job,3", "kitten,sitting,3" })
	void eachMistakeCountsOnce(String written, String meant, int mistakes) {
		assertThat(NearestName.distance(written, meant)).isEqualTo(mistakes);
	}

	@Test
	void caseAndOtherCharactersDoNotCount() {
		assertThat(NearestName.distance("SUCCESS_INTERVAL", "success-interval")).isZero();
	}

	@Test
	void theNearestNameIsFound() {
		List<String> names = List.of("success-grace", "success-interval", "max-duration");
		assertThat(NearestName.of("sucess-interval", names)).isEqualTo("success-interval");
		assertThat(NearestName.of("succes-grase", names)).isEqualTo("success-grace");
	}

	@Test
	void aNameThatIsFarFromAllIsNotGuessed() {
		assertThat(NearestName.of("retries", List.of("job", "labels", "max-stages"))).isNull();
		assertThat(NearestName.of("", List.of("job"))).isNull();
		assertThat(NearestName.of("ob", List.of())).isNull();
	}

}
