/** PyTorch-Ignite: {@code ignite.handlers.param_scheduler}. */
@NullMarked
package dev.anneal.dialect.ignite;

import org.jspecify.annotations.NullMarked;
