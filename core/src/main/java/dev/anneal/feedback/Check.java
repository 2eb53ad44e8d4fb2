package dev.anneal.feedback;

import dev.anneal.notation.Numerals;

/** Checks of arguments. A message names the argument, the rule, and what was received. */
final class Check {

    private Check() {}

    static IllegalArgumentException broken(String argument, String rule, Object received) {
        String shown = received instanceof Double number ? Numerals.text(number) : String.valueOf(received);
        return new IllegalArgumentException(argument + " must " + rule + ", got " + shown);
    }

    static void finite(String argument, double value) {
        if (!Double.isFinite(value)) {
            throw broken(argument, "be finite", value);
        }
    }

    static void count(String argument, int value) {
        if (value < 0) {
            throw broken(argument, "be >= 0", value);
        }
    }

    static void positive(String argument, int value) {
        if (value < 1) {
            throw broken(argument, "be >= 1", value);
        }
    }

    static void metric(String name) {
        if (name.isBlank() || name.chars().anyMatch(Character::isISOControl)) {
            throw broken("on", "name a metric on one line", "'" + name + "'");
        }
    }

    static void groups(int groups) {
        positive("groups", groups);
    }
}
