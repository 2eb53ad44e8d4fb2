/** Megatron Core: its schedulers. */
@NullMarked
package dev.anneal.dialect.megatron;

import org.jspecify.annotations.NullMarked;
