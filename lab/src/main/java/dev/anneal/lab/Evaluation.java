package dev.anneal.lab;

/**
 * How well a model does on its validation rows.
 *
 * @param loss the mean loss of a row
 * @param accuracy the fraction of rows whose class is told right, in [0, 1]
 */
public record Evaluation(double loss, double accuracy) {}
