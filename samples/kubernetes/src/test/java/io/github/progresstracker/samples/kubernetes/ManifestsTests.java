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

package io.github.progresstracker.samples.kubernetes;

import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.github.progresstracker.testing.ProgramRun;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.boot.convert.DurationStyle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests that the objects are valid, and that they fit together.
 */
class ManifestsTests {

	private static final Path KUSTOMIZATION = Path.of("kustomization.yaml");

	private static final Path DOCUMENTATION = Path.of("..", "..", "docs", "kubernetes.md");

	private static final Pattern YAML = Pattern.compile("```yaml\\n(.*?)```", Pattern.DOTALL);

	private static final Pattern COMMENTED_OUT = Pattern.compile("(?m)^ *# - (\\S+\\.yaml)$");

	private final Manifest cronJob = Manifest.find("CronJob", Path.of("cronjob.yaml"));

	private final Object cronJobPod = this.cronJob.get("spec", "jobTemplate", "spec", "template");

	private final Manifest indexedJob = Manifest.find("Job", Path.of("indexed-job.yaml"));

	private final Object indexedJobPod = this.indexedJob.get("spec", "template");

	private final Manifest gateway = Manifest.find("Service", Path.of("pushgateway.yaml"));

	static List<Manifest> manifests() {
		return Manifest.all();
	}

	@ParameterizedTest
	@MethodSource("manifests")
	void theSchemaAllowsIt(Manifest manifest) {
		Schema.of(manifest).check(manifest.content());
	}

	@ParameterizedTest
	@MethodSource("manifests")
	@SuppressWarnings("unchecked")
	void theSchemaWouldSayThatAFieldIsMisspelled(Manifest manifest) {
		Map<String, Object> misspelled = new LinkedHashMap<>(manifest.content());
		if (misspelled.get("spec") instanceof Map<?, ?> spec) {
			Map<String, Object> inside = new LinkedHashMap<>((Map<String, Object>) spec);
			inside.put("misspeled", "x");
			misspelled.put("spec", inside);
		}
		else {
			misspelled.put("misspeled", "x");
		}
		assertThatIllegalArgumentException().isThrownBy(() -> Schema.of(manifest).check(misspelled))
			.withMessageContaining("misspeled");
	}

	@ParameterizedTest
	@CsvSource({ "cronjob.yaml, CronJob, spec/schedule", "cronjob.yaml, CronJob, spec/jobTemplate",
			"cronjob.yaml, CronJob, spec/jobTemplate/spec/template",
			"cronjob.yaml, CronJob, spec/jobTemplate/spec/podFailurePolicy/rules/0/action",
			"cronjob.yaml, CronJob, spec/jobTemplate/spec/template/spec/containers/0/env/1/valueFrom/fieldRef/fieldPath",
			"indexed-job.yaml, Job, spec/template", "indexed-job.yaml, Job, spec/template/spec/containers",
			"indexed-job.yaml, Job, spec/template/spec/containers/0/name",
			"indexed-job.yaml, Job, spec/template/spec/containers/0/env/0/name",
			"pushgateway.yaml, Deployment, spec/selector", "pushgateway.yaml, Deployment, spec/template",
			"pushgateway.yaml, Deployment, spec/template/spec/containers/0/ports/0/containerPort",
			"pushgateway.yaml, Deployment, spec/template/spec/containers/0/readinessProbe/httpGet/port",
			"pushgateway.yaml, Deployment, spec/template/spec/containers/0/volumeMounts/0/mountPath",
			"pushgateway.yaml, Deployment, spec/template/spec/volumes/0/persistentVolumeClaim/claimName",
			"pushgateway.yaml, Service, spec/ports/0/port" })
	void theSchemaWouldSayThatARequiredFieldIsMissing(Path file, String kind, String path) {
		Manifest manifest = Manifest.find(kind, file);
		List<Object> steps = new ArrayList<>();
		for (String step : path.split("/", -1)) {
			steps.add(step.matches("\\d+") ? Integer.valueOf(step) : step);
		}
		Object field = steps.remove(steps.size() - 1);
		assertThat(((Map<?, ?>) manifest.get(steps.toArray())).remove(field)).isNotNull();
		assertThatIllegalArgumentException().isThrownBy(() -> Schema.of(manifest).check(manifest.content()))
			.withMessageContaining("The required field `" + field + "` is not found");
	}

	@Test
	void theSchemaWouldSayThatAVariableIsANumber() {
		Map<String, Object> variable = new LinkedHashMap<>(Map.of("name", "PARTS", "value", "4"));
		Map<String, Object> job = Map.of("spec", Map.of("template",
				Map.of("spec", Map.of("containers", List.of(Map.of("name", "job", "env", List.of(variable)))))));
		Schema schema = Schema.of(this.indexedJob);
		schema.check(job);
		variable.put("value", 4);
		assertThatIllegalArgumentException().isThrownBy(() -> schema.check(job)).withMessageContaining("String");
	}

	@Test
	void nestedRoutesOfAlertmanagerAreValidWithThePatch() {
		Manifest manifest = Manifest.find("AlertmanagerConfig", Manifest.GENERATED.resolve("alertmanager-config.yaml"));
		List<Object> routes = new ArrayList<>((List<?>) manifest.get("spec", "route", "routes"));
		List<?> patch = (List<?>) Manifest.load(Path.of("without-kube-job-failed.yaml"));
		assertThat(Manifest.inside(patch, 0, "path")).isEqualTo("/spec/route/routes/0");
		routes.add(0, Manifest.inside(patch, 0, "value"));
		assertThat(routes).hasSize(2).allSatisfy((route) -> Schema.ROUTE.check(route));
		assertThat(Manifest.inside(patch, 1, "path")).isEqualTo("/spec/receivers/-");
		Schema.RECEIVER.check(Manifest.inside(patch, 1, "value"));
		assertThat(Manifest.inside(routes, 0, "receiver")).isEqualTo(Manifest.inside(patch, 1, "value", "name"));
		Pattern jobs = Pattern.compile((String) Manifest.inside(routes, 0, "matchers", 1, "value"));
		assertThat(List.of("checksums-29411190", "checksums-1", "checksums-in-parts"))
			.allSatisfy((job) -> assertThat(job).matches(jobs));
		assertThat(List.of("backup-29411190", "checksums-of-others"))
			.noneSatisfy((job) -> assertThat(job).matches(jobs));
	}

	@Test
	void theKustomizationKnowsAllFiles() {
		List<Path> listed = ((List<?>) Manifest.inside(Manifest.load(KUSTOMIZATION), "resources")).stream()
			.map((file) -> Path.of((String) file))
			.toList();
		List<Path> optional = COMMENTED_OUT.matcher(Manifest.text(KUSTOMIZATION))
			.results()
			.map((file) -> Path.of(file.group(1)))
			.toList();
		assertThat(Stream.of(listed, optional, List.of(Path.of("indexed-job.yaml"))).flatMap(List::stream))
			.containsExactlyInAnyOrderElementsOf(Manifest.files());
		assertThat(optional).containsExactly(Manifest.GENERATED.resolve("alerts-opt-in.yaml"),
				Manifest.GENERATED.resolve("watchdog.yaml"));
	}

	/** It may be missing, and Debian's is too old for the patch. */
	@Test
	void kubectlBuildsTheKustomization() {
		Assumptions.assumeTrue(
				Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
					.anyMatch((folder) -> Path.of(folder, "kubectl").toFile().canExecute()),
				"kubectl is not installed");
		ProgramRun version = ProgramRun.of(Map.of(), "kubectl", "version", "--client", "--output=json");
		Assumptions.assumeTrue(version.output().contains("kustomizeVersion"), "kubectl is too old");
		ProgramRun run = ProgramRun.of(Map.of(), "kubectl", "kustomize", ".");
		assertThat(run.exitCode()).as(run.output()).isZero();
		assertThat(Pattern.compile("(?m)^  namespace: (.*)$")
			.matcher(run.output())
			.results()
			.map((match) -> match.group(1))).isNotEmpty().containsOnly(ContainerRun.NAMESPACE);
		assertThat(run.output()).contains("\n      receiver: nobody\n", "\n  - name: nobody\n");
	}

	@Test
	void objectsHaveNamesThatAreTheirsAlone() {
		Set<String> names = new HashSet<>();
		assertThat(manifests()).allSatisfy((manifest) -> {
			assertThat(names.add(manifest.kind() + " " + manifest.name())).isTrue();
			assertThat(manifest.name()).matches("[a-z0-9]([a-z0-9-]*[a-z0-9])?");
			// So that another namespace needs one line in kustomization.yaml
			assertThat(((Map<?, ?>) manifest.get("metadata")).containsKey("namespace")).isFalse();
		});
	}

	@Test
	void theTrackerExpectsTheScheduleOfTheCronJob() {
		Map<String, String> variables = ContainerRun.variables(this.cronJobPod);
		assertThat(variables)
			.containsEntry("PROGRESS_TRACKER_SUCCESS_SCHEDULE_CRON", (String) this.cronJob.get("spec", "schedule"))
			.containsEntry("PROGRESS_TRACKER_SUCCESS_SCHEDULE_ZONE", (String) this.cronJob.get("spec", "timeZone"));
	}

	@Test
	void noLabelChangesWithThePod() {
		// The only part of a pod that variables are made from is its namespace
		assertThat(ContainerRun.variables(this.cronJobPod)).containsEntry("JOB_NAMESPACE", ContainerRun.NAMESPACE);
		assertThat(ContainerRun.variables(this.indexedJobPod)).containsEntry("JOB_NAMESPACE", ContainerRun.NAMESPACE);
	}

	@Test
	void thePodOutlivesTheLastReport() {
		assertThat(List.of(this.cronJobPod, this.indexedJobPod)).allSatisfy((pod) -> {
			Duration grace = Duration.ofSeconds((int) Manifest.inside(pod, "spec", "terminationGracePeriodSeconds"));
			Duration finalTimeout = DurationStyle
				.detectAndParse(ContainerRun.variables(pod).get("PROGRESS_TRACKER_PUSHGATEWAY_FINAL_TIMEOUT"));
			assertThat(grace).isGreaterThanOrEqualTo(finalTimeout.plusSeconds(20));
		});
	}

	@Test
	void retriesAreOverBeforeJobFailedFires() {
		int retries = (int) this.cronJob.get("spec", "jobTemplate", "spec", "backoffLimit");
		// Kubernetes doubles the delay each time
		assertThat(Duration.ofSeconds(10L * ((1 << retries) - 1))).isLessThan(Duration.ofMinutes(1));
	}

	@Test
	void anOverlongRunIsToldBeforeItIsStopped() {
		Duration maxDuration = DurationStyle
			.detectAndParse(ContainerRun.variables(this.cronJobPod).get("PROGRESS_TRACKER_MAX_DURATION"));
		assertThat(Duration.ofSeconds((int) this.cronJob.get("spec", "jobTemplate", "spec", "activeDeadlineSeconds")))
			.isGreaterThan(maxDuration);
	}

	@Test
	void theIndexedJobHasAsManyPartsAsCompletions() {
		assertThat(this.indexedJob.get("spec", "completionMode")).isEqualTo("Indexed");
		assertThat(ContainerRun.variables(this.indexedJobPod)).containsEntry("CHECKSUMS_PARTS",
				this.indexedJob.get("spec", "completions").toString());
	}

	@Test
	void jobsRunTheImageThatMavenBuilds() {
		assertThat(Manifest.inside(this.cronJobPod, "spec", "containers", 0, "image"))
			.isEqualTo(Manifest.inside(this.indexedJobPod, "spec", "containers", 0, "image"))
			.isEqualTo("registry.example.com/checksums:"
					+ Manifest.inside(Manifest.load(KUSTOMIZATION), "images", 0, "newTag"));
		assertThat(Manifest.text(Path.of("pom.xml")))
			.contains("<name>registry.example.com/checksums:${project.version}</name>")
			.contains(
					"<version>" + Manifest.inside(Manifest.load(KUSTOMIZATION), "images", 0, "newTag") + "</version>");
	}

	@Test
	void otherImagesAreThoseOfTheComposeFile() {
		String compose = Manifest.text(Path.of("..", "monitoring", "compose.yaml"));
		assertThat(List.of("pushgateway.yaml", "alert-receiver.yaml"))
			.allSatisfy((file) -> assertThat(compose).contains("image: " + Manifest.find("Deployment", Path.of(file))
				.get("spec", "template", "spec", "containers", 0, "image") + "\n"));
	}

	@Test
	void jobsPushToTheServiceOfTheGateway() {
		String url = "http://" + this.gateway.name() + ":" + this.gateway.get("spec", "ports", 0, "port");
		assertThat(ContainerRun.variables(this.cronJobPod)).containsEntry("PUSHGATEWAY", url);
		assertThat(ContainerRun.variables(this.indexedJobPod)).containsEntry("PUSHGATEWAY", url);
	}

	@Test
	void alertmanagerSendsToTheServiceOfTheReceiver() {
		Manifest receiver = Manifest.find("Service", Path.of("alert-receiver.yaml"));
		assertThat(Manifest.text(Manifest.GENERATED.resolve("alertmanager-config.yaml")))
			.contains("url: http://" + receiver.name() + ":" + receiver.get("spec", "ports", 0, "port") + "/\n");
	}

	@Test
	void prometheusFindsTheServiceAndTheServiceItsPod() {
		Manifest monitor = Manifest.find("ServiceMonitor", Path.of("servicemonitor.yaml"));
		assertThat(((Map<?, ?>) this.gateway.get("metadata", "labels")).entrySet()
			.containsAll(((Map<?, ?>) monitor.get("spec", "selector", "matchLabels")).entrySet())).isTrue();
		assertThat(monitor.get("spec", "endpoints", 0, "port")).isEqualTo(this.gateway.get("spec", "ports", 0, "name"));
		assertThat(monitor.get("spec", "endpoints", 0, "honorLabels")).isEqualTo(true);
		assertThat(List.of("pushgateway.yaml", "alert-receiver.yaml")).allSatisfy((file) -> {
			Manifest service = Manifest.find("Service", Path.of(file));
			Manifest deployment = Manifest.find("Deployment", Path.of(file));
			assertThat(service.get("spec", "selector")).isEqualTo(deployment.get("spec", "selector", "matchLabels"))
				.isEqualTo(deployment.get("spec", "template", "metadata", "labels"));
			assertThat(service.get("spec", "ports", 0, "targetPort"))
				.isEqualTo(deployment.get("spec", "template", "spec", "containers", 0, "ports", 0, "name"));
		});
	}

	@Test
	void theGatewayKeepsWhatItHasOnAVolume() {
		Manifest deployment = Manifest.find("Deployment", Path.of("pushgateway.yaml"));
		Object pod = deployment.get("spec", "template", "spec");
		assertThat((List<?>) Manifest.inside(pod, "containers", 0, "args"))
			.anySatisfy((argument) -> assertThat(argument).isEqualTo("--persistence.file=/data/persistence.dat"));
		assertThat(Manifest.inside(pod, "containers", 0, "volumeMounts", 0, "mountPath")).isEqualTo("/data");
		assertThat(Manifest.inside(pod, "volumes", 0, "persistentVolumeClaim", "claimName"))
			.isEqualTo(Manifest.find("PersistentVolumeClaim", Path.of("pushgateway.yaml")).name());
		assertThat(deployment.get("spec", "strategy", "type")).isEqualTo("Recreate");
	}

	static List<String> documentedYaml() {
		return YAML.matcher(Manifest.text(DOCUMENTATION)).results().map((match) -> match.group(1)).toList();
	}

	@ParameterizedTest
	@MethodSource("documentedYaml")
	void theDocumentationShowsWhatIsInTheFiles(String yaml) {
		assertThat(Stream.concat(Manifest.files().stream(), Stream.of(Path.of("without-kube-job-failed.yaml"))))
			.anySatisfy((file) -> assertThat(words(Manifest.text(file))).contains(words(yaml)));
	}

	@Test
	void theDocumentationNamesAllFiles() {
		Set<String> named = new HashSet<>(Pattern.compile("`([a-z/-]+(?:\\.yaml)?)`")
			.matcher(Manifest.text(DOCUMENTATION))
			.results()
			.map((MatchResult match) -> match.group(1))
			.toList());
		assertThat(named).contains("generate", "kustomization.yaml", "without-kube-job-failed.yaml")
			.containsAll(Manifest.files().stream().map((file) -> file.toString().replace('\\', '/')).toList());
	}

	/** Comments are left out, and so is the indentation. */
	private static String words(String yaml) {
		return yaml.replaceAll("(?m)^ *#.*$", "").replaceAll("\\s+", " ").strip();
	}

}
