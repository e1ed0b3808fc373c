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

package io.github.progresstracker.samples.scheduled;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Settles orders. It contains no code for tracking. You still see how long it took, when
 * it last succeeded, and whether it is late.
 */
@Component
class Settlement {

	private static final Logger logger = LoggerFactory.getLogger(Settlement.class);

	@Scheduled(cron = "${settlement.cron}", zone = "Europe/Berlin")
	void run() {
		logger.debug("All orders are settled");
	}

}
