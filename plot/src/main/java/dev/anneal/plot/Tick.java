package dev.anneal.plot;

/** A labelled place of an axis, in the axis's own coordinate; with an empty label a minor one. */
record Tick(double at, String label) {}
