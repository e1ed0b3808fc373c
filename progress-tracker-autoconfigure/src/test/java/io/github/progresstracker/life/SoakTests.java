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

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import io.github.progresstracker.testing.Exposition;
import io.github.progresstracker.testing.FaultProxy;
import io.github.progresstracker.testing.JavaProcess;
import io.github.progresstracker.testing.ProxyFault;
import io.github.progresstracker.testing.RealPushgateway;
import io.github.progresstracker.testing.UsesServers;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import org.springframework.boot.convert.DurationStyle;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Lets many threads count while everything that can go wrong between the job and the
 * gateway does so at random. In the end nothing must be missing, and memory and threads
 * must not have grown. Takes ten seconds unless the system property {@code soak.duration}
 * says otherwise; {@code soak.seed} repeats the faults of an earlier test run.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@UsesServers
class SoakTests {

	private static final Duration DURATION = DurationStyle.detectAndParse(System.getProperty("soak.duration", "10s"));

	private static final long SEED = Long.getLong("soak.seed", System.nanoTime());

	private static final List<ProxyFault> FAULTS = List.of(ProxyFault.RESET, ProxyFault.HALF_A_REQUEST,
			ProxyFault.NO_ANSWER, ProxyFault.HALF_AN_ANSWER, ProxyFault.BLACK_HOLE, ProxyFault.A_BYTE_A_SECOND,
			ProxyFault.answer(500, "no disk", Map.of()), ProxyFault.answer(503, "busy", Map.of("Retry-After", "1")),
			ProxyFault.answer(429, "slow down", Map.of()), ProxyFault.answer(403, "policy", Map.of()),
			ProxyFault.answerUnread(413, "too large"), ProxyFault.answer(302, "", Map.of("Location", "/login")));

	private static final Pattern MEASURED = Pattern.compile("MEASURED heap (\\d+), threads \\[(.*)]");

	private static final Pattern COUNTED = Pattern.compile("COUNTED (\\S+)( \\S+)? (\\d+)");

	private final Random random = new Random(SEED);

	private final Map<String, AtomicInteger> requests = new ConcurrentSkipListMap<>();

	private String output;

	private int exitCode;

	private Exposition metrics;

	@BeforeAll
	void soak() throws Exception {
		System.out.printf("Soak of %s with -Dsoak.seed=%d%n", DURATION, SEED);
		try (RealPushgateway gateway = RealPushgateway.start();
				FaultProxy proxy = FaultProxy.before(gateway).choose(this::next);
				JavaProcess process = start(proxy)) {
			process.awaitOutput("SOAKING");
			soak(process, gateway);
			proxy.always(ProxyFault.NONE);
			process.send("enough");
			this.exitCode = process.exitCode();
			this.output = process.output();
			this.metrics = gateway.exposition();
		}
		System.out.println("Requests by fault: " + this.requests);
	}

	private static JavaProcess start(FaultProxy proxy) {
		return JavaProcess.start(SoakApplication.class, Map.of("PUSHGATEWAY", proxy.address()),
				"--spring.main.web-application-type=none", "--progress.tracker.terminal.mode=off",
				"--progress.tracker.heartbeat=1s", "--progress.tracker.pushgateway.min-interval=50ms",
				"--progress.tracker.pushgateway.connect-timeout=200ms",
				"--progress.tracker.pushgateway.read-timeout=200ms", "--progress.tracker.pushgateway.final-timeout=60");
	}

	/**
	 * Lets half of the requests through, so that outages begin and end.
	 */
	private ProxyFault next() {
		ProxyFault fault = this.random.nextBoolean() ? ProxyFault.NONE : FAULTS.get(this.random.nextInt(FAULTS.size()));
		this.requests.computeIfAbsent(fault.name(), (unknown) -> new AtomicInteger()).incrementAndGet();
		return fault;
	}

	private static void soak(JavaProcess process, RealPushgateway gateway) {
		pass(DURATION.dividedBy(4));
		measure(process, 1);
		pass(DURATION.dividedBy(4));
		gateway.restart();
		pass(DURATION.dividedBy(2));
		measure(process, 2);
	}

	private static void pass(Duration duration) {
		long begin = System.nanoTime();
		Awaitility.await()
			.atMost(duration.plusSeconds(60))
			.until(() -> System.nanoTime() - begin >= duration.toNanos());
	}

	private static void measure(JavaProcess process, int times) {
		process.send("measure");
		Awaitility.await()
			.atMost(60, TimeUnit.SECONDS)
			.until(() -> MEASURED.matcher(process.output()).results().count() == times);
	}

	@Test
	void theGatewayHoldsExactlyWhatWasCounted() {
		List<MatchResult> counted = COUNTED.matcher(this.output).results().toList();
		assertThat(counted).hasSizeGreaterThan(20);
		assertThat(counted)
			.allSatisfy((line) -> assertThat(this.metrics.value("job_records_processed", labels(line))).as(line.group())
				.isEqualTo(Double.parseDouble(line.group(3))));
	}

	private static Map<String, String> labels(MatchResult line) {
		return (line.group(2) != null) ? Map.of("job", line.group(1), "stage", line.group(2).strip())
				: Map.of("job", line.group(1));
	}

	@Test
	void allJobsHaveSucceeded() {
		assertThat(this.exitCode).as(this.output).isZero();
		assertThat(this.metrics.series("job_last_success")).hasSize(5);
		assertThat(this.metrics.series("job_running")).hasSize(5).allMatch((series) -> series.value() == 0);
	}

	@Test
	void theHeapDoesNotGrow() {
		long early = Long.parseLong(measured(0).group(1));
		long late = Long.parseLong(measured(1).group(1));
		System.out.printf("Heap after collection: %,d bytes early, %,d in the end%n", early, late);
		assertThat(late).isLessThan(early + early / 4 + 8_000_000);
	}

	@Test
	void threadsDoNotMultiplyAndAreGoneInTheEnd() {
		List<String> late = List.of(measured(1).group(2).split(", ", -1));
		System.out.println("Threads in the end: " + late);
		assertThat(late).doesNotHaveDuplicates();
		// The last two exist only while they watch a push or write gauges
		assertThat(late).filteredOn((name) -> name.startsWith("progress-"))
			.contains("progress-reporting", "progress-PushgatewayReporter")
			.isSubsetOf("progress-reporting", "progress-PushgatewayReporter", "progress-deadline", "progress-gauges");
		assertThat(this.output).contains("LEFT []");
	}

	private MatchResult measured(int index) {
		return MEASURED.matcher(this.output).results().toList().get(index);
	}

	@Test
	void theLogIsNotFlooded() {
		Predicate<String> ours = (line) -> line.contains("Progress ") || line.contains("WARN");
		assertThat(this.output.lines().filter(ours)).hasSizeLessThan(10);
	}

}
