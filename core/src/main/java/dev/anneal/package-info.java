/**
 * Learning-rate schedules as values.
 *
 * <p>A {@link dev.anneal.Schedule} is an immutable, pure function of time. Time is the number of completed updates,
 * counted from 0, as a {@code double}: {@code at(0)} is what the first update uses. Intervals are half-open, and past its
 * length a schedule holds its end value.
 *
 * <pre>{@code
 * Schedule lr = linear(0, 3e-4, 2_000).then(cosine(3e-4, 0, 98_000)); // warmup, then cosine decay
 * lr.at(1_000);                                                       // 1.5e-4
 * Schedule.parse(lr.toString()).equals(lr);                           // true
 * }</pre>
 *
 * <p>A {@link dev.anneal.Plan} puts schedules together: one for each hyperparameter and parameter group. A
 * {@link dev.anneal.Horizon} is what is known of a run when its texts are read.
 */
@NullMarked
package dev.anneal;

import org.jspecify.annotations.NullMarked;
