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

import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.github.progresstracker.ProgressTracker;
import io.github.progresstracker.samples.page.ReverseProxy.Mood;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.interactions.Actions;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for what people see and do on the page, with one application for all of them.
 */
class ProgressPageTests {

	private static final String PATHLESS = "a//b";

	private static final List<String> HOSTILE = List.of("<script>window.hit = 1</script>",
			"\"><img src=x onerror=window.hit=1>", "' onmouseover='window.hit=1", "50%", "a?b#c", "日次 📦 größe",
			"{job}", "u/admin/x", "x".repeat(500), "javascript:window.hit=1");

	private static final List<String> WITHOUT_PATH = List.of(PATHLESS, "a\\b", "../admin", "./x", "trailing/");

	private static Browser browser;

	private static Shop shop;

	private static ReverseProxy proxy;

	@BeforeAll
	static void open() {
		browser = Browser.start();
		shop = Shop.open().withJobsInEachState();
		proxy = new ReverseProxy(shop.url());
	}

	@AfterAll
	static void close() {
		if (proxy != null) {
			proxy.close();
			shop.close();
		}
	}

	@BeforeEach
	void newPage() {
		browser = Browser.start();
		proxy.is(Mood.FORWARDS);
	}

	@AfterEach
	void nothingIsRequestedFromElsewhere() {
		assertThat(browser.requests()).allSatisfy(
				(url) -> assertThat(url).matches("(http://127\\.0\\.0\\.1:\\d+/|about:blank|data:|chrome-error:).*"));
	}

	@Test
	void jobsAreShownWithTheirStates() {
		try (Shop fresh = Shop.open().withJobsInEachState()) {
			open(fresh);
			assertThat(row("orders/import")).contains("Running", "store", "of 45,210 records", "38 %", "left",
					"18 skipped");
			assertThat(row("search-index")).contains("Running", "≈ ");
			assertThat(row("thumbnails")).contains("Running", "scale", "records");
			assertThat(row("stock-sync")).contains("Stalled · running for", "nothing for ");
			assertThat(row("invoices")).contains("Overdue · completed 2 d ago", "overdue by ");
			assertThat(row("price-feed")).contains("Overdue · failed ",
					"in stage fetch: IllegalStateException: The supplier's server answered with 503");
			assertThat(row("newsletter")).contains("Interrupted", "ago, after 2 min 00 s");
			assertThat(row("cleanup")).contains("Completed", "records", "due in ");
			assertThat(row("yearly-report")).contains("Not started");
			assertThat(browser.text(".note"))
				.isEqualTo("Reports do not reach Pushgateway http://pushgateway:9091: Connection refused");
			assertThat(browser.text(".reporters")).contains("failed attempt", "text files in /var/lib/metrics");
			assertNoProblems();
		}
	}

	@Test
	void aJobThatDidNotStartWhenItWasDueIsOverdue() {
		try (Shop fresh = Shop.open("--progress.tracker.jobs.import.success-schedule.cron=0 0 3 * * *")) {
			browser.open(fresh.url());
			awaitRow("import");
			assertThat(row("import")).contains("Not started", "next start by ");
			fresh.laterBy(Duration.ofDays(2));
			browser.open(fresh.url());
			awaitRow("import");
			assertThat(row("import")).contains("Overdue", "should have started by ");
			assertNoProblems();
		}
	}

	@Test
	void whatRunsComesFirstThenWhatIsWrong() {
		openJobs();
		assertThat(names()).containsSubsequence("orders/import", "invoices", "newsletter", "yearly-report", "cleanup");
	}

	@Test
	void aJobIsShownWithItsStagesAndItsLastRuns() {
		try (Shop fresh = Shop.open().withJobsInEachState()) {
			open(fresh);
			browser.driver().findElement(By.linkText("orders/import")).click();
			awaitText("h1", "orders/import");
			assertThat(browser.driver().getCurrentUrl()).isEqualTo(fresh.url("/actuator/progress/orders/import"));
			awaitText(".steps", "store");
			assertThat(browser.texts(".step")).hasSize(2)
				.satisfies(
						(steps) -> assertThat(steps.get(0)).contains("fetch", "100 %", "45,210 records", "of the time"))
				.satisfies((steps) -> assertThat(steps.get(1)).contains("store", "of 45,210 records", "left"));
			assertThat(browser.texts("tbody tr")).hasSize(14)
				.anySatisfy((run) -> assertThat(run).contains("Completed"))
				.anySatisfy((run) -> assertThat(run).contains("Failed", "stage fetch: IllegalStateException"));
			assertThat(browser.run(Long.class, "return document.querySelectorAll('.chart').length")).isEqualTo(2);
			assertThat(browser.run(Boolean.class, "return [...document.querySelectorAll('.chart g.failed')]"
					+ ".every((bar) => bar.querySelector('path.mark')) && "
					+ "[...document.querySelectorAll('.chart g.completed')].every((bar) => bar.querySelector('circle.dot'))"))
				.isTrue();
			browser.driver().navigate().back();
			awaitText("h1", "Jobs");
			awaitRow("orders/import");
			assertNoProblems();
		}
	}

	@Test
	void aReloadAndABookmarkShowTheSameJob() {
		browser.open(shop.url() + "/orders/import");
		awaitText("h1", "orders/import");
		browser.driver().navigate().refresh();
		awaitText("h1", "orders/import");
		Browser.eventually()
			.untilAsserted(() -> assertThat(browser.driver().getTitle()).contains("orders/import · Progress"));
	}

	@Test
	void hostileNamesAreNothingButText() {
		try (Shop hostile = Shop.open()) {
			HOSTILE.forEach((job) -> hostile.trackers().start(job).fail(new IllegalStateException(job)));
			WITHOUT_PATH.forEach((job) -> hostile.trackers().run(job, ProgressTracker::inc));
			browser.open(hostile.url());
			awaitRow(PATHLESS);
			assertThat(names()).containsAll(HOSTILE).containsAll(WITHOUT_PATH);
			assertThat(browser
				.strings("return [...document.querySelectorAll('.rows span.name')].map((e) => e.textContent)"))
				.containsExactlyInAnyOrderElementsOf(WITHOUT_PATH);
			assertFitsAndHasNoBarriers(360);
			for (String job : HOSTILE) {
				browser.open(hostile.url());
				awaitRow(PATHLESS);
				browser.run(
						"[...document.querySelectorAll('a.name')].find((e) => e.textContent === arguments[0]).click()",
						job);
				Browser.eventually().untilAsserted(() -> assertThat(browser.texts(".message")).hasSize(1));
				assertThat(browser.run(String.class, "return document.querySelector('h1').textContent")).isEqualTo(job);
				assertThat(browser.run(Object.class, "return window.hit")).isNull();
			}
			assertNoProblems();
		}
	}

	@Test
	void hundredsOfJobsAreFilteredAndTheirRowsAreKept() {
		try (Shop large = Shop.open()) {
			for (int job = 0; job < 300; job++) {
				ProgressTracker tracker = large.trackers().start("tenant-%03d/import".formatted(job));
				tracker.startStage("load", 1000);
				tracker.inc(job);
				if (job % 3 > 0) {
					tracker.complete();
				}
			}
			browser.open(large.url());
			awaitRow("tenant-299/import");
			assertThat(browser.text(".states")).contains("All 302", "Running 100", "Completed 200", "Not started");
			browser.run("document.querySelectorAll('.row').forEach((row, index) => row.mark = index)");
			large.trackers().progress();
			awaitAnswers(2);
			assertThat(browser.run(Boolean.class,
					"return [...document.querySelectorAll('.row')].every((row) => row.mark !== undefined)"))
				.isTrue();
			browser.find("input").sendKeys("tenant-29");
			Browser.eventually().untilAsserted(() -> assertThat(names()).hasSize(10));
			browser.driver().findElement(By.xpath("//button[starts-with(., 'Running')]")).click();
			Browser.eventually().untilAsserted(() -> assertThat(names()).hasSize(3));
			assertThat(browser.driver().getCurrentUrl()).endsWith("#q=tenant-29&state=running");
			browser.driver().navigate().refresh();
			Browser.eventually().untilAsserted(() -> assertThat(names()).hasSize(3));
			assertFitsAndHasNoBarriers(1280);
			assertNoProblems();
		}
	}

	@Test
	void nothingMovesWhileItIsRead() {
		try (Shop busy = Shop.open()) {
			ProgressTracker alpha = busy.trackers().start("alpha");
			busy.trackers().run("omega", ProgressTracker::inc);
			browser.open(busy.url());
			awaitRow("omega");
			assertThat(names()).startsWith("alpha").endsWith("omega");
			new Actions(browser.driver()).moveToElement(browser.find(".rows")).perform();
			ProgressTracker omega = busy.trackers().start("omega");
			alpha.complete();
			Browser.eventually().untilAsserted(() -> assertThat(row("omega")).contains("Running"));
			assertThat(names()).startsWith("alpha").endsWith("omega");
			browser.find(".again").click();
			assertThat(names()).startsWith("omega").endsWith("alpha");
			assertThat(browser.find(".again").isDisplayed()).isFalse();
			omega.complete();
		}
	}

	@Test
	void aServerThatIsAwayIsMissedAndComesBack() {
		browser.open(proxy.url());
		awaitRow("orders/import");
		for (Mood mood : new Mood[] { Mood.HANGS_UP, Mood.BREAKS }) {
			proxy.is(mood);
			awaitText("#banner", (mood == Mood.BREAKS) ? "status 502" : "does not answer");
			assertThat(browser.text("#live")).contains("as of ");
			assertThat(row("orders/import")).contains("of 45,210 records");
			proxy.is(Mood.FORWARDS);
			Browser.eventually().until(() -> !browser.find("#banner").isDisplayed());
			assertThat(browser.text("#live")).isEqualTo("live");
		}
		browser.problems();
	}

	@Test
	void aServerThatHangsIsGivenUpAfterTenSeconds() {
		browser.open(proxy.url());
		awaitRow("orders/import");
		proxy.is(Mood.HANGS);
		awaitText("#banner", "does not answer");
		browser.problems();
	}

	@Test
	void whoIsSignedOutIsToldToSignInAgain() {
		for (Mood mood : new Mood[] { Mood.REFUSES, Mood.ASKS_TO_SIGN_IN }) {
			proxy.is(Mood.FORWARDS);
			browser.open(proxy.url());
			awaitRow("orders/import");
			proxy.is(mood);
			awaitText("#banner", "Sign in again");
			proxy.is(Mood.FORWARDS);
			browser.find("#banner a").click();
			Browser.eventually().until(() -> !browser.find("#banner").isDisplayed());
			awaitRow("orders/import");
		}
		browser.problems();
	}

	@Test
	void aJobThatIsNotKnownIsShownOnceItRuns() {
		browser.open(shop.url() + "/not/known/yet");
		awaitText("main", "No job of this name");
		shop.trackers().run("not/known/yet", ProgressTracker::inc);
		browser.driver().navigate().refresh();
		awaitText(".now", "Completed");
		browser.problems();
	}

	@Test
	void nothingIsAskedWhileThePageIsHidden() {
		openJobs();
		hide(true);
		browser.requests();
		ProgressTracker tracker = shop.trackers().start("while-hidden");
		Awaitility.await()
			.during(Duration.ofSeconds(3))
			.atMost(Duration.ofSeconds(10))
			.until(() -> browser.requests().isEmpty());
		hide(false);
		awaitRow("while-hidden");
		tracker.discard();
	}

	@Test
	void thePageIsAccessibleInEachSchemeAndFitsAPhone() {
		for (String scheme : new String[] { "light", "dark" }) {
			browser.prefer(Map.of("prefers-color-scheme", scheme));
			openJobs();
			assertFitsAndHasNoBarriers(1280);
			assertFitsAndHasNoBarriers(360);
			browser.open(shop.url() + "/orders/import");
			awaitText("h1", "orders/import");
			assertFitsAndHasNoBarriers(1280);
			assertFitsAndHasNoBarriers(360);
		}
		assertNoProblems();
	}

	@Test
	void aScreenReaderHearsHowFarAJobIs() {
		openJobs();
		assertThat(browser.run(String.class,
				"return document.querySelector(\"[role=progressbar][aria-label='orders/import · store']\")"
						+ ".getAttribute('aria-valuetext')"))
			.contains("% · ", "of 45,210 records");
		assertThat(browser.run(String.class,
				"return document.querySelector(\"[role=progressbar][aria-label='thumbnails · scale']\")"
						+ ".getAttribute('aria-valuenow')"))
			.isNull();
		assertThat(browser.find("#said").getDomAttribute("role")).isEqualTo("status");
	}

	@Test
	void theKeyboardIsEnough() {
		openJobs();
		new Actions(browser.driver()).sendKeys("/").perform();
		new Actions(browser.driver()).sendKeys("cleanup").perform();
		Browser.eventually().untilAsserted(() -> assertThat(names()).containsExactly("cleanup"));
		for (int tabs = 0; tabs < 20 && !"cleanup".equals(focused()); tabs++) {
			new Actions(browser.driver()).sendKeys(Keys.TAB).perform();
		}
		new Actions(browser.driver()).sendKeys(Keys.ENTER).perform();
		awaitText("h1", "cleanup");
	}

	@Test
	void nothingMovesForPeopleWhoDoNotWantThat() {
		browser.prefer(Map.of("prefers-reduced-motion", "reduce"));
		openJobs();
		awaitAnswers(2);
		assertThat(browser.run(Long.class, "return document.getAnimations().length")).isZero();
	}

	@Test
	void thePageWorksBehindAProxyWithAPrefixAndAPolicyOfItsOwn() {
		browser.open(proxy.url());
		awaitRow("orders/import");
		browser.driver().findElement(By.linkText("orders/import")).click();
		awaitText("h1", "orders/import");
		awaitText(".steps", "store");
		assertThat(browser.driver().getCurrentUrl()).isEqualTo(proxy.url() + "/orders/import");
		browser.find("nav a").click();
		awaitRow("orders/import");
		assertThat(browser.driver().getCurrentUrl()).isEqualTo(proxy.url());
		assertNoProblems();
	}

	@Test
	void thePageWorksUnderEachPathAndPort() {
		assertWorks("/shop/internal/work", "--server.servlet.context-path=/shop",
				"--management.endpoints.web.base-path=/internal",
				"--management.endpoints.web.path-mapping.progress=work");
		assertWorks("/ops/progress", "--server.servlet.context-path=/shop", "--management.server.port=0",
				"--management.server.base-path=/ops", "--management.endpoints.web.base-path=/");
	}

	private static void assertWorks(String path, String... arguments) {
		try (Shop moved = Shop.open(arguments)) {
			moved.trackers().run("u/admin/x", ProgressTracker::inc);
			browser.open(moved.url(path));
			awaitRow("u/admin/x");
			browser.driver().findElement(By.linkText("u/admin/x")).click();
			awaitText(".now", "Completed");
			assertThat(browser.driver().getCurrentUrl()).isEqualTo(moved.url(path + "/u/admin/x"));
			browser.find("nav a").click();
			awaitRow("u/admin/x");
			assertNoProblems();
		}
	}

	private static void openJobs() {
		open(shop);
	}

	/** Only a shop that has just been opened has jobs that make progress. */
	private static void open(Shop shop) {
		browser.open(shop.url());
		awaitRow("yearly-report");
	}

	private static void awaitRow(String job) {
		Browser.eventually().untilAsserted(() -> assertThat(names()).contains(job));
	}

	private static void awaitText(String css, String part) {
		Browser.eventually().untilAsserted(() -> assertThat(browser.text(css)).contains(part));
	}

	private static void awaitAnswers(int more) {
		browser.requests();
		int[] answers = new int[1];
		Browser.eventually().until(() -> (answers[0] += browser.requests().size()) >= more);
	}

	private static String focused() {
		return browser.driver().switchTo().activeElement().getText();
	}

	private static List<String> names() {
		return browser.strings("return [...document.querySelectorAll('.rows .name')].map((e) => e.textContent)");
	}

	private static String row(String job) {
		return browser.run(String.class,
				"const name = [...document.querySelectorAll('.rows .name')].find((e) => e.textContent === arguments[0]);"
						+ "return name ? name.closest('.row').textContent : ''",
				job);
	}

	private static void hide(boolean hidden) {
		browser.run("Object.defineProperty(document, 'hidden', { value: arguments[0], configurable: true });"
				+ "document.dispatchEvent(new Event('visibilitychange'))", hidden);
	}

	private static void assertFitsAndHasNoBarriers(int width) {
		browser.resize(width, 900);
		assertThat(browser.run(Long.class, "return document.documentElement.scrollWidth")).isLessThanOrEqualTo(width);
		assertThat(browser.barriers()).isEmpty();
	}

	private static void assertNoProblems() {
		assertThat(browser.problems()).isEmpty();
	}

}
