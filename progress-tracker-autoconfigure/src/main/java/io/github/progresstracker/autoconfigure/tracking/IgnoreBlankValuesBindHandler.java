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

package io.github.progresstracker.autoconfigure.tracking;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.AbstractBindHandler;
import org.springframework.boot.context.properties.bind.BindContext;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;

/**
 * Ignores blank values of our properties, whatever their type. Schedulers tend to set a
 * variable to an empty string or a space if it has no value.
 */
final class IgnoreBlankValuesBindHandler extends AbstractBindHandler {

	private static final ConfigurationPropertyName PREFIX = ConfigurationPropertyName.of("progress.tracker");

	IgnoreBlankValuesBindHandler(BindHandler parent) {
		super(parent);
	}

	/** A placeholder may have a blank value, so look at the result. */
	@Override
	public @Nullable Object onSuccess(ConfigurationPropertyName name, Bindable<?> target, BindContext context,
			Object result) {
		if (PREFIX.isAncestorOf(name) && isBlank(result)) {
			markAsKnown(name, target, context);
			return null;
		}
		return super.onSuccess(name, target, context, result);
	}

	@Override
	public @Nullable Object onFailure(ConfigurationPropertyName name, Bindable<?> target, BindContext context,
			Exception error) throws Exception {
		if (isBlank(name, context)) {
			markAsKnown(name, target, context);
			return null;
		}
		return super.onFailure(name, target, context, error);
	}

	@Override
	public void onFinish(ConfigurationPropertyName name, Bindable<?> target, BindContext context,
			@Nullable Object result) throws Exception {
		if (result == null && isBlank(name, context)) {
			markAsKnown(name, target, context);
		}
		super.onFinish(name, target, context, result);
	}

	/**
	 * Lets the handler that rejects unknown properties see that this one was bound.
	 */
	private void markAsKnown(ConfigurationPropertyName name, Bindable<?> target, BindContext context) {
		super.onSuccess(name, target, context, "");
	}

	private static boolean isBlank(ConfigurationPropertyName name, BindContext context) {
		ConfigurationProperty property = context.getConfigurationProperty();
		return property != null && PREFIX.isAncestorOf(name) && property.getName().equals(name)
				&& isBlank(property.getValue());
	}

	private static boolean isBlank(Object value) {
		return value instanceof CharSequence text && text.toString().isBlank();
	}

}
