/**
 * Rules that act on what training observes. A rule is put together from small values: what is looked at
 * ({@link dev.anneal.feedback.Signal}), what counts as better ({@link dev.anneal.feedback.Comparison}), what is counted
 * ({@link dev.anneal.feedback.Patience}) and what is done ({@link dev.anneal.feedback.Change}).
 */
@NullMarked
package dev.anneal.feedback;

import org.jspecify.annotations.NullMarked;
