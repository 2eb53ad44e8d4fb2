/** TensorFlow and what drives its optimizers: Keras, the decays of TensorFlow 1, and two systems made for Keras. */
@NullMarked
package dev.anneal.dialect.tensorflow;

import org.jspecify.annotations.NullMarked;
