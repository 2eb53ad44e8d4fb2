package dev.anneal.plot;

/** A stretch of time, from &lt; to. */
record Range(double from, double to) {
    double width() {
        return to - from;
    }
}
