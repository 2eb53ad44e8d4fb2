/**
 * What tests of schedules share: {@linkplain dev.anneal.testkit.Samples samples} of all kinds of schedule, the {@linkplain
 * dev.anneal.testkit.ScheduleLaws laws} that every schedule keeps, and {@linkplain dev.anneal.testkit.CurveFile files of
 * recorded curves}. It needs no test framework: what does not hold is an {@link java.lang.AssertionError}.
 */
@NullMarked
package dev.anneal.testkit;

import org.jspecify.annotations.NullMarked;
