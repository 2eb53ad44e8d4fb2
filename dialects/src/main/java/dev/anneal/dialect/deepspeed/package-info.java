/** DeepSpeed: its schedulers. */
@NullMarked
package dev.anneal.dialect.deepspeed;

import org.jspecify.annotations.NullMarked;
