@NullMarked
package io.github.progresstracker.benchmarks;

import org.jspecify.annotations.NullMarked;
