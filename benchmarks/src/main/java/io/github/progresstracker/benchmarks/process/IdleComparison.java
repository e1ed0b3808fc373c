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

package io.github.progresstracker.benchmarks.process;

import java.io.IOException;
import java.util.List;

import io.github.progresstracker.benchmarks.application.IdleJob;

/**
 * How often an idle job wakes up the processor.
 */
final class IdleComparison implements Comparison {

	private static final int HEARTBEAT_SECONDS = 15;

	@Override
	public String name() {
		return "idle";
	}

	@Override
	public String title() {
		return "A job that waits for something else";
	}

	@Override
	public int rounds() {
		return 3;
	}

	@Override
	public List<Group> groups(Setting setting) throws IOException {
		JavaApplication without = application(setting, Libraries.withoutStarter());
		JavaApplication with = application(setting, Libraries.withStarter())
			.with("--progress.tracker.pushgateway.url=" + setting.gateway());
		JavaApplication withExport = without.with(BootExport.to(setting.gateway()))
			.with(BootExport.pushEach(HEARTBEAT_SECONDS));
		Variant none = new Variant("without the starter", without::run);
		Variant starter = new Variant("starter", with::run);
		Variant export = new Variant("Spring Boot's export, a push every 15 s", withExport::run);
		return List.of(new Group("", setting.either(List.of(none, starter, export), List.of(starter))));
	}

	private static JavaApplication application(Setting setting, Libraries... libraries) {
		return setting.application(IdleJob.class, libraries).with(setting.either(5, 0), setting.either(30, 1));
	}

}
