/**
 * Training under a plan: {@link dev.anneal.training.Scheduler} is the one object with a clock. It writes values into an
 * optimizer, takes in what is observed, tells what happens, and can be stopped and taken up again.
 */
@NullMarked
package dev.anneal.training;

import org.jspecify.annotations.NullMarked;
