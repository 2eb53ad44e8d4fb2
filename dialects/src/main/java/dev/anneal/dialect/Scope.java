package dev.anneal.dialect;

import dev.anneal.Horizon;
import dev.anneal.notation.Expression;
import dev.anneal.notation.NotationException;
import dev.anneal.notation.Span;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the names of one text mean. A name means what it was assigned before the line that uses it, so every line has a
 * number, and so has every assignment; a function's body sees what stands at the end.
 */
final class Scope {

    /** Past all lines. */
    static final int END = Integer.MAX_VALUE;

    /** How many expressions may be looked at while one text is read. */
    private static final long MOST_WORK = 20_000_000;

    /** An expression, and the line as of which its names are looked up. */
    record Term(Expression expression, int line) {}

    /** What a name was assigned: a value, or why the line cannot be read. */
    private record Variable(
            int line,
            Expression value,
            @Nullable Amount amount,
            @Nullable NotationException problem) {}

    private final String text;
    private final Horizon horizon;
    private final Registry registry;
    private final Map<String, Double> facts;
    private final Map<String, List<Variable>> variables = new HashMap<>();
    private final Map<String, String> imports = new HashMap<>();
    private final Set<String> notes = new LinkedHashSet<>();
    /** By identity: as far as equality goes, all spans are the same. */
    private final Set<Span> used = Collections.newSetFromMap(new IdentityHashMap<>());

    private @Nullable Term optimizer;
    private boolean java;
    private long work;

    Scope(String text, Horizon horizon, Registry registry) {
        this.text = text;
        this.horizon = horizon;
        this.registry = registry;
        this.facts = horizon.names();
    }

    String text() {
        return text;
    }

    /** The text is Java's: whole numbers divide to whole numbers in its assignments. */
    void java() {
        java = true;
    }

    Horizon horizon() {
        return horizon;
    }

    Registry registry() {
        return registry;
    }

    Set<String> notes() {
        return notes;
    }

    void note(String note) {
        notes.add(note);
    }

    /** From that line on a name stands for a value. */
    void assign(String name, Expression value, int line) {
        Amount amount = null;
        try {
            amount = new Numbers(this, java).of(value, line - 1);
        } catch (NotationException e) {
            // it is no number; whoever needs one will be told why
        }
        put(name, new Variable(line, value, amount, null));
    }

    /** From that line on a name stands for something that cannot be read. */
    void assignUnread(String name, NotationException problem, int line) {
        put(name, new Variable(line, new Expression.Constant(Expression.Constant.Kind.NONE, Span.NONE), null, problem));
    }

    private void put(String name, Variable variable) {
        variables.computeIfAbsent(name, key -> new ArrayList<>(1)).add(variable);
    }

    void imported(Map<String, String> names) {
        imports.putAll(names);
    }

    /** The full name behind an imported one, or null. */
    @Nullable
    String imported(String name) {
        return imports.get(name);
    }

    /** The optimizer that was made last. */
    void optimizer(Term made) {
        optimizer = made;
    }

    @Nullable
    Term optimizer() {
        return optimizer;
    }

    boolean isAssigned(String name) {
        return variables.containsKey(name);
    }

    private @Nullable Variable variable(String name, int line) {
        List<Variable> all = variables.getOrDefault(name, List.of());
        int low = 0;
        int high = all.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (all.get(middle).line() <= line) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low == 0 ? null : all.get(low - 1);
    }

    /** The number that a name stands for, or null. */
    @Nullable
    Amount amount(String name, int line) {
        Variable variable = variable(name, line);
        if (variable != null) {
            return variable.amount();
        }
        Double fact = facts.get(name.substring(name.lastIndexOf('.') + 1));
        return fact == null ? null : new Amount(fact, fact == Math.rint(fact));
    }

    /** What stands behind names, and behind items of lists and dictionaries that have names. */
    Term resolved(Term term) {
        Term now = term;
        Term next = step(now);
        while (next != null) {
            charge(now.expression().span());
            now = next;
            next = step(now);
        }
        return now;
    }

    private @Nullable Term step(Term term) {
        if (term.expression() instanceof Expression.Name name) {
            Variable variable = variable(name.id(), term.line());
            if (variable != null && variable.problem() != null) {
                throw variable.problem();
            }
            if (variable != null) {
                used.add(variable.value().span());
            }
            return variable == null ? null : new Term(variable.value(), variable.line() - 1);
        }
        return term.expression() instanceof Expression.Chain chain ? Items.of(this, chain, term.line()) : null;
    }

    /** Whether the value at this place has been looked at through its name. */
    boolean isUsed(Span value) {
        return used.contains(value);
    }

    void charge(Span span) {
        if (++work > MOST_WORK) {
            throw error(span, "reading this text takes too much work");
        }
    }

    NotationException error(Span span, String problem) {
        return NotationException.at(text, span, problem);
    }
}
