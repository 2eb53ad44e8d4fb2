/** Small programs to copy. The guide quotes them, and a test runs them and compares what they print with their comments. */
@NullMarked
package dev.anneal.examples;

import org.jspecify.annotations.NullMarked;
