/** Training with DL4J, to copy. */
@NullMarked
package dev.anneal.examples;

import org.jspecify.annotations.NullMarked;
