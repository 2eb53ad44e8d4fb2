package dev.anneal.feedback;

import dev.anneal.Feedback;
import dev.anneal.Feedback.Observation;
import dev.anneal.Feedback.Response;

/**
 * What a plateau rule has seen.
 *
 * @param count how many observations in a row were counted
 * @param cooldown for how many more none is counted
 * @param rest for how many more none is looked at
 */
record PlateauState(Plateau rule, Seen seen, Best best, long count, long cooldown, long rest, Numbers scales)
        implements Feedback.State {

    static PlateauState start(Plateau rule, int groups) {
        Seen nothing = Seen.nothing(rule.signal());
        return new PlateauState(rule, nothing, Best.of(rule.better()), 0, 0, 0, Numbers.repeated(1, groups));
    }

    static PlateauState read(Plateau rule, String text) {
        StateText from = StateText.read(text);
        PlateauState state = new PlateauState(
                rule,
                Seen.read(rule.signal(), from),
                Best.read(from),
                from.count(rule.patience().word(), Long.MAX_VALUE),
                from.count("cooldown", Integer.MAX_VALUE),
                from.count("rest", Integer.MAX_VALUE),
                from.scales());
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
        if (observation.time() < rule.start()) {
            return new Response(this, false, "does not listen before update " + Words.number(rule.start()));
        }
        double metric = observation.metric();
        if (rule.signal().passesOver(rule.metric(), metric)) {
            return new Response(this, false, rule.metric() + " is not a number, and passed over");
        }
        Seen taken = seen.with(metric);
        if (!taken.isDue()) {
            return new Response(
                    new PlateauState(rule, taken, best, count, cooldown, rest, scales),
                    false,
                    taken.waits(rule.metric()));
        }
        if (rest > 0) {
            return new Response(
                    new PlateauState(rule, taken.judged(), best, count, cooldown, rest - 1, scales),
                    false,
                    "resting, " + Words.more(rest - 1));
        }
        return judged(observation, taken);
    }

    private Response judged(Observation observation, Seen taken) {
        double metric = taken.value(observation.metric());
        boolean better = rule.better().isBetter(metric, best);
        Best now = better ? new Best(metric, false) : best;
        String why = rule.better().words(rule.metric(), taken, metric, best);
        if (cooldown > 0) {
            return new Response(
                    new PlateauState(rule, taken.judged(), now, 0, cooldown - 1, 0, scales),
                    false,
                    why + "; cooling down, " + Words.more(cooldown - 1));
        }
        Patience patience = rule.patience();
        long counted = patience.counts(better) ? count + 1 : 0;
        if (counted > patience.patience()) {
            Numbers changed = rule.change().changed(scales, observation.scheduled());
            return new Response(
                    new PlateauState(rule, taken.judged(), now, 0, patience.cooldown(), patience.rest(), changed),
                    true,
                    why + Words.enough(counted) + rule.change().words(scales, observation.scheduled()));
        }
        return new Response(
                new PlateauState(rule, taken.judged(), now, counted, 0, 0, scales),
                false,
                why + Words.notYet(counted, patience.patience(), patience.left()));
    }

    @Override
    public Feedback.State joined() {
        return new PlateauState(rule, seen, best, count, cooldown, rest, scales.and(1));
    }

    /** The state as a line of text. */
    @Override
    public String toString() {
        StateText.Writer text = new StateText.Writer();
        best.write(text);
        text.put(rule.patience().word(), count).put("cooldown", cooldown).put("rest", rest);
        seen.write(text);
        return text.put("scale", scales).toString();
    }
}
