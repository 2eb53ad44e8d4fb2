/** DJL: {@code ai.djl.training.tracker}. */
@NullMarked
package dev.anneal.dialect.djl;

import org.jspecify.annotations.NullMarked;
