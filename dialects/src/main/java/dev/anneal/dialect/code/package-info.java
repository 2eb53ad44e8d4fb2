/**
 * Plans as code of other frameworks: {@link dev.anneal.dialect.code.Code} writes it.
 *
 * <p>The notation of a schedule is read into a {@code Form}; {@code Lowering} makes of it a {@code Program}, which is functions
 * of time made of {@code Term}s, in parts that begin and end; a target prints that in its language. A target that writes another
 * notation of schedules, as that of this library in Java, does without all this. So a new target is a {@code Terms} that knows
 * how numbers, operators and functions are written, and a class that writes a {@code Program} and what surrounds it.
 */
@NullMarked
package dev.anneal.dialect.code;

import org.jspecify.annotations.NullMarked;
