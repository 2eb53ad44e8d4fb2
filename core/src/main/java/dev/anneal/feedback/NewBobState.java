package dev.anneal.feedback;

import dev.anneal.Feedback;
import dev.anneal.Feedback.Observation;
import dev.anneal.Feedback.Response;

/**
 * What a NewBob rule has seen.
 *
 * @param previous the metric before, not a number if there is none: either is no small improvement
 * @param used how much of the patience is used up
 */
record NewBobState(NewBob rule, double previous, long used, Numbers scales) implements Feedback.State {

    static NewBobState start(NewBob rule, int groups) {
        return new NewBobState(rule, Double.NaN, 0, Numbers.repeated(1, groups));
    }

    static NewBobState read(NewBob rule, String text) {
        StateText from = StateText.read(text);
        NewBobState state =
                new NewBobState(rule, from.number("previous"), from.count("used", Long.MAX_VALUE), from.scales());
        from.done();
        return state;
    }

    @Override
    public int groups() {
        return scales.size();
    }

    @Override
    public double applied(int group, double scheduled) {
        return rule.change().applied(scales.at(group), scheduled);
    }

    @Override
    public Response observe(Observation observation) {
        double metric = observation.metric();
        double better = rule.mode() == Mode.MIN ? previous - metric : metric - previous;
        double improvement = previous == 0 ? 0 : better / previous;
        String why = words(metric, improvement);
        if (!(improvement < rule.threshold())) {
            return new Response(new NewBobState(rule, metric, used, scales), false, why);
        }
        if (used < rule.patience()) {
            return new Response(
                    new NewBobState(rule, metric, used + 1, scales),
                    false,
                    why + Words.notYet(used + 1, rule.patience(), "put up with"));
        }
        Numbers changed = rule.change().changed(scales, observation.scheduled());
        return new Response(
                new NewBobState(rule, metric, 0, changed),
                true,
                why + ": " + rule.change().words(scales, observation.scheduled()));
    }

    private String words(double metric, double improvement) {
        String name = rule.metric() + " " + Words.number(metric, previous);
        if (Double.isNaN(improvement)) {
            return Double.isNaN(previous) ? name + " has nothing to improve on" : name + " cannot be compared";
        }
        boolean small = improvement < rule.threshold();
        double percent = improvement * 100;
        String by = Words.number(Math.abs(percent), Math.abs(rule.threshold() * 100)) + " % ";
        return name + " is " + by + (percent < 0 ? "worse" : "better") + " than " + Words.number(previous, metric)
                + " before it" + (small ? ", and should be " + Words.number(rule.threshold() * 100) + " %" : "");
    }

    @Override
    public Feedback.State joined() {
        return new NewBobState(rule, previous, used, scales.and(1));
    }

    /** The state as a line of text. */
    @Override
    public String toString() {
        return new StateText.Writer()
                .put("previous", previous)
                .put("used", used)
                .put("scale", scales)
                .toString();
    }
}
