package dev.anneal.feedback;

/**
 * The best metric so far.
 *
 * @param metric its value; not a number if there is none yet, or if that came first
 * @param none whether whatever comes next is the best
 */
record Best(double metric, boolean none) {

    private static final String NONE = "none";

    static Best of(Comparison comparison) {
        return new Best(comparison.first(), Double.isNaN(comparison.first()));
    }

    void write(StateText.Writer text) {
        text.put("best", none ? NONE : (Object) metric);
    }

    static Best read(StateText text) {
        return text.is("best", NONE) ? new Best(Double.NaN, true) : new Best(text.number("best"), false);
    }
}
