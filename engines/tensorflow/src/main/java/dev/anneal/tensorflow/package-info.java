/** Training with TensorFlow for Java. */
@NullMarked
package dev.anneal.tensorflow;

import org.jspecify.annotations.NullMarked;
