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

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.google.gson.Gson;
import com.google.gson.JsonElement;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRule;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import io.fabric8.openshift.api.model.monitoring.v1alpha1.AlertmanagerConfig;
import io.fabric8.openshift.api.model.monitoring.v1alpha1.Receiver;
import io.fabric8.openshift.api.model.monitoring.v1alpha1.Route;
import io.kubernetes.client.openapi.models.V1ConfigMap;
import io.kubernetes.client.openapi.models.V1CronJob;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1Job;
import io.kubernetes.client.openapi.models.V1Namespace;
import io.kubernetes.client.openapi.models.V1PersistentVolumeClaim;
import io.kubernetes.client.openapi.models.V1Service;

/**
 * What an API server allows in an object: the fields that exist, each with a value of its
 * type, and none missing that is required. The classes were generated from the schemas
 * that Kubernetes and the Prometheus Operator publish.
 *
 * @param type the class of the object
 * @param validation what the class itself checks
 */
record Schema(Class<?> type, Validation validation) {

	/** A route below the one at the top, which the schema leaves open. */
	static final Schema ROUTE = new Schema(Route.class);

	static final Schema RECEIVER = new Schema(Receiver.class);

	private static final Map<String, Schema> SCHEMAS = Map.ofEntries(
			Map.entry("v1 ConfigMap", new Schema(V1ConfigMap.class, V1ConfigMap::validateJsonElement)),
			Map.entry("v1 Namespace", new Schema(V1Namespace.class, V1Namespace::validateJsonElement)),
			Map.entry("v1 PersistentVolumeClaim",
					new Schema(V1PersistentVolumeClaim.class, V1PersistentVolumeClaim::validateJsonElement)),
			Map.entry("v1 Service", new Schema(V1Service.class, V1Service::validateJsonElement)),
			Map.entry("apps/v1 Deployment", new Schema(V1Deployment.class, V1Deployment::validateJsonElement)),
			Map.entry("batch/v1 CronJob", new Schema(V1CronJob.class, V1CronJob::validateJsonElement)),
			Map.entry("batch/v1 Job", new Schema(V1Job.class, V1Job::validateJsonElement)),
			Map.entry("monitoring.coreos.com/v1 PrometheusRule", new Schema(PrometheusRule.class)),
			Map.entry("monitoring.coreos.com/v1 ServiceMonitor", new Schema(ServiceMonitor.class)),
			Map.entry("monitoring.coreos.com/v1alpha1 AlertmanagerConfig", new Schema(AlertmanagerConfig.class)));

	private static final JsonMapper STRICT = strict();

	private static final Gson GSON = new Gson();

	/** The classes for the Prometheus Operator do not know what is required. */
	private Schema(Class<?> type) {
		this(type, (value) -> {
		});
	}

	static Schema of(Manifest manifest) {
		String name = manifest.apiVersion() + " " + manifest.kind();
		return Objects.requireNonNull(SCHEMAS.get(name), name);
	}

	/**
	 * Checks a value.
	 * @param value maps, lists and scalars, as YAML has them
	 * @throws IllegalArgumentException if it is not allowed
	 */
	void check(Object value) {
		// The validation would take a number for a text, and does not look at numbers
		STRICT.convertValue(value, this.type);
		try {
			this.validation.validate(GSON.toJsonTree(value));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static JsonMapper strict() {
		return JsonMapper.builder()
			.enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
			.disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
			// A number or a boolean where there must be a text, such as the value of a
			// variable
			.withCoercionConfig(LogicalType.Textual,
					(config) -> config.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
						.setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
						.setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
			.annotationIntrospector(new NoOtherProperties())
			.build();
	}

	/** Says which required field is missing, at any depth. */
	@FunctionalInterface
	interface Validation {

		void validate(JsonElement value) throws IOException;

	}

	/** Some of the classes collect fields that they do not know. */
	private static final class NoOtherProperties extends JacksonAnnotationIntrospector {

		@Override
		public Boolean hasAnySetter(Annotated annotated) {
			return false;
		}

	}

}
