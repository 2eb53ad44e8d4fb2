package dev.anneal.dialect;

import dev.anneal.Plan;
import dev.anneal.notation.Expression;
import dev.anneal.notation.Expression.Attribute;
import dev.anneal.notation.Expression.Chain;
import dev.anneal.notation.Line;
import dev.anneal.notation.NotationException;
import dev.anneal.notation.Span;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The calls of schedulers that stand in the values of a text, wherever in them. */
final class Candidates {

    private static final Pattern CALL = Pattern.compile("\\b([A-Za-z_]\\w{0,80})\\s{0,8}\\(");
    private static final Pattern DERIVED =
            Pattern.compile("class\\s{1,8}(\\w{1,80})\\s{0,8}\\(\\s{0,8}(?:\\w{1,40}\\.){0,6}(\\w{1,80})");

    /** What a scheduler that takes another may be called. */
    private static final Pattern WRAPPER = Pattern.compile("(?i)(schedul\\w{0,20}|lr|warmup|decay)$");

    /** What sets a momentum, and what sets a rate, of the methods that are told a scheduler. */
    private static final Pattern MOMENTUM = Pattern.compile("setMomentum|momentum(ISchedule)?");

    private static final Pattern RATE = Pattern.compile("setLearningRate(Schedule)?|learningRate(Schedule)?");

    private static final int MOST = 1_000;

    /** How many letters a name may be longer or shorter than the one that is meant. */
    private static final int MOST_LETTERS = 2;

    private final Scope scope;
    private final Set<String> own;
    private final IdentityHashMap<Chain, Candidate> found = new IdentityHashMap<>();
    private final List<Candidate> order = new ArrayList<>();
    private @Nullable NotationException broken;

    /** @param own what the text defines itself, and what is no scheduler of a dialect therefore */
    Candidates(Scope scope, Set<String> own) {
        this.scope = scope;
        this.own = own;
    }

    /** Where a name was made to stand for something. */
    record Bound(String name, int line) {}

    /** A call of a scheduler, the line as of which it is read, and what stands for it. */
    static final class Candidate {
        private final Chain chain;
        private final Registry.Match match;
        private final int line;
        private final List<Bound> names;
        private boolean setsMomentum;
        private boolean setsRate;

        private Candidate(Chain chain, Registry.Match match, int line, List<Bound> names) {
            this.chain = chain;
            this.match = match;
            this.line = line;
            this.names = new ArrayList<>(names);
        }

        Chain chain() {
            return chain;
        }

        Registry.Match match() {
            return match;
        }

        int line() {
            return line;
        }

        List<Bound> names() {
            return names;
        }

        /** Whether it is a momentum's, by the method that is told it. */
        boolean isOfMomentum() {
            return setsMomentum;
        }

        /** Whether it is a rate's, as all are of which nothing else is said. */
        boolean isOfRate() {
            return setsRate || !setsMomentum;
        }
    }

    /** What a chain calls, unless the text defines that itself; null if it calls no scheduler. */
    Registry.@Nullable Match match(Chain chain) {
        String path = Registry.path(chain);
        if (path == null || isOfTheNotation(path)) {
            return null;
        }
        return scheduler(
                own.contains(path)
                        ? scope.registry().method(scope, chain, null)
                        : scope.registry().match(scope, chain, null));
    }

    /** What only puts the arguments of another call together is no scheduler. */
    private static Registry.@Nullable Match scheduler(Registry.@Nullable Match match) {
        return match != null && match.entries().stream().allMatch(Entry::isOfSettings) ? null : match;
    }

    /** What to say of a class of the text that is a scheduler of its own, or null. */
    @Nullable
    NotationException derived(List<Line> lines) {
        NotationException said = null;
        for (Line line : lines) {
            int start = Math.min(line.span().start(), scope.text().length());
            String head = scope.text()
                    .substring(start, Math.min(start + 300, scope.text().length()));
            Matcher derived =
                    line instanceof Line.Skipped skipped && skipped.word().equals("class")
                            ? DERIVED.matcher(head)
                            : null;
            if (said == null
                    && derived != null
                    && derived.lookingAt()
                    && scope.registry().isName(derived.group(2))) {
                said = scope.error(
                        new Span(start, start + derived.end()),
                        derived.group(1) + " is a " + derived.group(2)
                                + " of its own, and no class is read: write the call of " + derived.group(2)
                                + " that it makes");
            }
            for (List<Line> body : Bodies.bodies(line)) {
                said = said == null ? derived(body) : said;
            }
        }
        return said;
    }

    /** Whether a name in a program is so near to that of a scheduler that it is meant, and is not the text's own. */
    boolean isNear(String path, String nearest) {
        String name = path.substring(path.lastIndexOf('.') + 1);
        String meant = scope.imports().meanings(path).get(0);
        Dialect named = meant.indexOf('.') < 0 ? null : scope.registry().named(meant);
        boolean elsewhere = meant.indexOf('.') >= 0
                && (named == null
                        || scope.registry().entries(named.name(), nearest).isEmpty());
        return !own.contains(name)
                && !elsewhere
                && Character.isUpperCase(name.charAt(0)) == Character.isUpperCase(nearest.charAt(0))
                && !name.equals(nearest)
                && Math.abs(name.length() - nearest.length()) <= MOST_LETTERS;
    }

    /** The notation's own names come first, unless an import says what they are. */
    private boolean isOfTheNotation(String path) {
        return Plan.isFunction(path) && scope.imports().meanings(path).size() == 1;
    }

    /** Whether a scheduler is called somewhere in an expression. */
    boolean holds(Expression expression) {
        scope.charge(expression.span(), 1);
        if (expression instanceof Chain chain && match(chain) != null) {
            return true;
        }
        if (expression instanceof Expression.Opaque opaque) {
            return mentions(opaque.text());
        }
        return Size.parts(expression).stream().anyMatch(this::holds);
    }

    /** Whether a piece of a text that cannot be read looks as if it called a scheduler. */
    boolean mentions(String piece) {
        Matcher call = CALL.matcher(piece);
        while (call.find()) {
            if (!own.contains(call.group(1)) && scope.registry().isName(call.group(1))) {
                return true;
            }
        }
        return false;
    }

    /** Takes down all schedulers and optimizers of a value. */
    void find(Expression value, int line, List<Bound> names) {
        scope.charge(value.span(), 1);
        if (value instanceof Chain chain) {
            chain(chain, line, names);
        } else if (value instanceof Expression.Opaque opaque) {
            if (mentions(opaque.text())) {
                broken(scope.error(opaque.span(), "a scheduler in " + opaque.kind() + " is not read"));
            }
        } else if (value instanceof Expression.Conditional choice) {
            Boolean holds = new Truth(scope, line).of(choice.condition());
            if (holds == null && holds(choice.then()) && holds(choice.otherwise())) {
                broken(scope.error(
                        choice.condition().span(),
                        "whether this holds is not known, and it decides which scheduler is made"));
            }
            Expression taken = holds == null ? null : holds ? choice.then() : choice.otherwise();
            for (Expression part : taken == null ? Size.parts(choice) : List.of(taken)) {
                find(part, line, names);
            }
        } else {
            if (value instanceof Expression.Binary binary && (isCall(binary.left()) || isCall(binary.right()))) {
                broken(scope.error(
                        binary.span(),
                        "arithmetic with a scheduler is read only in a line of its own, without a name before it"));
            }
            Size.parts(value).forEach(part -> find(part, line, names));
        }
    }

    private boolean isCall(Expression expression) {
        return expression instanceof Chain chain && match(chain) != null;
    }

    private void chain(Chain chain, int line, List<Bound> names) {
        Registry.Match match = match(chain);
        if (match == null) {
            if (Optimizers.isConstructor(scope, chain)) {
                scope.optimizer(new Scope.Term(chain, line), Optimizers.isKnown(scope, chain));
            }
            if (isUnreadWrapper(chain)) {
                broken(scope.error(
                        chain.span(), "unknown scheduler '" + Registry.path(chain) + "' around one that is known"));
            }
            Chains.parts(chain).forEach(part -> find(part, line, names));
            tellApart(chain, line);
        } else if (order.size() == MOST) {
            broken(scope.error(chain.span(), "a text may have at most " + MOST + " schedulers"));
        } else {
            Candidate candidate = new Candidate(chain, match, line, names);
            found.put(chain, candidate);
            order.add(candidate);
            requireNoOperator(new Binding(scope, match, chain, line).links(), chain);
        }
    }

    /** Takes down which schedulers are told to a method that sets a rate, or a momentum. */
    private void tellApart(Chain chain, int line) {
        for (int i = 1; i < chain.links().size(); i++) {
            if (chain.links().get(i) instanceof Expression.Arguments arguments
                    && chain.links().get(i - 1) instanceof Attribute method) {
                boolean momentum = MOMENTUM.matcher(method.name()).matches();
                boolean rate = RATE.matcher(method.name()).matches();
                for (Expression.Argument argument : arguments.arguments()) {
                    Candidate told = momentum || rate ? told(argument.value(), line) : null;
                    if (told != null) {
                        told.setsMomentum |= momentum;
                        told.setsRate |= rate;
                    }
                }
            }
        }
    }

    private @Nullable Candidate told(Expression value, int line) {
        if (!(value instanceof Expression.Name name)) {
            return value instanceof Chain chain ? found.get(chain) : null;
        }
        try {
            Scope.Term meant = scope.value(name.id(), line);
            return meant != null && meant.expression() instanceof Chain chain ? found.get(chain) : null;
        } catch (NotationException e) {
            // what cannot be read is told where it is needed
            return null;
        }
    }

    /** Whether a dialect's name that is not read changes a scheduler in it, which alone would not be the answer. */
    private boolean isUnreadWrapper(Chain chain) {
        String path = Registry.path(chain);
        if (path == null || own.contains(path) || !WRAPPER.matcher(path).find()) {
            return false;
        }
        boolean ofDialect = scope.imports().meanings(path).stream()
                .anyMatch(meaning -> scope.registry().named(meaning) != null);
        return ofDialect && Chains.parts(chain).stream().anyMatch(this::holds);
    }

    private void requireNoOperator(int links, Chain chain) {
        if (links < chain.links().size()
                && chain.links().get(links) instanceof Attribute operator
                && Notation.OPERATORS.contains(operator.name())) {
            broken(scope.error(
                    operator.span(),
                    "an operator after a scheduler is read only in a line of its own, without a name before it"));
        }
    }

    /** Whether a call of a scheduler was taken down. */
    boolean isFound(@Nullable Chain chain) {
        return chain != null && found.containsKey(chain);
    }

    /** Another name stands for a call that was found before, which therefore is the last one now. */
    void bind(Chain chain, Bound name) {
        Candidate candidate = found.get(chain);
        if (candidate != null) {
            candidate.names().add(name);
            order.remove(candidate);
            order.add(candidate);
        }
    }

    /** Whether nothing was found yet, and nothing that is broken. */
    boolean isEmpty() {
        return order.isEmpty() && broken == null;
    }

    /** Keeps what is wrong with a scheduler that would be read. */
    void broken(NotationException problem) {
        if (broken == null) {
            broken = problem;
        }
    }

    /** What was found, in the order in which the text makes it. */
    List<Candidate> all() {
        if (broken != null) {
            throw Objects.requireNonNull(broken);
        }
        return List.copyOf(order);
    }
}
