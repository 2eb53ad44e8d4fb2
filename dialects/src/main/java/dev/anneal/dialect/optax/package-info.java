/** Optax, for JAX. */
@NullMarked
package dev.anneal.dialect.optax;

import org.jspecify.annotations.NullMarked;
