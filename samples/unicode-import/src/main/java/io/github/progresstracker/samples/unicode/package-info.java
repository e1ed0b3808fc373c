@NullMarked
package io.github.progresstracker.samples.unicode;

import org.jspecify.annotations.NullMarked;
