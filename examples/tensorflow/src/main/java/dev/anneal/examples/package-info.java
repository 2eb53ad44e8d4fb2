/** Training with TensorFlow, to copy. */
@NullMarked
package dev.anneal.examples;

import org.jspecify.annotations.NullMarked;
