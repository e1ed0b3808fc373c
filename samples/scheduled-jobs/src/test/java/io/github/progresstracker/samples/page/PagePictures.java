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

package io.github.progresstracker.samples.page;

import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.Test;

/**
 * Takes the pictures of the page that the documentation shows. It is not one of the
 * tests, because of its name. Run it after a change of the page:
 *
 * <pre>
 * ./mvnw -q -pl samples/scheduled-jobs -am test -Dtest=PagePictures -Dsurefire.failIfNoSpecifiedTests=false
 * </pre>
 */
class PagePictures {

	private static final Path FOLDER = Path.of(System.getProperty("pictures", "../../docs/images"));

	private final Browser browser = Browser.start();

	@Test
	void takePictures() {
		try (Shop shop = Shop.open().withJobsInEachState()) {
			this.browser.prefer(Map.of("prefers-color-scheme", "light", "prefers-reduced-motion", "reduce"));
			shoot(shop.url(), 1200, 790, "page-jobs.png");
			shoot(shop.url() + "/orders/import", 1200, 1010, "page-job.png");
		}
	}

	private void shoot(String url, int width, int height, String file) {
		this.browser.resize(width, height);
		this.browser.open(url);
		Browser.eventually().until(() -> !this.browser.texts(".badge").isEmpty());
		this.browser.shoot(FOLDER.resolve(file));
	}

}
