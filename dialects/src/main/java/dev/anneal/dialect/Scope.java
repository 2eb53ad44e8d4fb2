package dev.anneal.dialect;

import dev.anneal.Horizon;
import dev.anneal.notation.Expression;
import dev.anneal.notation.Expression.Chain;
import dev.anneal.notation.NotationException;
import dev.anneal.notation.Operator;
import dev.anneal.notation.Span;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the names of one text mean. A name means what it was assigned before the line that uses it, so every line has a
 * number, and so has every assignment; a function's body sees what stands at the end.
 */
final class Scope {

    /** Past all lines. */
    static final int END = Integer.MAX_VALUE;

    /** How many expressions may be looked at while one text is read. */
    private static final long MOST_WORK = 6_000_000;

    /** What a call costs, beside the expressions that it looks at. */
    private static final int WORK_OF_A_CALL = 500;

    /** How many calls of schedulers may stand in each other, through names. */
    private static final int DEEPEST_CALLS = 100;

    /** How deep all that walks expressions, and what stands behind their names, may go. */
    private static final int DEEPEST = 500;

    /** How many reasons are kept why a value is no number: a text may have a million such lines. */
    private static final int MOST_REASONS = 10_000;

    /** An expression, and the line as of which its names are looked up. */
    record Term(Expression expression, int line) {}

    /** What a name was assigned: a value, a number, why it is none; without a value nothing is known of it. */
    private record Variable(
            int line,
            @Nullable Term value,
            @Nullable Amount amount,
            @Nullable NotationException reason) {}

    /** Lines whose functions see what stands at the last of them. */
    private record Frame(int first, int last) {}

    private final String text;
    private final Registry registry;
    private final boolean java;
    private final Imports imports = new Imports();
    private final Facts facts;
    private final IdentityHashMap<Expression, Map<String, Expression>> indices = new IdentityHashMap<>();
    private final Map<String, List<Variable>> variables = new HashMap<>();
    private final IdentityHashMap<Expression.Lambda, List<@Nullable Term>> defaults = new IdentityHashMap<>();
    private final List<Frame> frames = new ArrayList<>();
    private final Set<NotationException> reasons = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Set<String> notes = new LinkedHashSet<>();
    private final IdentityHashMap<Chain, Term> made = new IdentityHashMap<>();
    private final Set<Chain> used = Collections.newSetFromMap(new IdentityHashMap<>());
    private @Nullable Term optimizer;
    private boolean optimizerIsKnown;
    private int calls;
    private int depth;
    private long work;

    Scope(String text, Horizon horizon, Registry registry, boolean java) {
        this.text = text;
        this.registry = registry;
        this.java = java;
        this.facts = new Facts(this, horizon);
    }

    String text() {
        return text;
    }

    Horizon horizon() {
        return facts.horizon();
    }

    /** What is known of the run. */
    Facts facts() {
        return facts;
    }

    /** What stands under a key of a dictionary, or null; large ones are gone through once. */
    @Nullable
    Expression entry(Expression dictionary, String key) {
        charge(dictionary.span(), 1);
        Map<String, Expression> known = indices.get(dictionary);
        if (known == null) {
            known = new HashMap<>();
            List<Map.Entry<Expression, Expression>> entries = Items.entries(dictionary);
            for (Map.Entry<Expression, Expression> entry :
                    entries == null ? List.<Map.Entry<Expression, Expression>>of() : entries) {
                if (entry.getKey() instanceof Expression.Str own) {
                    known.put(own.value(), entry.getValue());
                }
            }
            charge(dictionary.span(), known.size());
            indices.put(dictionary, known);
        }
        return known.get(key);
    }

    Registry registry() {
        return registry;
    }

    /** Whether the text is Java's. */
    boolean isJava() {
        return java;
    }

    Imports imports() {
        return imports;
    }

    Set<String> notes() {
        return notes;
    }

    void note(String note) {
        notes.add(note);
    }

    /** From that line on a name stands for a value. */
    void assign(String name, Expression value, int line) {
        assign(name, new Term(value, line - 1), line);
    }

    /** From that line on a name stands for a value of another line. */
    void assign(String name, Term value, int line) {
        Term term;
        try {
            term = Items.joined(this, resolved(value));
        } catch (NotationException e) {
            put(name, new Variable(line, null, null, kept(e)));
            return;
        }
        try {
            Amount amount = new Numbers(this, java).of(term.expression(), term.line());
            put(name, new Variable(line, term, amount, null));
        } catch (NotationException e) {
            // it is no number; whoever needs one will be told why
            put(name, new Variable(line, term, null, kept(e)));
        }
    }

    private @Nullable NotationException kept(NotationException reason) {
        if (work > MOST_WORK) {
            throw reason;
        }
        if (reasons.size() < MOST_REASONS) {
            reasons.add(reason);
        }
        return reasons.contains(reason) ? reason : null;
    }

    /** From that line on a name stands for something that cannot be read. */
    void assignUnread(String name, NotationException problem, int line) {
        put(name, new Variable(line, null, null, problem));
    }

    /** From that line on nothing is known of a name, as of a parameter. */
    void forget(String name, int line) {
        put(name, new Variable(line, null, null, null));
    }

    private void put(String name, Variable variable) {
        variables.computeIfAbsent(name, key -> new ArrayList<>(1)).add(variable);
    }

    /** From that line on names stand again for what they stood for as of another. */
    void restore(Iterable<String> names, int asOf, int line) {
        for (String name : names) {
            Variable before = variable(name, asOf);
            if (before != null) {
                put(name, new Variable(line, before.value, before.amount, before.reason));
            }
        }
    }

    /** From that line on a name has the attributes that another has as of a line. */
    void alias(String name, String of, int asOf, int line) {
        if (name.equals(of)) {
            return;
        }
        Map<String, Variable> attributes = new HashMap<>();
        for (String known : variables.keySet()) {
            Variable held = known.startsWith(of + ".") ? variable(known, asOf) : null;
            if (held != null) {
                attributes.put(name + known.substring(of.length()), held);
            }
        }
        attributes.forEach((own, held) -> put(own, new Variable(line, held.value, held.amount, held.reason)));
    }

    /** Functions that are made on these lines see what stands at the last of them. */
    void frame(int first, int last) {
        frames.add(new Frame(first, last));
    }

    /** The line as of which a function that is made on a line sees names. */
    int seenFrom(int line) {
        // inner frames end, and are added, before outer ones
        for (Frame frame : frames) {
            if (frame.first <= line && line <= frame.last) {
                return frame.last;
            }
        }
        return END;
    }

    /** What the parameters of a function are where a call leaves them out; null for one that must be given. */
    void defaults(Expression.Lambda function, List<@Nullable Term> otherwise) {
        defaults.put(function, otherwise);
    }

    List<@Nullable Term> defaults(Expression.Lambda function) {
        return defaults.getOrDefault(function, List.of());
    }

    /** The optimizer that was made last; one that is known counts for more than one that only looks like it. */
    void optimizer(Term made, boolean known) {
        if (known || !optimizerIsKnown) {
            optimizer = made;
            optimizerIsKnown = known;
        }
    }

    @Nullable
    Term optimizer() {
        return optimizer;
    }

    boolean isAssigned(String name) {
        return variables.containsKey(name);
    }

    /** The line on which a name was assigned last, as of a line; -1 if it was not. */
    int assigned(String name, int line) {
        Variable variable = variable(name, line);
        return variable == null ? -1 : variable.line();
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

    /** The number that a name stands for, or null. What the text does not tell, the run may. */
    @Nullable
    Amount amount(String name, int line) {
        Variable variable = variable(name, line);
        if (variable != null && variable.amount() != null) {
            return variable.amount();
        }
        return facts.number(name);
    }

    /** The same term, or the word that the run gives for a name that the text does not. */
    Term told(Term term) {
        String path = unknown(term);
        String key = path == null ? "" : path.substring(path.lastIndexOf('.') + 1);
        // what kind of optimizer the run has is no optimizer
        String fact =
                key.isEmpty() || key.equals("optimizer") ? null : horizon().fact(key);
        return path == null || fact == null || facts.number(path) != null
                ? term
                : new Term(new Expression.Str(fact, term.expression().span()), term.line());
    }

    /** The name that a term is, if nothing in the text says what it stands for; or null. */
    @Nullable
    String unknown(Term term) {
        String path = term.expression() instanceof Expression.Name name
                ? name.id()
                : term.expression() instanceof Chain chain && Registry.arguments(chain) == null
                        ? Numbers.keys(chain)
                        : null;
        return path == null || assigned(path, term.line()) >= 0 ? null : path;
    }

    /** Why a name stands for no number; null if nothing is known of it. */
    @Nullable
    NotationException reason(String name, int line) {
        Variable variable = variable(name, line);
        return variable == null ? null : variable.reason();
    }

    /** The value that a name was assigned, and where; null if it has none. */
    @Nullable
    Term value(String name, int line) {
        Variable variable = variable(name, line);
        if (variable != null && variable.value() == null && variable.reason() != null && facts.number(name) == null) {
            throw variable.reason();
        }
        return variable == null ? null : variable.value();
    }

    /** What stands behind names, and behind items of lists and dictionaries that have names. */
    Term resolved(Term term) {
        Term now = term;
        enter(term.expression().span());
        try {
            Term next = step(now);
            while (next != null) {
                charge(now.expression().span(), 1);
                now = next;
                next = step(now);
            }
        } finally {
            leave();
        }
        if (now.expression() instanceof Chain chain) {
            used.add(chain);
        }
        return now;
    }

    private @Nullable Term step(Term term) {
        if (term.expression() instanceof Expression.Name name) {
            return value(name.id(), term.line());
        }
        if (term.expression() instanceof Expression.Logical logical && logical.operator() == Operator.OR) {
            return either(logical, term.line());
        }
        if (!(term.expression() instanceof Chain chain)) {
            return null;
        }
        Term own = made.get(chain);
        if (own != null) {
            return own;
        }
        Term unset = Environment.of(this, chain, term.line());
        if (unset != null) {
            return unset;
        }
        Term item = Items.of(this, chain, term.line());
        return item == null ? Partial.of(this, chain, term.line()) : item;
    }

    /** What {@code settings or {}} is, if that is known and no matter of numbers; or null. */
    private @Nullable Term either(Expression.Logical logical, int line) {
        Term left = resolved(new Term(logical.left(), line));
        Expression said = left.expression();
        boolean none = said instanceof Expression.Constant constant && constant.kind() == Expression.Constant.Kind.NONE;
        List<?> held = Items.literal(said);
        List<?> entries = held == null ? Items.entries(said) : held;
        if (entries == null && !none) {
            return null;
        }
        return entries == null || entries.isEmpty() ? new Term(logical.right(), line) : left;
    }

    /** What a call of one of the text's own functions returned. */
    void made(Chain call, Term returned) {
        made.put(call, returned);
    }

    /** Whether this call has been looked at as part of another. */
    boolean isUsed(Chain call) {
        return used.contains(call);
    }

    void forgetUses() {
        used.clear();
    }

    /** Does what a call asks for; calls may stand in each other only so deep. */
    <T> T within(Span call, Supplier<T> work) {
        charge(call, WORK_OF_A_CALL);
        if (calls == DEEPEST_CALLS) {
            throw error(call, "more than " + DEEPEST_CALLS + " schedulers stand in each other");
        }
        calls++;
        try {
            return work.get();
        } finally {
            calls--;
        }
    }

    /** Somebody is about to recurse. */
    void enter(Span span) {
        charge(span, 1);
        if (depth == DEEPEST) {
            throw error(span, "this stands for others, and those for others, more than " + DEEPEST + " deep");
        }
        depth++;
    }

    void leave() {
        depth--;
    }

    void charge(Span span, int amount) {
        work += amount;
        if (work > MOST_WORK) {
            throw error(span, "reading this text takes too much work");
        }
    }

    NotationException error(Span span, String problem) {
        return NotationException.at(text, span, problem);
    }
}
