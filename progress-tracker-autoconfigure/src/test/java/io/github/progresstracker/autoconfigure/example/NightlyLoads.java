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
package io.github.progresstracker.autoconfigure.example;

import io.github.progresstracker.ProgressTrackers;
import net.javacrumbs.shedlock.spring.annotation.SchedulerLock;

import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * As in docs/scheduled-jobs.md.
 */
class NightlyLoads {

	/**
	 * One instance gets the lock.
	 */
	static class Locked {

		@Scheduled(cron = "0 30 2 * * *")
		@SchedulerLock(name = "nightly", lockAtMostFor = "2h")
		public void load() {
		}

	}

	/**
	 * One instance is the leader.
	 */
	static class Led {

		private final ProgressTrackers trackers;

		private final Leader leader;

		Led(ProgressTrackers trackers, Leader leader) {
			this.trackers = trackers;
			this.leader = leader;
		}

		@Scheduled(cron = "0 30 2 * * *")
		void load() {
			if (!this.leader.isLeader()) {
				this.trackers.current().discard();
				return;
			}
			this.trackers.current().inc();
		}

	}

	/**
	 * The work goes on after the return.
	 */
	static class Detached {

		private final ProgressTrackers trackers;

		Detached(ProgressTrackers trackers) {
			this.trackers = trackers;
		}

		@Async
		@Scheduled(cron = "0 30 2 * * *")
		public void load() {
			this.trackers.run("nightly", (tracker) -> {
				tracker.inc();
			});
		}

	}

	interface Leader {

		boolean isLeader();

	}

}
