package dev.anneal.plot;

/** Placeholder. */
public final class Report {
    private Report() {}

    static Report titled(String title) {
        return new Report();
    }

    Report with(Figure figure) {
        return this;
    }

    String html() {
        return "";
    }
}
