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

package io.github.progresstracker.autoconfigure.diagnostics;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;

import io.github.progresstracker.JobIdentity;
import io.github.progresstracker.SuccessInterval;
import io.github.progresstracker.autoconfigure.ProgressTrackerProperties;
import io.github.progresstracker.autoconfigure.ProgressTrackerProperties.Ping;
import io.github.progresstracker.autoconfigure.ProgressTrackerProperties.Pushgateway;
import io.github.progresstracker.autoconfigure.ProgressTrackerProperties.Schedule;
import io.github.progresstracker.internal.ping.PingUrl;
import io.github.progresstracker.internal.pushgateway.PushgatewayAddress;
import io.github.progresstracker.internal.pushgateway.PushgatewayCredentials;
import io.github.progresstracker.internal.scheduling.CronSchedule;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.origin.Origin;

/**
 * Finds values that make no sense. A wrong configuration must be noticed at the first
 * start, not when an alert fails to fire.
 */
final class PropertyChecks {

	private static final String PREFIX = "progress.tracker.";

	private static final String GATEWAY = PREFIX + "pushgateway.";

	private static final String OF_LABEL = "the name of the label ";

	private static final String OTHER_LABEL = "Choose another name. It can contain letters, digits and underscores.";

	private static final Pattern NAME_PATTERN = Pattern.compile("[a-zA-Z0-9_:*]+");

	private final List<WrongProperty> wrong;

	private final Function<String, @Nullable String> written;

	/**
	 * Creates checks that ignore consequences.
	 * @param known what is known to be wrong already
	 * @param written finds the value of a property as it was written
	 */
	PropertyChecks(List<WrongProperty> known, Function<String, @Nullable String> written) {
		this.wrong = new ArrayList<>(known);
		this.written = written;
	}

	/**
	 * Finds all values that make no sense.
	 * @param properties the properties
	 * @return what is wrong with them, apart from what was known
	 */
	List<WrongProperty> check(ProgressTrackerProperties properties) {
		int known = this.wrong.size();
		checkLabels(PREFIX + "labels", properties.getLabels(), PREFIX + "job");
		checkNumber(PREFIX + "report-interval", properties.getReportInterval());
		checkNumber(PREFIX + "max-jobs", properties.getMaxJobs());
		checkNumber(PREFIX + "max-stages", properties.getMaxStages());
		checkNumber(PREFIX + "history", properties.getHistory());
		checkDuration(PREFIX + "heartbeat", properties.getHeartbeat());
		checkDuration(PREFIX + "max-duration", properties.getMaxDuration());
		checkInterval(PREFIX + "success-interval", properties.getSuccessInterval());
		checkDuration(PREFIX + "success-grace", properties.getSuccessGrace());
		checkDuration(PREFIX + "start-grace", properties.getStartGrace());
		checkNumber(PREFIX + "failure-tolerance", properties.getFailureTolerance());
		checkSchedule(PREFIX, properties.getSuccessSchedule(), properties.getSuccessInterval());
		properties.getJobs().forEach(this::checkJob);
		checkNamePatterns(PREFIX + "push.include", properties.getPush().getInclude());
		checkPushgateway(properties.getPushgateway());
		checkPings(PREFIX, properties.getPing());
		checkDirectory(PREFIX + "textfile.directory", properties.getTextfile().getDirectory(),
				"/var/lib/node_exporter");
		return this.wrong.subList(known, this.wrong.size());
	}

	private void checkJob(String key, ProgressTrackerProperties.Job job) {
		String prefix = element(PREFIX + "jobs", key);
		checkLabels(prefix + ".labels", job.getLabels(), prefix + ".name");
		checkNumber(prefix + ".report-interval", job.getReportInterval());
		checkDuration(prefix + ".max-duration", job.getMaxDuration());
		checkInterval(prefix + ".success-interval", job.getSuccessInterval());
		checkDuration(prefix + ".success-grace", job.getSuccessGrace());
		checkDuration(prefix + ".start-grace", job.getStartGrace());
		checkNumber(prefix + ".failure-tolerance", job.getFailureTolerance());
		checkSchedule(prefix + ".", job.getSuccessSchedule(), job.getSuccessInterval());
		checkPings(prefix + ".", job.getPing());
	}

	private void checkPings(String prefix, Ping ping) {
		checkPing(prefix + "ping.start", ping.getStart());
		checkPing(prefix + "ping.success", ping.getSuccess());
		checkPing(prefix + "ping.failure", ping.getFailure());
		checkPing(prefix + "ping.interruption", ping.getInterruption());
	}

	private void checkPing(String property, @Nullable String url) {
		try {
			if (url != null) {
				PingUrl.of(url);
			}
		}
		catch (IllegalArgumentException ex) {
			wrong(property, null, String.valueOf(ex.getMessage()),
					"Set it to a URL such as 'https://hc-ping.com/your-uuid', or to 'off'. After the host, it can contain"
							+ " the placeholders %s.".formatted(PingUrl.placeholders()));
		}
	}

	/** A list is one value, or one for each element. */
	private void checkNamePatterns(String property, List<String> patterns) {
		boolean single = this.written.apply(property) != null;
		for (int i = 0; i < patterns.size(); i++) {
			if (!NAME_PATTERN.matcher(patterns.get(i)).matches()) {
				wrong(single ? property : property + "[" + i + "]", patterns.get(i),
						"it is not a valid Prometheus metric name",
						"Set it to names as /actuator/prometheus shows them, such as 'hikaricp_connections*'. They can"
								+ " contain letters, digits and underscores, and * as a wildcard.");
			}
		}
	}

	private void checkPushgateway(Pushgateway pushgateway) {
		checkDuration(GATEWAY + "connect-timeout", pushgateway.getConnectTimeout());
		checkDuration(GATEWAY + "read-timeout", pushgateway.getReadTimeout());
		checkDuration(GATEWAY + "final-timeout", pushgateway.getFinalTimeout());
		checkDuration(GATEWAY + "min-interval", pushgateway.getMinInterval());
		checkUrl(GATEWAY + "url", pushgateway.getUrl());
		checkDirectory(GATEWAY + "spool-directory", pushgateway.getSpoolDirectory(), "/var/spool/jobs");
		if (!isWrong(GATEWAY)) {
			checkCredentials(pushgateway);
		}
	}

	private void checkCredentials(Pushgateway pushgateway) {
		String username = pushgateway.getUsername();
		boolean hasPassword = pushgateway.getPassword() != null;
		if (pushgateway.getToken() != null && (username != null || hasPassword)) {
			wrong(GATEWAY + "token", null, "a %s is also set".formatted((username != null) ? "username" : "password"),
					"Set either 'token', or 'username' and 'password'.");
		}
		else if (username != null && !hasPassword) {
			wrong(GATEWAY + "username", username, "it is set without a password",
					"Set '" + GATEWAY + "password' as well.");
		}
		else if (username == null && hasPassword) {
			wrong(GATEWAY + "password", null, "it is set without a username", "Set '" + GATEWAY + "username' as well.");
		}
		else {
			checkCharacters(pushgateway);
			checkUser(pushgateway);
		}
	}

	private void checkCharacters(Pushgateway pushgateway) {
		String username = pushgateway.getUsername();
		try {
			var unused = PushgatewayCredentials.of(username, pushgateway.getPassword(), pushgateway.getToken());
		}
		catch (IllegalArgumentException ex) {
			wrong(GATEWAY + ((username != null) ? "username" : "token"), username, String.valueOf(ex.getMessage()),
					"Set it to the value that the administrator of the Pushgateway gave you.");
		}
	}

	private void checkUser(Pushgateway pushgateway) {
		String url = pushgateway.getUrl();
		boolean hasUsername = pushgateway.getUsername() != null;
		if (url != null && PushgatewayAddress.parse(url).credentials() != PushgatewayCredentials.NONE
				&& (hasUsername || pushgateway.getToken() != null)) {
			String other = hasUsername ? "username" : "token";
			wrong(GATEWAY + "url", PushgatewayAddress.withoutCredentials(url),
					"it contains a username, and a %s is also set".formatted(other),
					"Remove the username from the URL, or remove '%s%s'.".formatted(GATEWAY, other));
		}
	}

	private void checkUrl(String property, @Nullable String url) {
		try {
			if (url != null) {
				PushgatewayAddress.parse(url);
			}
		}
		catch (IllegalArgumentException ex) {
			wrong(property, PushgatewayAddress.withoutCredentials(url), String.valueOf(ex.getMessage()),
					"Set it to a URL such as 'http://pushgateway:9091', or remove it.");
		}
	}

	private void checkLabels(String property, Map<String, String> labels, String nameProperty) {
		Map<String, String> ownProperties = Map.of("job", nameProperty, "app", PREFIX + "app", "namespace",
				PREFIX + "namespace");
		for (Map.Entry<String, String> label : labels.entrySet()) {
			String reason = JobIdentity.checkLabelName(label.getKey());
			if (reason != null) {
				String ownProperty = ownProperties.get(label.getKey());
				wrong(element(property, label.getKey()), label.getValue(), OF_LABEL + reason,
						(ownProperty != null) ? "Set '%s' instead.".formatted(ownProperty) : OTHER_LABEL);
			}
		}
	}

	/**
	 * Describes a label whose name is invalid.
	 * @param property the property that sets the label
	 * @param name the name of the label
	 * @param value the value of the label, or {@code null} if it is secret
	 * @param origin where the property is set
	 * @return the description
	 */
	static WrongProperty wrongLabel(String property, String name, @Nullable String value, Origin origin) {
		return new WrongProperty(property, value, OF_LABEL + JobIdentity.checkLabelName(name), OTHER_LABEL, origin);
	}

	private void checkNumber(String property, @Nullable Number number) {
		String reason = (number != null) ? AllowedValues.reasonAgainst(property, number.longValue()) : null;
		if (number != null && reason != null) {
			wrong(property, written(property, number.toString()), reason, AllowedValues.number(property));
		}
	}

	private void checkInterval(String property, @Nullable SuccessInterval interval) {
		if (interval != null) {
			checkDuration(property, interval.duration());
		}
	}

	private void checkSchedule(String prefix, Schedule schedule, @Nullable SuccessInterval interval) {
		String cron = schedule.getCron();
		if (isWrong(prefix + "success-schedule.")) {
			return;
		}
		checkZone(prefix + "success-schedule.zone", schedule);
		if (cron != null && interval != null) {
			wrong(prefix + "success-schedule.cron", cron, "a success interval is also set",
					"Set either '%1$ssuccess-interval' or '%1$ssuccess-schedule.cron'.".formatted(prefix));
		}
		if (cron != null) {
			String zone = isWrong(prefix + "success-schedule.zone") ? null : schedule.getZone();
			checkCron(prefix + "success-schedule.cron", cron, zone);
		}
	}

	private void checkCron(String property, String cron, @Nullable String zone) {
		try {
			CronSchedule schedule = CronSchedule.parse(cron, zone);
			if (schedule != null && schedule.after(Instant.now()) == null) {
				throw new IllegalArgumentException("the job would never be due");
			}
		}
		catch (IllegalArgumentException ex) {
			wrong(property, cron, String.valueOf(ex.getMessage()),
					"Set it to six fields: second, minute, hour, day of month, month and day of week. For example,"
							+ " '0 30 2 * * MON-FRI' means 2:30 from Monday to Friday.");
		}
	}

	private void checkZone(String property, Schedule schedule) {
		String zone = schedule.getZone();
		if (zone != null && schedule.getCron() == null) {
			wrong(property, zone, "it is set without a cron expression",
					"Set '%s' as well.".formatted(property.replaceFirst("zone$", "cron")));
			return;
		}
		try {
			var unused = ZoneId.of((zone != null) ? zone : "UTC");
		}
		catch (DateTimeException ex) {
			wrong(property, zone, "there is no such time zone", "Set it to a time zone such as Europe/Berlin or UTC.");
		}
	}

	private void checkDuration(String property, @Nullable Duration duration) {
		String reason = (duration != null) ? AllowedValues.reasonAgainst(property, duration) : null;
		if (duration != null && reason != null) {
			wrong(property, written(property, show(duration)), reason, AllowedValues.duration(property));
		}
	}

	/** People look for what they wrote, not for what it means. */
	private String written(String property, String meaning) {
		String value = this.written.apply(property);
		return (value != null && !value.contains("${")) ? value : meaning;
	}

	private static String show(Duration duration) {
		Duration wholeSeconds = duration.truncatedTo(ChronoUnit.SECONDS);
		return duration.equals(wholeSeconds) ? duration.toSeconds() + "s" : duration.toString();
	}

	private void checkDirectory(String property, @Nullable String directory, String example) {
		try {
			var unused = Path.of((directory != null) ? directory : "");
		}
		catch (InvalidPathException ex) {
			wrong(property, directory, "it is not a valid path: " + ex.getReason(),
					"Set it to the path of a directory such as '%s'.".formatted(example));
		}
	}

	/**
	 * Returns the name of an element of a map, in brackets if it must be.
	 */
	private static String element(String map, String key) {
		String dotted = map + "." + key;
		boolean plain = ConfigurationPropertyName.isValid(dotted) && !key.contains(".");
		return plain ? dotted : map + "[" + key + "]";
	}

	/** What follows from something that is wrong itself would only confuse. */
	private boolean isWrong(String prefix) {
		for (WrongProperty property : this.wrong) {
			if (property.name().startsWith(prefix)) {
				return true;
			}
		}
		return false;
	}

	private void wrong(String property, @Nullable String value, String reason, String action) {
		this.wrong.add(new WrongProperty(property, value, reason, action, null));
	}

}
