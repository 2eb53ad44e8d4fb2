package dev.anneal.dialect;

/** A number, and whether it is written as a whole one: Python and Java treat those in their own way. */
record Amount(double value, boolean integral) {}
