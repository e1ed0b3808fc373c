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

package io.github.progresstracker.samples.partitioning;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.stereotype.Component;

/**
 * Stops a worker if its manager dies and cannot do so itself anymore.
 */
@Component
@ConditionalOnProperty("sample.manager")
class LocalWorker {

	LocalWorker(@Value("${sample.manager}") long manager, ConfigurableApplicationContext context) {
		var unused = ProcessHandle.of(manager).map(ProcessHandle::onExit).map((end) -> end.thenRun(context::close));
	}

}
