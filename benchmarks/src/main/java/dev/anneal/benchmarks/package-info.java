/** JMH benchmarks of schedules, beside the same schedules written by hand and those of DJL. */
@NullMarked
package dev.anneal.benchmarks;

import org.jspecify.annotations.NullMarked;
