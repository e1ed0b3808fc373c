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

package io.github.progresstracker.autoconfigure.pushgateway;

import javax.net.ssl.SSLSocketFactory;

import io.github.progresstracker.autoconfigure.diagnostics.InvalidProgressTrackerPropertyException;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.ssl.NoSuchSslBundleException;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.core.NestedExceptionUtils;

/**
 * The SSL bundle that one of our properties names.
 */
public final class ConfiguredSslBundle {

	private final String property;

	private final String name;

	private final ObjectProvider<SslBundles> bundles;

	/**
	 * Creates a reference to a bundle, which need not exist.
	 * @param property the name of the property
	 * @param name the name of the bundle
	 * @param bundles the bundles that exist
	 */
	public ConfiguredSslBundle(String property, String name, ObjectProvider<SslBundles> bundles) {
		this.property = property;
		this.name = name;
		this.bundles = bundles;
	}

	/**
	 * The bundle.
	 * @return the bundle
	 * @throws InvalidProgressTrackerPropertyException if there is none with this name
	 */
	SslBundle bundle() {
		try {
			return this.bundles.getObject().getBundle(this.name);
		}
		catch (NoSuchSslBundleException ex) {
			throw new InvalidProgressTrackerPropertyException(this.property, this.name,
					"there is no SSL bundle with this name",
					"Define one with 'spring.ssl.bundle.pem.%s.*', or use the name of an existing one."
						.formatted(this.name));
		}
	}

	/**
	 * Creates a factory for connections, which follows updates of the bundle.
	 * @return the factory
	 * @throws InvalidProgressTrackerPropertyException if the bundle does not exist, or
	 * cannot be used
	 */
	public SSLSocketFactory sockets() {
		SslBundle bundle = bundle();
		try {
			BundleSocketFactory sockets = new BundleSocketFactory(bundle);
			this.bundles.getObject().addBundleUpdateHandler(this.name, sockets::use);
			return sockets;
		}
		catch (RuntimeException ex) {
			throw unusable(ex);
		}
	}

	private InvalidProgressTrackerPropertyException unusable(RuntimeException cause) {
		InvalidProgressTrackerPropertyException wrong = new InvalidProgressTrackerPropertyException(this.property,
				this.name,
				"this SSL bundle cannot be used: " + NestedExceptionUtils.getMostSpecificCause(cause).getMessage(),
				"Check the properties 'spring.ssl.bundle.*.%s.*' and their files.".formatted(this.name));
		wrong.initCause(cause);
		return wrong;
	}

}
