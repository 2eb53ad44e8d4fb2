/** fvcore: its schedulers. */
@NullMarked
package dev.anneal.dialect.fvcore;

import org.jspecify.annotations.NullMarked;
