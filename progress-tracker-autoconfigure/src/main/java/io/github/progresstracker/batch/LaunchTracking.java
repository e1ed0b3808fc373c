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

package io.github.progresstracker.batch;

import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.job.parameters.InvalidJobParametersException;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.job.parameters.JobParametersValidator;

/**
 * Tells that a job is launched. Who launches one checks its parameters last, on its own
 * thread, whatever thread the job will be executed by.
 *
 * @param runs told of the launch
 * @param validator what checks the parameters
 */
record LaunchTracking(Supplier<BatchRuns> runs, JobParametersValidator validator) implements JobParametersValidator {

	@Override
	public void validate(@Nullable JobParameters parameters) throws InvalidJobParametersException {
		this.validator.validate(parameters);
		BatchTracking.safely(() -> this.runs.get().jobLaunched());
	}

}
