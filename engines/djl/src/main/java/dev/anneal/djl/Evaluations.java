package dev.anneal.djl;

import ai.djl.training.Trainer;
import ai.djl.training.evaluator.Evaluator;
import ai.djl.training.listener.EvaluatorTrainingListener;
import ai.djl.training.listener.TrainingListener;
import dev.anneal.Plan;
import dev.anneal.training.Event;
import dev.anneal.training.EventLog;
import dev.anneal.training.Scheduler;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Hands what DJL evaluates to the rules, unless it was not evaluated in this epoch. */
final class Evaluations implements EventLog {

    private static final String VALIDATION = "validate_";

    private final Set<String> metrics = new LinkedHashSet<>();
    private final Set<String> toldByHand = new HashSet<>();
    private boolean observing;
    private boolean validated;
    private boolean registered;
    private int epochs;

    Evaluations(Plan plan) {
        plan.rules().forEach(rule -> metrics.add(rule.feedback().metric()));
    }

    /** Sees who observes. */
    @Override
    public void log(Event event) {
        if (!observing && event instanceof Event.Observed observed) {
            toldByHand.add(observed.metric());
        }
    }

    /** A rule that nobody can tell anything would do nothing, and nobody would notice. */
    void refuseUnregistered() {
        if (!registered && !metrics.isEmpty()) {
            throw new IllegalStateException(
                    "the plan's tracker must be registered as a listener of the trainer, after an"
                            + " EvaluatorTrainingListener, for the plan's rules to see " + String.join(", ", metrics));
        }
    }

    /** Looks whether the listeners stand in the order in which they must be called. */
    void begin(Trainer trainer, PlanTracker tracker) {
        registered = true;
        List<TrainingListener> listeners = listeners(trainer);
        int evaluator = evaluator(listeners);
        if (metrics.stream().anyMatch(metric -> evaluated(metric, trainer).isPresent())
                && evaluator > listeners.indexOf(tracker)) {
            throw new IllegalStateException(
                    "EvaluatorTrainingListener must be registered before the plan's tracker, for"
                            + " the rules to see each epoch's evaluation and not that of the epoch before; got "
                            + names(listeners));
        }
    }

    private static List<TrainingListener> listeners(Trainer trainer) {
        List<TrainingListener> listeners = new ArrayList<>();
        trainer.notifyListeners(listeners::add);
        return listeners;
    }

    /** The place of the listener that evaluates, or -1. */
    private static int evaluator(List<TrainingListener> listeners) {
        int last = -1;
        for (int i = 0; i < listeners.size(); i++) {
            if (listeners.get(i) instanceof EvaluatorTrainingListener) {
                last = i;
            }
        }
        return last;
    }

    private static List<String> names(List<TrainingListener> listeners) {
        return listeners.stream()
                .map(listener -> listener.getClass().getSimpleName())
                .toList();
    }

    void validated() {
        validated = true;
    }

    void observe(Trainer trainer, Scheduler scheduler) {
        epochs++;
        for (String metric : metrics) {
            if (!toldByHand.contains(metric)) {
                observe(metric, trainer, scheduler);
            }
        }
        validated = false;
    }

    private void observe(String metric, Trainer trainer, Scheduler scheduler) {
        Optional<String> name = evaluated(metric, trainer);
        if (name.isEmpty()) {
            if (epochs > 1) { // whoever tells it may do so after the end of the epoch
                throw new IllegalStateException("a rule follows '" + metric + "', which nobody has told in "
                        + epochs + " epochs; call scheduler().observe(\"" + metric
                        + "\", value), or follow what the trainer evaluates: " + names(trainer));
            }
            return;
        }
        double value = value(name.get(), metric, trainer);
        observing = true;
        try {
            scheduler.observe(metric, value);
        } finally {
            observing = false;
        }
    }

    private double value(String name, String metric, Trainer trainer) {
        List<TrainingListener> listeners = listeners(trainer);
        Float value = evaluator(listeners) < 0
                ? null
                : trainer.getTrainingResult().getEvaluations().get(name);
        if (value == null) {
            throw new IllegalStateException("a rule follows '" + metric
                    + "', which an EvaluatorTrainingListener before the tracker must evaluate; got "
                    + names(listeners));
        }
        if (name.startsWith(VALIDATION) && !validated) {
            throw new IllegalStateException("a rule follows '" + metric
                    + "', but nothing was validated in this epoch; give the training a validation set, or call"
                    + " scheduler().observe(\"" + metric + "\", value)");
        }
        return value;
    }

    /** DJL's name of a metric, if the trainer evaluates it. */
    private static Optional<String> evaluated(String metric, Trainer trainer) {
        Set<String> names = names(trainer);
        return names.contains(metric)
                ? Optional.of(metric)
                : names.stream()
                        .filter(name -> plain(name).equals(plain(metric)))
                        .findFirst();
    }

    private static Set<String> names(Trainer trainer) {
        Set<String> names = new LinkedHashSet<>(List.of("train_loss", VALIDATION + "loss"));
        for (Evaluator evaluator : trainer.getEvaluators()) {
            names.add("train_" + evaluator.getName());
            names.add(VALIDATION + evaluator.getName());
        }
        return names;
    }

    private static String plain(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.startsWith("val_") ? VALIDATION + lower.substring("val_".length()) : lower;
    }
}
