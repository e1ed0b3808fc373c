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

package io.github.progresstracker.compatibility;

import java.nio.file.Files;
import java.nio.file.Path;

import org.apache.catalina.core.StandardContext;
import org.apache.catalina.startup.Constants;
import org.apache.catalina.startup.ContextConfig;
import org.apache.catalina.startup.Tomcat;

/**
 * A Tomcat that an application is deployed to, as a {@code main} method: nothing of the
 * application or of Spring is on its class path.
 */
final class TomcatServer {

	private TomcatServer() {
	}

	/**
	 * Deploys an application, and undeploys it when a line is read.
	 * @param args the folder of the server and the WAR
	 */
	public static void main(String[] args) throws Exception {
		Tomcat tomcat = new Tomcat();
		tomcat.setBaseDir(args[0]);
		tomcat.setPort(0);
		Files.createDirectories(Path.of(args[0], "webapps"));
		StandardContext application = new StandardContext();
		application.setPath("/shop");
		application.setName("shop");
		application.setDocBase(args[1]);
		ContextConfig configuration = new ContextConfig();
		configuration.setDefaultWebXml(Constants.NoDefaultWebXml);
		application.addLifecycleListener(configuration);
		tomcat.getConnector();
		tomcat.getHost().addChild(application);
		tomcat.start();
		System.out.println("Tomcat started on port " + tomcat.getConnector().getLocalPort() + " ");
		System.in.read();
		tomcat.getHost().removeChild(application);
		System.out.println("Undeployed");
		tomcat.stop();
		tomcat.destroy();
	}

}
