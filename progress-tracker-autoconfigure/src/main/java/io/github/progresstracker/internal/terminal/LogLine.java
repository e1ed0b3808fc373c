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

package io.github.progresstracker.internal.terminal;

import java.util.Map;

import org.slf4j.Logger;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * One line of the log: a text for people, and the same as fields for structured logging.
 *
 * @param level the level to log at
 * @param text the line
 * @param fields names and values: texts and numbers
 */
record LogLine(Level level, String text, Map<String, Object> fields) {

	void logTo(Logger logger) {
		LoggingEventBuilder event = logger.atLevel(this.level);
		for (Map.Entry<String, Object> field : this.fields.entrySet()) {
			event = event.addKeyValue(field.getKey(), field.getValue());
		}
		event.log(this.text);
	}

}
