package dev.anneal.dialect.code;

import dev.anneal.Feedback;
import dev.anneal.feedback.Adaptive;
import dev.anneal.feedback.Change;
import dev.anneal.feedback.Comparison;
import dev.anneal.feedback.Greedy;
import dev.anneal.feedback.Mode;
import dev.anneal.feedback.NewBob;
import dev.anneal.feedback.Patience;
import dev.anneal.feedback.Plateau;
import dev.anneal.feedback.Signal;
import java.util.Set;
import java.util.TreeSet;

/** Rules as calls of their own factories. What is as it is by itself is left out. */
final class JavaRules {

    final Set<String> imports = new TreeSet<>();

    String text(Feedback rule) {
        if (rule instanceof Plateau plateau) {
            return plateau(plateau);
        } else if (rule instanceof Greedy greedy) {
            return greedy(greedy);
        } else if (rule instanceof NewBob newBob) {
            return newBob(newBob);
        } else if (rule instanceof Adaptive adaptive) {
            return adaptive(adaptive);
        }
        throw new IllegalArgumentException("java cannot say '" + rule + "': a rule of "
                + rule.getClass().getName() + ", whose factories are not known here; 'text' can");
    }

    private String named(Class<?> type) {
        imports.add(type.getName().replace('$', '.'));
        return type.getSimpleName();
    }

    private static String number(double value) {
        return JavaAlgebra.literal(value);
    }

    private String plateau(Plateau rule) {
        Plateau own = Plateau.on(rule.metric());
        StringBuilder text = new StringBuilder(named(Plateau.class) + ".on(" + Names.quoted(rule.metric()) + ")");
        if (!rule.signal().equals(own.signal())) {
            text.append(".looking(").append(signal(rule.signal())).append(")");
        }
        if (!rule.better().equals(own.better())) {
            text.append(".judging(").append(better(rule.better())).append(")");
        }
        if (!rule.patience().equals(own.patience())) {
            text.append(".waiting(").append(patience(rule.patience())).append(")");
        }
        if (!rule.change().equals(own.change())) {
            text.append(".changing(").append(change(rule.change())).append(")");
        }
        return text + (rule.start() == 0 ? "" : ".from(" + number(rule.start()) + ")");
    }

    private String greedy(Greedy rule) {
        Greedy own = Greedy.on(rule.metric());
        StringBuilder text = new StringBuilder(named(Greedy.class) + ".on(" + Names.quoted(rule.metric()) + ")");
        if (!rule.signal().equals(own.signal())) {
            text.append(".looking(").append(signal(rule.signal())).append(")");
        }
        if (!rule.better().equals(own.better())) {
            text.append(".judging(").append(better(rule.better())).append(")");
        }
        if (!rule.timing().equals(own.timing())) {
            Greedy.Timing timing = rule.timing();
            text.append(".waiting(new Greedy.Timing(" + timing.patience() + ", " + timing.cooldown() + ", "
                    + timing.warmup() + "))");
        }
        if (!rule.change().equals(own.change())) {
            text.append(".changing(").append(change(rule.change())).append(")");
        }
        return text + (rule.reset() == own.reset() ? "" : ".resetting(" + rule.reset() + ")");
    }

    private String newBob(NewBob rule) {
        NewBob own = NewBob.on(rule.metric());
        StringBuilder text = new StringBuilder(named(NewBob.class) + ".on(" + Names.quoted(rule.metric()) + ")");
        if (rule.mode() != own.mode() || rule.threshold() != own.threshold()) {
            text.append(".judging(" + mode(rule.mode()) + ", " + number(rule.threshold()) + ")");
        }
        if (rule.patience() != own.patience()) {
            text.append(".waiting(" + rule.patience() + ")");
        }
        return text + (rule.change().equals(own.change()) ? "" : ".changing(" + change(rule.change()) + ")");
    }

    private String adaptive(Adaptive rule) {
        Adaptive own = Adaptive.on(rule.metric());
        StringBuilder text = new StringBuilder(named(Adaptive.class) + ".on(" + Names.quoted(rule.metric()) + ")");
        if (rule.mode() != own.mode() || rule.tolerance() != own.tolerance()) {
            text.append(".judging(" + mode(rule.mode()) + ", " + number(rule.tolerance()) + ")");
        }
        if (rule.patience() != own.patience()) {
            text.append(".waiting(" + rule.patience() + ")");
        }
        boolean divides = rule.divisor() == own.divisor() && rule.until() == own.until();
        return text + (divides ? "" : ".dividing(" + number(rule.divisor()) + ", " + number(rule.until()) + ")");
    }

    private String mode(Mode mode) {
        return named(Mode.class) + "." + mode.name();
    }

    private String signal(Signal signal) {
        String text = named(Signal.class)
                + (signal.every() > 1
                        ? ".meanOf(" + signal.every() + ")"
                        : signal.window() > 1
                                ? ".window(" + signal.window() + ")"
                                : signal.smoothing() > 0 ? ".smoothed(" + number(signal.smoothing()) + ")" : ".each()");
        return signal.nan() == Signal.Nan.BAD
                ? text
                : text + ".onNan(Signal.Nan." + signal.nan().name() + ")";
    }

    private String better(Comparison better) {
        String text = named(Comparison.class) + (better.mode() == Mode.MIN ? ".lower()" : ".higher()");
        text += better.relative() == 0 ? "" : ".byRelative(" + number(better.relative()) + ")";
        text += better.absolute() == 0 ? "" : ".byAbsolute(" + number(better.absolute()) + ")";
        double worst = better.mode() == Mode.MIN ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
        return Double.compare(better.first(), worst) == 0 ? text : text + ".startingAt(" + number(better.first()) + ")";
    }

    private String patience(Patience patience) {
        String text = named(Patience.class) + ".of(" + patience.patience() + ")";
        text += patience.counted() == Patience.Counted.BAD ? "" : ".counting(Patience.Counted.GOOD)";
        text += patience.cooldown() == 0 ? "" : ".cooldown(" + patience.cooldown() + ")";
        return patience.rest() == 0 ? text : text + ".rest(" + patience.rest() + ")";
    }

    /** A floor and a ceiling must fit at every step, so all four numbers stand together where one is unusual. */
    private String change(Change change) {
        String type = named(Change.class);
        if (change.equals(Change.by(change.factor()))) {
            return type + ".by(" + number(change.factor()) + ")";
        }
        return "new " + type + "(" + number(change.factor()) + ", " + number(change.floor()) + ", "
                + number(change.ceiling()) + ", " + number(change.eps()) + ")";
    }
}
