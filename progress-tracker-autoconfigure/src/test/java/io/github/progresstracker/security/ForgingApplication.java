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

package io.github.progresstracker.security;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import io.github.progresstracker.JobProgress;
import io.github.progresstracker.ProgressTracker;
import io.github.progresstracker.ProgressTrackers;
import io.github.progresstracker.report.ProgressReporter;
import io.github.progresstracker.spi.ProgressSource;
import io.github.progresstracker.spi.RunListener;
import io.github.progresstracker.spi.TimeSource;

import org.springframework.asm.ClassWriter;
import org.springframework.asm.MethodVisitor;
import org.springframework.asm.Opcodes;
import org.springframework.boot.CommandLineRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;

/**
 * An application in which everything that can have a name is called {@link #FORGERY} and
 * in which as much as possible goes wrong. Waits for a byte of input while its job runs.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class ForgingApplication {

	/** Forges lines and controls a terminal. The first word is harmless. */
	static final String FORGERY = "grün\nFORGED\r\u001b[31m\u001b]0;title\u0007\u009b31m\u0085FORGED\u2028\u2029\u202e\u2066\u200b\ufeff";

	private final AtomicLong elapsed = new AtomicLong();

	public static void main(String[] args) {
		SpringApplication.run(ForgingApplication.class, args).close();
		SpringApplication wrong = new SpringApplication(ForgingApplication.class);
		wrong.setDefaultProperties(Map.of("progress.tracker.labels[" + FORGERY + "]", FORGERY));
		try {
			wrong.run(args);
		}
		catch (RuntimeException ex) {
			System.out.println("REFUSED");
		}
	}

	@Bean
	TimeSource timeSource() {
		return new TimeSource() {

			@Override
			public Instant now() {
				return Instant.now();
			}

			@Override
			public long nanoTime() {
				return System.nanoTime() + ForgingApplication.this.elapsed.get();
			}

		};
	}

	@Bean
	ProgressReporter forgingReporter() {
		return new ProgressReporter() {

			@Override
			public void report(JobProgress progress) throws IOException {
				throw new IOException(FORGERY, new IllegalStateException(FORGERY));
			}

			@Override
			public String destination() {
				return FORGERY;
			}

		};
	}

	@Bean
	RunListener forgingListener() {
		return new RunListener() {

			@Override
			public void runEnded(ProgressSource run) {
				throw new IllegalStateException(FORGERY);
			}

		};
	}

	@Bean
	CommandLineRunner job(ProgressTracker tracker, ProgressTrackers trackers) {
		return (args) -> {
			tracker.startStage(FORGERY + 1, 10);
			tracker.inc(4);
			this.elapsed.addAndGet(TimeUnit.SECONDS.toNanos(5));
			tracker.startStage(FORGERY + 2);
			var unused = System.in.read();
			tracker.startStage(FORGERY + 3);
			tracker.inc(-1);
			failTwice(trackers);
			trackers.start(FORGERY);
			trackers.start(FORGERY);
			tracker.fail(forgedException());
			tracker.startStage(FORGERY);
		};
	}

	private static void failTwice(ProgressTrackers trackers) {
		try {
			trackers.run(FORGERY + " fails", (tracker) -> {
				tracker.startStage(FORGERY);
				throw forgedException();
			});
		}
		catch (RuntimeException ex) {
			// Expected
		}
		try {
			trackers.run(FORGERY + " completes", (tracker) -> {
				tracker.complete();
				throw forgedException();
			});
		}
		catch (RuntimeException ex) {
			// Expected
		}
	}

	/** Creates a class with a name that Java does not allow but other languages may. */
	private static RuntimeException forgedException() {
		String name = ForgingApplication.class.getPackageName().replace('.', '/') + "/Ex\nFORGED\u001b\u202e"
				+ System.nanoTime();
		ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
		writer.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, name, null, "java/lang/RuntimeException", null);
		MethodVisitor constructor = writer.visitMethod(Opcodes.ACC_PUBLIC, "<init>", "()V", null, null);
		constructor.visitVarInsn(Opcodes.ALOAD, 0);
		constructor.visitMethodInsn(Opcodes.INVOKESPECIAL, "java/lang/RuntimeException", "<init>", "()V", false);
		constructor.visitInsn(Opcodes.RETURN);
		constructor.visitMaxs(0, 0);
		writer.visitEnd();
		try {
			return (RuntimeException) MethodHandles.lookup()
				.defineClass(writer.toByteArray())
				.getDeclaredConstructor()
				.newInstance();
		}
		catch (ReflectiveOperationException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
