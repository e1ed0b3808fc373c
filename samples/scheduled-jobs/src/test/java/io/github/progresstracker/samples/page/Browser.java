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

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/**
 * A Chromium without a window. All tests of a JVM share one, because its start takes a
 * second. If it is not installed, tests are skipped; in continuous integration
 * ({@code CI=true}) they fail.
 */
final class Browser {

	private static final Pattern REQUEST = Pattern
		.compile("\"method\":\"Network.requestWillBeSent\".*?\"request\":\\{.*?\"url\":\"([^\"]*)\"");

	private static @Nullable Browser shared;

	private final ChromeDriver driver;

	private Browser(Path chromium, Path chromedriver) {
		ChromeOptions options = new ChromeOptions();
		options.setBinary(chromium.toFile());
		// CI runs as root, where Chromium has no sandbox, and may have a small /dev/shm
		options.addArguments("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
				"--hide-scrollbars", "--force-device-scale-factor=1", "--no-first-run", "--disable-extensions",
				"--disable-background-networking");
		LoggingPreferences logs = new LoggingPreferences();
		logs.enable(LogType.BROWSER, Level.ALL);
		logs.enable(LogType.PERFORMANCE, Level.ALL);
		options.setCapability("goog:loggingPrefs", logs);
		ChromeDriverService service = new ChromeDriverService.Builder().usingDriverExecutable(chromedriver.toFile())
			.usingAnyFreePort()
			.withEnvironment(environment())
			.build();
		this.driver = new ChromeDriver(service, options);
		Runtime.getRuntime().addShutdownHook(new Thread(this.driver::quit, "browser-quit"));
	}

	/** Times are those of the browser's zone. */
	private static Map<String, String> environment() {
		return Map.of("TZ", "UTC", "PATH", System.getenv().getOrDefault("PATH", "/usr/bin"));
	}

	/**
	 * The browser with a blank page, and the window of a desktop computer.
	 * @return the browser
	 */
	static synchronized Browser start() {
		if (shared == null) {
			Path chromedriver = program("chromedriver").orElseGet(() -> missing("chromedriver"));
			Path chromium = program("chromium").or(() -> program("google-chrome")).orElseGet(() -> missing("chromium"));
			shared = new Browser(chromium, chromedriver);
		}
		shared.reset();
		return shared;
	}

	private static Optional<Path> program(String command) {
		String path = System.getenv().getOrDefault("PATH", "/usr/bin");
		return Arrays.stream(path.split(File.pathSeparator))
			.map((folder) -> Path.of(folder, command))
			.filter(Files::isExecutable)
			.findFirst();
	}

	private static Path missing(String command) {
		String message = command + " is not installed: apt-get install chromium-driver";
		return "true".equalsIgnoreCase(System.getenv("CI")) ? Assertions.fail(message) : Assumptions.abort(message);
	}

	private void reset() {
		this.driver.get("about:blank");
		resize(1280, 900);
		prefer(Map.of("prefers-color-scheme", "light"));
		problems();
		requests();
	}

	/**
	 * Sets the size of the window.
	 * @param width in CSS pixels
	 * @param height in CSS pixels
	 */
	void resize(int width, int height) {
		this.driver.executeCdpCommand("Emulation.setDeviceMetricsOverride",
				Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
	}

	/**
	 * Sets what the user prefers.
	 * @param features names and values of media features
	 */
	void prefer(Map<String, String> features) {
		this.driver.executeCdpCommand("Emulation.setEmulatedMedia",
				Map.of("features",
						features.entrySet()
							.stream()
							.map((feature) -> Map.of("name", feature.getKey(), "value", feature.getValue()))
							.toList()));
	}

	Browser open(String url) {
		this.driver.get(url);
		return this;
	}

	ChromeDriver driver() {
		return this.driver;
	}

	/**
	 * Waits, because the page asks for what it shows.
	 * @return an open condition
	 */
	static ConditionFactory eventually() {
		return Awaitility.await().atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(50));
	}

	WebElement find(String css) {
		return this.driver.findElement(By.cssSelector(css));
	}

	List<String> texts(String css) {
		// One call, since elements may change between two
		return strings("return [...document.querySelectorAll(arguments[0])].filter((e) => e.checkVisibility())"
				+ ".map((e) => e.innerText.trim().replace(/\\s+/g, ' '))", css);
	}

	String text(String css) {
		return String.join(" | ", texts(css));
	}

	void run(String script, Object... arguments) {
		run(Object.class, script, arguments);
	}

	<T> @Nullable T run(Class<T> type, String script, Object... arguments) {
		return type.cast(this.driver.executeScript(script, arguments));
	}

	List<String> strings(String script, Object... arguments) {
		List<?> found = run(List.class, script, arguments);
		return (found != null) ? found.stream().map(String::valueOf).toList() : List.of();
	}

	/**
	 * What the console complains about: errors of the page, of its policy, of loading.
	 * @return what was logged since the last call
	 */
	List<String> problems() {
		return this.driver.manage()
			.logs()
			.get(LogType.BROWSER)
			.getAll()
			.stream()
			.filter((entry) -> entry.getLevel().intValue() >= Level.WARNING.intValue())
			.map(LogEntry::getMessage)
			.toList();
	}

	/**
	 * The addresses that were asked for.
	 * @return the addresses since the last call
	 */
	List<String> requests() {
		List<String> urls = new ArrayList<>();
		for (LogEntry entry : this.driver.manage().logs().get(LogType.PERFORMANCE)) {
			Matcher matcher = REQUEST.matcher(entry.getMessage());
			if (matcher.find()) {
				urls.add(matcher.group(1));
			}
		}
		return urls;
	}

	/**
	 * Has axe-core look for what keeps people with disabilities from using the page.
	 * @return what is serious or critical, each with the elements
	 */
	List<String> barriers() {
		run(axe());
		return strings("""
				return axe.run(document, { resultTypes: ["violations"] }).then((found) => found.violations
					.filter((each) => each.impact === "serious" || each.impact === "critical")
					.map((each) => each.id + ": " + each.help + " "
						+ each.nodes.map((node) => node.html + " " + node.failureSummary).join("; ")))
				""");
	}

	private static String axe() {
		try (InputStream script = Browser.class.getResourceAsStream("/axe.min.js")) {
			return new String(script.readAllBytes(), StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Takes a picture of what is visible.
	 * @param file where to
	 */
	void shoot(Path file) {
		try {
			Files.createDirectories(file.toAbsolutePath().getParent());
			Files.write(file, this.driver.getScreenshotAs(OutputType.BYTES));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
