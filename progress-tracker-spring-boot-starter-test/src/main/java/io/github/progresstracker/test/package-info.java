/**
 * Test support: asserts what jobs reported.
 */
@NullMarked
package io.github.progresstracker.test;

import org.jspecify.annotations.NullMarked;
