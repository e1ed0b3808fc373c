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

package io.github.progresstracker.samples.partitioning;

import java.sql.SQLException;

import javax.sql.DataSource;

import org.h2.tools.Server;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.boot.artemis.autoconfigure.ArtemisConfigurationCustomizer;
import org.springframework.boot.autoconfigure.AbstractDependsOnBeanFactoryPostProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;

/**
 * The broker and the database. In production, they run elsewhere. Here they are part of
 * the manager's process, and other processes on this machine can connect to them.
 */
@Configuration(proxyBeanMethods = false)
@Profile("local")
class LocalServers {

	@Bean
	ArtemisConfigurationCustomizer openBroker(@Value("${sample.local.broker}") String address) {
		return (broker) -> {
			try {
				broker.addAcceptorConfiguration("network", address);
			}
			catch (Exception ex) {
				throw new IllegalStateException("The broker cannot listen at " + address, ex);
			}
		};
	}

	@Bean(initMethod = "start", destroyMethod = "stop")
	Server databaseServer(@Value("${sample.local.database-port}") String port) throws SQLException {
		return Server.createTcpServer("-tcpPort", port, "-ifNotExists");
	}

	@Bean
	static BeanFactoryPostProcessor databaseServerFirst() {
		return new AbstractDependsOnBeanFactoryPostProcessor(DataSource.class, Server.class) {
		};
	}

}
