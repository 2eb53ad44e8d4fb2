package dev.anneal.feedback;

import dev.anneal.Feedback;
import dev.anneal.Feedback.Observation;
import dev.anneal.Feedback.Response;

/**
 * What a greedy rule has seen.
 *
 * @param count how many observations in a row were counted
 * @param rest for how many more none is compared
 * @param left how many reductions with all groups at the floor are left
 */
record GreedyState(Greedy rule, Seen seen, Best best, Row count, long rest, long left, Numbers scales)
        implements Feedback.State {

    /** Observations in a row, of which one kind is 0. */
    private record Row(long bad, long good) {

        static final Row NONE = new Row(0, 0);

        Row and(boolean better) {
            return better ? new Row(0, good + 1) : new Row(bad + 1, 0);
        }

        long length() {
            return Math.max(bad, good);
        }
    }

    static GreedyState start(Greedy rule, int groups) {
        Seen nothing = Seen.nothing(rule.signal());
        Numbers scales = Numbers.repeated(1, groups);
        return new GreedyState(rule, nothing, Best.of(rule.better()), Row.NONE, 0, rule.reset(), scales);
    }

    static GreedyState read(Greedy rule, String text) {
        StateText from = StateText.read(text);
        GreedyState state = new GreedyState(
                rule,
                Seen.read(rule.signal(), from),
                Best.read(from),
                new Row(from.count("bad", Long.MAX_VALUE), from.count("good", Long.MAX_VALUE)),
                from.count("rest", Integer.MAX_VALUE),
                from.count("left", Integer.MAX_VALUE),
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
        double observed = observation.metric();
        if (rule.signal().passesOver(rule.metric(), observed)) {
            return new Response(this, false, rule.metric() + " is not a number, and passed over");
        }
        Seen taken = seen.with(observed);
        if (!taken.isDue()) {
            return new Response(
                    new GreedyState(rule, taken, best, count, rest, left, scales), false, taken.waits(rule.metric()));
        }
        if (rest > 0) {
            return new Response(
                    new GreedyState(rule, taken.judged(), best, Row.NONE, rest - 1, left, scales),
                    false,
                    "resting, " + Words.more(rest - 1));
        }
        return compared(observation, taken);
    }

    private Response compared(Observation observation, Seen taken) {
        double metric = taken.value(observation.metric());
        boolean better = rule.better().isBetter(metric, best);
        String why = rule.better().words(rule.metric(), taken, metric, best);
        GreedyState judged = new GreedyState(
                rule, taken.judged(), better ? new Best(metric, false) : best, count.and(better), 0, left, scales);
        if (judged.count.length() <= rule.timing().patience()) {
            String left = better ? "waited for" : "put up with";
            return new Response(
                    judged,
                    false,
                    why + Words.notYet(judged.count.length(), rule.timing().patience(), left));
        }
        String enough = why + Words.enough(judged.count.length());
        return better ? judged.risen(observation, enough) : judged.fallen(observation, enough);
    }

    private Response risen(Observation observation, String why) {
        Change rise = rule.rise();
        Numbers changed = rise.changed(scales, observation.scheduled());
        return new Response(
                new GreedyState(rule, seen, best, Row.NONE, rule.timing().warmup(), rule.reset(), changed),
                true,
                why + rise.words(scales, observation.scheduled()));
    }

    private Response fallen(Observation observation, String why) {
        Change fall = rule.change();
        Numbers changed = fall.changed(scales, observation.scheduled());
        String words = why + fall.words(scales, observation.scheduled());
        boolean low = true;
        for (int i = 0; i < changed.size(); i++) {
            low &= fall.isAtFloor(changed.at(i), observation.scheduled()[i]);
        }
        int cooldown = rule.timing().cooldown();
        if (low && left <= 1) {
            Seen nothing = Seen.nothing(rule.signal());
            Numbers scale = Numbers.repeated(1, scales.size());
            return new Response(
                    new GreedyState(rule, nothing, Best.of(rule.better()), Row.NONE, cooldown, rule.reset(), scale),
                    true,
                    words + "; all begins anew");
        }
        return new Response(
                new GreedyState(rule, seen, best, Row.NONE, cooldown, low ? left - 1 : left, changed),
                true,
                low ? words + "; begins anew after " + (left - 1) + " more" : words);
    }

    @Override
    public Feedback.State joined() {
        return new GreedyState(rule, seen, best, count, rest, left, scales.and(1));
    }

    /** The state as a line of text. */
    @Override
    public String toString() {
        StateText.Writer text = new StateText.Writer();
        best.write(text);
        text.put("bad", count.bad()).put("good", count.good());
        text.put("rest", rest).put("left", left);
        seen.write(text);
        return text.put("scale", scales).toString();
    }
}
