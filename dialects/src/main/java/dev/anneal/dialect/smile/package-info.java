/** Smile: its schedulers. */
@NullMarked
package dev.anneal.dialect.smile;

import org.jspecify.annotations.NullMarked;
