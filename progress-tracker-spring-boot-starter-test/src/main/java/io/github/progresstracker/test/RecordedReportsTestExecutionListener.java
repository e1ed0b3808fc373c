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

package io.github.progresstracker.test;

import io.github.progresstracker.test.RecordedReports.Mark;
import org.jspecify.annotations.Nullable;

import org.springframework.test.context.TestContext;
import org.springframework.test.context.support.AbstractTestExecutionListener;

/**
 * Makes {@link RecordedReports} forget what a test recorded, because contexts are cached
 * and the next test may get the same one.
 */
final class RecordedReportsTestExecutionListener extends AbstractTestExecutionListener {

	/** After a test, this listener comes before the one that closes the context. */
	private static final int AFTER_DIRTIES_CONTEXT = 3050;

	private static final String BEFORE_CLASS = RecordedReports.class.getName() + ".beforeClass";

	private static final String BEFORE_METHOD = RecordedReports.class.getName() + ".beforeMethod";

	@Override
	public int getOrder() {
		return AFTER_DIRTIES_CONTEXT;
	}

	@Override
	public void beforeTestClass(TestContext test) {
		mark(test, BEFORE_CLASS);
	}

	@Override
	public void beforeTestMethod(TestContext test) {
		mark(test, BEFORE_METHOD);
	}

	@Override
	public void afterTestMethod(TestContext test) {
		forgetAfterMark(test, BEFORE_METHOD);
	}

	@Override
	public void afterTestClass(TestContext test) {
		forgetAfterMark(test, BEFORE_CLASS);
	}

	private static void mark(TestContext test, String attribute) {
		RecordedReports reports = find(test);
		if (reports != null) {
			test.setAttribute(attribute, reports.mark());
		}
	}

	private static void forgetAfterMark(TestContext test, String attribute) {
		Object mark = test.removeAttribute(attribute);
		RecordedReports reports = find(test);
		if (reports != null) {
			reports.forgetAfter((mark instanceof Mark marked) ? marked : null);
		}
	}

	private static @Nullable RecordedReports find(TestContext test) {
		// Never start a context here.
		return test.hasApplicationContext()
				? test.getApplicationContext().getBeanProvider(RecordedReports.class).getIfUnique() : null;
	}

}
