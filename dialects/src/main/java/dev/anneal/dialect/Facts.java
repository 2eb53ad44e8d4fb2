package dev.anneal.dialect;

import dev.anneal.Horizon;
import dev.anneal.notation.Numerals;
import dev.anneal.notation.Span;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What is known of the run while a text is read: what the user says, and what the text tells. */
final class Facts {

    /** What a trainer knows of the run, under its own names. */
    private static final Map<String, String> OF_A_TRAINER = Map.of(
            "max_epochs", "epochs",
            "max_steps", "total",
            "estimated_stepping_batches", "total",
            "num_training_batches", "epoch");

    private final Scope scope;
    private final Map<String, String> told = new TreeMap<>();
    private Horizon horizon;
    private Map<String, Double> names;

    Facts(Scope scope, Horizon horizon) {
        this.scope = scope;
        this.horizon = horizon;
        this.names = horizon.names();
    }

    Horizon horizon() {
        return horizon;
    }

    /** What the text has told of the run, and nobody had before. */
    Map<String, String> told() {
        return told;
    }

    /** The text says something of the run. What is known already stays, and a note tells where that is something else. */
    void tells(String key, String value, Span span) {
        String known = horizon.fact(key);
        Horizon more;
        try {
            more = horizon.with(key, value);
        } catch (IllegalArgumentException e) {
            throw scope.error(span, String.valueOf(e.getMessage()));
        }
        String said = String.valueOf(more.fact(key));
        if (known == null) {
            horizon = more;
            names = horizon.names();
            told.put(key, said);
        } else if (!known.equals(said)) {
            scope.note(key + " is " + said + " in the text; " + known + ", which is given, is taken");
        }
    }

    void tells(String key, Value value) {
        tells(key, value.isWord() ? value.word() : value.facts(), value.place());
    }

    /** The text says what the optimizer is, and how it is set. */
    void tells(String kind, Map<String, Value> settings) {
        tells("optimizer", kind.substring(kind.lastIndexOf('.') + 1), Span.NONE);
        settings.forEach((name, value) -> {
            String key = Settings.key(name);
            if (key != null
                    && value.isList()
                    && !Settings.isRate(name)
                    && !value.items().isEmpty()) {
                tells(key, value.items().get(0));
            } else if (key != null && (value.isNumber() || value.isList())) {
                tells(key, value);
            }
        });
    }

    /** The text says something that its own meaning does not depend on, for whoever trains. */
    void remarks(String key, double number) {
        if (horizon.fact(key) == null) {
            told.putIfAbsent(key, Numerals.text(number));
        }
    }

    /** The text says at which rate all begins, whatever the run says. */
    void begins(double rate) {
        String known = horizon.fact("lr");
        Horizon told = horizon.with("lr", rate);
        if (known != null && !told.equals(horizon)) {
            scope.note("the rate is " + told.fact("lr") + " in the text, which is taken; the run's " + known
                    + " is put aside");
        }
        horizon = told;
        names = horizon.names();
    }

    /** The number that the run gives for a name, or null. */
    @Nullable
    Amount number(String name) {
        String own = name.substring(name.lastIndexOf('.') + 1);
        Double fact = names.get(own);
        if (fact == null && name.endsWith("trainer." + own)) {
            fact = names.get(OF_A_TRAINER.getOrDefault(own, ""));
        }
        return fact == null ? null : new Amount(fact, fact == Math.rint(fact));
    }
}
