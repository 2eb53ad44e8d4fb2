/** Training with Deeplearning4j (DL4J): schedules for its configurations, and plans for its networks in training. */
@NullMarked
package dev.anneal.dl4j;

import org.jspecify.annotations.NullMarked;
