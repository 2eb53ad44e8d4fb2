package dev.anneal.dl4j;

import dev.anneal.Plan;
import dev.anneal.training.Event;
import dev.anneal.training.EventLog;
import dev.anneal.training.Scheduler;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.deeplearning4j.nn.api.Model;

/** Hands what is evaluated at the end of an epoch to the rules. */
final class Evaluations implements EventLog {

    private static final String TRAIN_LOSS = "train_loss";

    private final Set<String> metrics = new LinkedHashSet<>();
    private final Map<String, ToDoubleFunction<Model>> calculators = new HashMap<>();
    private final Set<String> toldByHand = new HashSet<>();
    private boolean observing;
    private int epochs;
    private double losses;
    private int updates;

    Evaluations(Plan plan) {
        plan.rules().forEach(rule -> metrics.add(rule.feedback().metric()));
    }

    void add(String metric, ToDoubleFunction<Model> calculator) {
        if (!metrics.contains(metric)) {
            throw new IllegalArgumentException(
                    "metric must be one that a rule of the plan follows, one of " + metrics + ", got " + metric);
        }
        calculators.put(metric, calculator);
    }

    /** Sees who observes. */
    @Override
    public void log(Event event) {
        if (!observing && event instanceof Event.Observed observed) {
            toldByHand.add(observed.metric());
        }
    }

    void updated(Model network) {
        losses += network.score();
        updates++;
    }

    void observe(Model network, Scheduler scheduler) {
        epochs++;
        for (String metric : metrics) {
            ToDoubleFunction<Model> calculator = calculators.get(metric);
            if (calculator != null) {
                observe(metric, calculator.applyAsDouble(network), scheduler);
            } else if (!toldByHand.contains(metric)) {
                observeUncalculated(metric, scheduler);
            }
        }
        losses = 0;
        updates = 0;
    }

    private void observeUncalculated(String metric, Scheduler scheduler) {
        if (metric.equals(TRAIN_LOSS) && updates > 0) {
            observe(metric, losses / updates, scheduler);
        } else if (epochs > 1) { // whoever tells it may do so after the end of the epoch
            throw new IllegalStateException("a rule follows '" + metric + "', which nobody has told in " + epochs
                    + " epochs; give the listener what calculates it, with evaluating(\"" + metric
                    + "\", …), or call scheduler().observe(\"" + metric + "\", value)");
        }
    }

    private void observe(String metric, double value, Scheduler scheduler) {
        observing = true;
        try {
            scheduler.observe(metric, value);
        } finally {
            observing = false;
        }
    }
}
