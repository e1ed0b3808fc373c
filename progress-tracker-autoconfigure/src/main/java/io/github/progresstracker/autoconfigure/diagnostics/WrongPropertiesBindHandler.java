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

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;

import io.github.progresstracker.autoconfigure.ProgressTrackerProperties;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.AbstractBindHandler;
import org.springframework.boot.context.properties.bind.BindContext;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;

/**
 * Collects all that is wrong with our properties while they are bound, so that people see
 * it at once: names that do not exist, values that cannot be read, and values that make
 * no sense.
 */
public final class WrongPropertiesBindHandler extends AbstractBindHandler {

	static final ConfigurationPropertyName PREFIX = ConfigurationPropertyName.of("progress.tracker");

	private final List<WrongProperty> wrong = new ArrayList<>();

	/**
	 * Creates a handler.
	 * @param parent the handler to wrap, which rejects unknown properties
	 */
	public WrongPropertiesBindHandler(BindHandler parent) {
		super(parent);
	}

	@Override
	public <T> @Nullable Bindable<T> onStart(ConfigurationPropertyName name, Bindable<T> target, BindContext context) {
		if (PREFIX.equals(name)) {
			this.wrong.clear();
		}
		return super.onStart(name, target, context);
	}

	@Override
	public @Nullable Object onSuccess(ConfigurationPropertyName name, Bindable<?> target, BindContext context,
			Object result) {
		if (PREFIX.isAncestorOf(name)) {
			WrongProperty truncated = TruncatedName.check(current(name, context));
			if (truncated != null) {
				this.wrong.add(truncated);
			}
		}
		return super.onSuccess(name, target, context, result);
	}

	@Override
	public @Nullable Object onFailure(ConfigurationPropertyName name, Bindable<?> target, BindContext context,
			Exception error) throws Exception {
		try {
			return super.onFailure(name, target, context, error);
		}
		catch (Exception ex) {
			if (!PREFIX.isAncestorOf(name)) {
				throw ex;
			}
			// Otherwise, it would be unknown as well
			super.onSuccess(name, target, context, "");
			ConfigurationProperty property = property(name, context);
			WrongProperty truncated = TruncatedName.check(property);
			this.wrong.add((truncated != null) ? truncated
					: UnreadableProperty.of(name, property, target.getType().resolve(Object.class), ex));
			return null;
		}
	}

	@Override
	public void onFinish(ConfigurationPropertyName name, Bindable<?> target, BindContext context,
			@Nullable Object result) throws Exception {
		if (!PREFIX.equals(name)) {
			super.onFinish(name, target, context, result);
			return;
		}
		try {
			super.onFinish(name, target, context, result);
		}
		catch (UnboundConfigurationPropertiesException ex) {
			PropertyNames names = PropertyNames.ofProperties();
			ex.getUnboundProperties().forEach((unknown) -> this.wrong.add(UnknownProperty.of(unknown, names)));
		}
		Supplier<?> existing = target.getValue();
		Object properties = (result == null && existing != null) ? existing.get() : result;
		if (properties instanceof ProgressTrackerProperties ours) {
			this.wrong.addAll(new PropertyChecks(this.wrong, (property) -> written(property, context)).check(ours));
		}
		if (!this.wrong.isEmpty()) {
			this.wrong.sort(Comparator.comparing(WrongProperty::name));
			throw new InvalidProgressTrackerPropertyException(this.wrong);
		}
	}

	private static @Nullable ConfigurationProperty current(ConfigurationPropertyName name, BindContext context) {
		ConfigurationProperty property = context.getConfigurationProperty();
		return (property != null && property.getName().equals(name)) ? property : null;
	}

	private static @Nullable String written(String property, BindContext context) {
		ConfigurationProperty found = ConfigurationPropertyName.isValid(property)
				? property(ConfigurationPropertyName.of(property), context) : null;
		return (found != null) ? String.valueOf(found.getValue()) : null;
	}

	private static @Nullable ConfigurationProperty property(ConfigurationPropertyName name, BindContext context) {
		ConfigurationProperty property = current(name, context);
		for (ConfigurationPropertySource source : context.getSources()) {
			property = (property != null) ? property : source.getConfigurationProperty(name);
		}
		return property;
	}

}
