/**
 * What a test needs to see the progress of a job.
 */
@NullMarked
package io.github.progresstracker.test;

import org.jspecify.annotations.NullMarked;

