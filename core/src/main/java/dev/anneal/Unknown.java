package dev.anneal;

import dev.anneal.notation.Arithmetic;
import dev.anneal.notation.Expression;
import dev.anneal.notation.Expression.Chain;
import dev.anneal.notation.Nearest;
import dev.anneal.notation.NotationException;
import dev.anneal.notation.Span;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What to answer to words that mean nothing here: what other frameworks call the same, else the nearest word. */
final class Unknown {

    private static final String AFTER = ", on a line after lr = …";
    private static final String RESTARTS = "cosine(peak, 0, length).repeat(stretching(2))";
    private static final String STEPS = "exponential(initial, gamma, size).staircase(size)";
    private static final String RULE = "lr *= plateau(…)" + AFTER;
    private static final String LAYERWISE = "lr *= layerwise(decay)" + AFTER;
    private static final String WARMUP = "linear(0, peak, length).then(…)";

    /** Habits from elsewhere, without case and underscores. */
    private static final Map<String, String> INSTEAD = Map.ofEntries(
            Map.entry("step", STEPS),
            Map.entry("steplr", STEPS),
            Map.entry("stepdecay", STEPS),
            Map.entry("warmup", WARMUP),
            Map.entry("linearwarmup", WARMUP),
            Map.entry("sgdr", RESTARTS),
            Map.entry("cosineannealingwarmrestarts", RESTARTS),
            Map.entry("onecycle", "cosine(low, peak, up).then(cosine(peak, 0, down))"),
            Map.entry("onecyclelr", "cosine(low, peak, up).then(cosine(peak, 0, down))"),
            Map.entry("noam", "linear(0, peak, warmup).then(inverseSqrt(peak, warmup))"),
            Map.entry("lambdalr", "formula(t -> …)"),
            Map.entry("sequentiallr", "a.then(b)"),
            Map.entry("joinschedules", "a.then(b)"),
            Map.entry("chainedscheduler", "a * b"),
            Map.entry("clip", ".atLeast(floor).atMost(ceiling)"),
            Map.entry("clamp", ".atLeast(floor).atMost(ceiling)"),
            Map.entry("reducelronplateau", RULE),
            Map.entry("layerwise", LAYERWISE),
            Map.entry("layerdecay", LAYERWISE),
            Map.entry("llrd", LAYERWISE),
            Map.entry("reduceonplateau", RULE),
            Map.entry("greedylr", "lr *= greedy(…)" + AFTER),
            Map.entry("newbobscheduler", "lr *= newbob(…)" + AFTER),
            Map.entry("stretching", ".repeat(stretching(factor))"),
            Map.entry("scaling", ".repeat(scaling(factor))"));

    /** Names that have a meaning only where a run is known, and what it must tell. */
    private static final Map<String, String> BOUND_BY_RUNS = Map.of(
            "total", "its steps, or its epochs and steps_per_epoch, or its epochs, samples and batch",
            "epoch", "its steps_per_epoch, or its steps and epochs, or its samples and batch");

    private Unknown() {}

    static NotationException function(String text, Span span, String name) {
        List<String> known = new ArrayList<>(Vocabulary.FACTORIES.keySet());
        known.addAll(Vocabulary.EXTREMES.keySet());
        known.addAll(Arithmetic.functions());
        if (FeedbackFunctions.has(name)) {
            String problem = "'" + name + "' is a rule and no schedule; write lr *= " + name + "(…)" + AFTER;
            return NotationException.at(text, span, problem);
        }
        known.addAll(FeedbackFunctions.names());
        known.add(Layerwise.NAME);
        return said(text, span, "function", name, known);
    }

    static NotationException operator(String text, Span span, String name) {
        if (Vocabulary.FACTORIES.containsKey(name)) {
            String problem = "'" + name + "' is a schedule and no operator; .then(" + name + "(…)) puts it behind";
            return NotationException.at(text, span, problem);
        }
        return said(text, span, "operator", name, Vocabulary.METHODS.keySet());
    }

    private static NotationException said(String text, Span span, String what, String name, Collection<String> known) {
        String own = name.substring(name.lastIndexOf('.') + 1);
        String instead = INSTEAD.get(own.replace("_", "").toLowerCase(Locale.ROOT));
        String problem = "unknown " + what + " '" + name + "'";
        return instead == null
                ? NotationException.at(text, span, problem, Nearest.to(own, known))
                : NotationException.at(text, span, problem + "; write " + instead);
    }

    /** A name that only a run binds, or one that nobody knows. */
    static NotationException name(String text, Span span, String name, Collection<String> bound) {
        if (Vocabulary.BOUND_BY_RUNS.contains(name)) {
            String told = BOUND_BY_RUNS.getOrDefault(name, "its " + name);
            return NotationException.at(text, span, "'" + name + "' is not known; the run must tell " + told);
        }
        List<String> known = new ArrayList<>(bound);
        known.addAll(Vocabulary.BOUND_BY_RUNS);
        return NotationException.at(text, span, "unknown name '" + name + "'", Nearest.to(name, known));
    }

    /** The dotted name of a call such as {@code torch.StepLR(…)}, or null if this is something else. */
    static @Nullable String path(Chain chain) {
        if (!(chain.head() instanceof Expression.Name head)) {
            return null;
        }
        StringBuilder path = new StringBuilder(head.id());
        for (Expression.Link link : chain.links()) {
            if (!(link instanceof Expression.Attribute attribute)) {
                return link instanceof Expression.Arguments ? path.toString() : null;
            }
            path.append('.').append(attribute.name());
        }
        return null;
    }
}
