/** MMEngine: {@code mmengine.optim.scheduler}. */
@NullMarked
package dev.anneal.dialect.mmengine;

import org.jspecify.annotations.NullMarked;
