package dev.anneal.feedback;

import dev.anneal.Feedback;
import dev.anneal.Feedback.Observation;
import dev.anneal.Feedback.Response;

/**
 * What an adaptive rule has seen.
 *
 * @param best the best metric so far
 * @param count how many observations in a row were counted
 */
record AdaptiveState(Adaptive rule, double best, long count, Numbers scales) implements Feedback.State {

    static AdaptiveState start(Adaptive rule, int groups) {
        return new AdaptiveState(rule, rule.mode().worst(), 0, Numbers.repeated(1, groups));
    }

    static AdaptiveState read(Adaptive rule, String text) {
        StateText from = StateText.read(text);
        AdaptiveState state =
                new AdaptiveState(rule, from.number("best"), from.count("bad", Long.MAX_VALUE), from.scales());
        from.done();
        return state;
    }

    @Override
    public int groups() {
        return scales.size();
    }

    @Override
    public double applied(int group, double scheduled) {
        return scales.at(group) * scheduled;
    }

    @Override
    public Response observe(Observation observation) {
        double metric = observation.metric();
        boolean min = rule.mode() == Mode.MIN;
        double threshold = min ? best - rule.tolerance() : best + rule.tolerance();
        boolean counts = min ? metric > threshold : metric < threshold;
        double now = (min ? metric < best : metric > best) ? metric : best;
        String why = words(metric, threshold, counts);
        if (!counts) {
            return new Response(new AdaptiveState(rule, now, 0, scales), false, why);
        }
        if (count < rule.patience()) {
            return new Response(
                    new AdaptiveState(rule, now, count + 1, scales),
                    false,
                    why + Words.notYet(count + 1, rule.patience(), "put up with"));
        }
        return divided(observation, now, why + Words.enough(count + 1));
    }

    private Response divided(Observation observation, double now, String why) {
        double[] divided = new double[scales.size()];
        int changed = 0;
        for (int i = 0; i < divided.length; i++) {
            boolean above = applied(i, observation.scheduled()[i]) > rule.until();
            divided[i] = above ? scales.at(i) / rule.divisor() : scales.at(i);
            changed += above ? 1 : 0;
        }
        String some = changed < divided.length ? " in " + changed + " of " + divided.length + " groups" : "";
        String done = changed == 0
                ? "not above " + Words.number(rule.until()) + " any more"
                : "/ " + Words.number(rule.divisor()) + some;
        return new Response(new AdaptiveState(rule, now, 0, Numbers.of(divided)), true, why + done);
    }

    private String words(double metric, double threshold, boolean counts) {
        if (Double.isNaN(metric)) {
            return rule.metric() + " is not a number, and not counted";
        }
        if (Double.isInfinite(best)) {
            return rule.metric() + " " + Words.number(metric)
                    + (counts ? " is no better than " + Words.number(best) : " is the first");
        }
        String beyond = rule.mode() == Mode.MIN == counts ? " is above " : " is below ";
        String by = (rule.mode() == Mode.MIN ? "less " : "plus ") + Words.number(rule.tolerance());
        return rule.metric() + " " + Words.number(metric, threshold) + (metric == threshold ? " is at " : beyond)
                + Words.number(threshold, metric) + " (the best, " + Words.number(best) + ", " + by + ")";
    }

    @Override
    public Feedback.State joined() {
        return new AdaptiveState(rule, best, count, scales.and(1));
    }

    /** The state as a line of text. */
    @Override
    public String toString() {
        return new StateText.Writer()
                .put("best", best)
                .put("bad", count)
                .put("scale", scales)
                .toString();
    }
}
