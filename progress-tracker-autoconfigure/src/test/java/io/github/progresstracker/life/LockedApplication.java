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

package io.github.progresstracker.life;

import java.io.IOException;

import io.github.progresstracker.ProgressTracker;
import io.github.progresstracker.ProgressTrackers;
import net.javacrumbs.shedlock.core.LockConfiguration;
import net.javacrumbs.shedlock.core.LockProvider;
import net.javacrumbs.shedlock.core.LockingTaskExecutorListener;
import net.javacrumbs.shedlock.provider.jdbctemplate.JdbcTemplateLockProvider;
import net.javacrumbs.shedlock.spring.annotation.EnableSchedulerLock;
import net.javacrumbs.shedlock.spring.annotation.SchedulerLock;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * An application that is to run in several instances. A lock in a database that they
 * share lets one of them execute the scheduled method, which takes until a line is read.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@EnableScheduling
@EnableSchedulerLock(defaultLockAtMostFor = "PT1H")
public class LockedApplication {

	public static void main(String[] args) {
		SpringApplication.run(LockedApplication.class, args);
	}

	@Bean
	LockProvider lockProvider(@Value("${lock.database}") String database) {
		JdbcTemplate jdbc = new JdbcTemplate(new DriverManagerDataSource(database));
		jdbc.execute("CREATE TABLE IF NOT EXISTS shedlock (name VARCHAR(64) PRIMARY KEY, lock_until TIMESTAMP,"
				+ " locked_at TIMESTAMP, locked_by VARCHAR(255))");
		return new JdbcTemplateLockProvider(jdbc);
	}

	/** A user's own listener, which still has to be called. */
	@Bean
	LockingTaskExecutorListener lockListener() {
		return new LockingTaskExecutorListener() {

			private int skipped;

			@Override
			public void onLockNotAcquired(LockConfiguration lock) {
				System.out.println("SKIPPED " + ++this.skipped);
			}

		};
	}

	@Bean
	Nightly nightly(ProgressTrackers trackers) {
		return new Nightly(trackers);
	}

	static class Nightly {

		private final ProgressTrackers trackers;

		Nightly(ProgressTrackers trackers) {
			this.trackers = trackers;
		}

		@Scheduled(fixedDelay = 100)
		@SchedulerLock(name = "nightly", lockAtLeastFor = "PT1H")
		public void run() throws IOException {
			ProgressTracker tracker = this.trackers.current();
			tracker.inc(7);
			System.out.println("WORKS");
			System.in.read();
		}

	}

}
