package dev.anneal.feedback;

import dev.anneal.Feedback;
import dev.anneal.notation.Numerals;
import java.util.Arrays;

/** What a plateau rule has seen. */
record PlateauState(Plateau rule, double best, int count, int cooldown, int rest, double[] scales)
        implements Feedback.State {

    static PlateauState start(Plateau rule, int groups) {
        double[] scales = new double[groups];
        Arrays.fill(scales, 1);
        return new PlateauState(rule, rule.better().first(), 0, 0, 0, scales);
    }

    @Override
    public int groups() {
        return scales.length;
    }

    @Override
    public double applied(int group, double scheduled) {
        return rule.change().applied(scales[group], scheduled);
    }

    @Override
    public Feedback.Response observe(Feedback.Observation observation) {
        if (observation.time() < rule.start()) {
            return unmoved("does not listen yet");
        }
        if (rest > 0) {
            return unmoved(new PlateauState(rule, best, 0, cooldown, rest - 1, scales), "rests");
        }
        double metric = observation.metric();
        boolean better = rule.better().isBetter(metric, best);
        double bestNow = better ? metric : best;
        boolean counts = better == (rule.patience().counted() == Patience.Counted.GOOD);
        int counted = counts && cooldown == 0 ? count + 1 : 0;
        if (counted <= rule.patience().patience()) {
            int left = Math.max(cooldown - 1, 0);
            return unmoved(new PlateauState(rule, bestNow, counted, left, 0, scales), "waits");
        }
        double[] changed = scales.clone();
        for (int i = 0; i < changed.length; i++) {
            changed[i] = rule.change().changed(scales[i], observation.scheduled()[i]);
        }
        Patience patience = rule.patience();
        return new Feedback.Response(
                new PlateauState(rule, bestNow, 0, patience.cooldown(), patience.rest(), changed),
                true,
                "times " + Numerals.text(rule.change().factor()));
    }

    private Feedback.Response unmoved(String reason) {
        return unmoved(this, reason);
    }

    private static Feedback.Response unmoved(PlateauState next, String reason) {
        return new Feedback.Response(next, false, reason);
    }

    @Override
    public Feedback.State joined() {
        double[] more = Arrays.copyOf(scales, scales.length + 1);
        more[scales.length] = 1;
        return new PlateauState(rule, best, count, cooldown, rest, more);
    }
}
