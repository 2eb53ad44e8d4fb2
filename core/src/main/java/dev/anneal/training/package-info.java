/**
 * Training under a plan: {@link dev.anneal.training.Scheduler} is the one object with a clock. It writes values into an
 * optimizer, takes in what is observed, tells what happens, and can be stopped and taken up again.
 *
 * <p>A {@code Course} is what the values are, of {@code Slot}s and rules that are {@code Acting}; what is {@code Present} was
 * written to the {@link dev.anneal.training.OptimizerSink} and is on the {@code Board} for readers. {@code Resumption} makes a
 * course of a {@link dev.anneal.training.Checkpoint}. The logs ({@link dev.anneal.training.CsvLog}, {@link
 * dev.anneal.training.JsonLinesLog}, {@link dev.anneal.training.TensorBoardLog}, {@link dev.anneal.training.SystemLog}) know
 * {@link dev.anneal.training.Event}s only. {@link dev.anneal.training.Simulation} works a plan out without training.
 */
@NullMarked
package dev.anneal.training;

import org.jspecify.annotations.NullMarked;
