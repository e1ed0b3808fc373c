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
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRule;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import io.fabric8.openshift.api.model.monitoring.v1alpha1.AlertmanagerConfig;
import io.fabric8.openshift.api.model.monitoring.v1alpha1.Receiver;
import io.fabric8.openshift.api.model.monitoring.v1alpha1.Route;

/**
 * What an API server allows in an object: the fields that exist, each with a value of its
 * type. The classes were generated from the schemas that Kubernetes and the Prometheus
 * Operator publish.
 *
 * @param type the class of the object
 */
record Schema(Class<?> type) {

	/** A route below the one at the top, which the schema leaves open. */
	static final Schema ROUTE = new Schema(Route.class);

	static final Schema RECEIVER = new Schema(Receiver.class);

	private static final Map<String, Class<?>> TYPES = Map.ofEntries(Map.entry("v1 ConfigMap", ConfigMap.class),
			Map.entry("v1 Namespace", Namespace.class),
			Map.entry("v1 PersistentVolumeClaim", PersistentVolumeClaim.class), Map.entry("v1 Service", Service.class),
			Map.entry("apps/v1 Deployment", Deployment.class), Map.entry("batch/v1 CronJob", CronJob.class),
			Map.entry("batch/v1 Job", Job.class),
			Map.entry("monitoring.coreos.com/v1 PrometheusRule", PrometheusRule.class),
			Map.entry("monitoring.coreos.com/v1 ServiceMonitor", ServiceMonitor.class),
			Map.entry("monitoring.coreos.com/v1alpha1 AlertmanagerConfig", AlertmanagerConfig.class));

	private static final JsonMapper STRICT = strict();

	static Schema of(Manifest manifest) {
		String name = manifest.apiVersion() + " " + manifest.kind();
		return new Schema(Objects.requireNonNull(TYPES.get(name), name));
	}

	/**
	 * Checks a value.
	 * @param value maps, lists and scalars, as YAML has them
	 * @throws IllegalArgumentException if it is not allowed
	 */
	void check(Object value) {
		STRICT.convertValue(value, this.type);
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

	/** The classes collect fields that they do not know. */
	private static final class NoOtherProperties extends JacksonAnnotationIntrospector {

		@Override
		public Boolean hasAnySetter(Annotated annotated) {
			return false;
		}

	}

}
