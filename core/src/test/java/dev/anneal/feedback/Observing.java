package dev.anneal.feedback;

import dev.anneal.Feedback;
import dev.anneal.Feedback.Observation;
import dev.anneal.Feedback.Response;
import java.util.Arrays;

/** A rule that observes, over constant values. */
final class Observing {

    private final double[] scheduled;
    private Feedback.State state;
    private int time;

    Observing(Feedback rule, double... scheduled) {
        this.scheduled = scheduled;
        this.state = rule.start(scheduled.length);
    }

    Response observe(double metric) {
        Response response = state.observe(new Observation(metric, time++, scheduled));
        state = response.state();
        return response;
    }

    /** What is said of the last of some observations. */
    String reason(double... metrics) {
        return Arrays.stream(metrics)
                .mapToObj(metric -> observe(metric).reason())
                .reduce("", (before, last) -> last);
    }

    /** The value of the first group after each observation. */
    double[] values(double... metrics) {
        return Arrays.stream(metrics)
                .map(metric -> {
                    observe(metric);
                    return value(0);
                })
                .toArray();
    }

    double value(int group) {
        return state.applied(group, scheduled[group]);
    }

    Feedback.State state() {
        return state;
    }
}
