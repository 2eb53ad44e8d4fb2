package dev.anneal.dialect;

import dev.anneal.notation.Expression;
import dev.anneal.notation.Expression.Argument;
import dev.anneal.notation.Expression.Arguments;
import dev.anneal.notation.Expression.Chain;
import dev.anneal.notation.Line;
import dev.anneal.notation.Numerals;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Objects that hold numbers under names: parsed options, and classes and calls that only keep what they are given. */
final class Namespaces {

    private static final int MOST_OPTIONS = 1_000;

    /** What programs call a Learner, whose fit is told how long, and at which rate, before all else. */
    private static final Pattern LEARNER = Pattern.compile("(?:\\w+\\.)*\\w*learn(?:er)?\\w*\\.fit");

    private static final List<String> FITTED = List.of("n_epoch", "lr");

    private final Scope scope;
    private final Map<String, Scope.Term> options = new LinkedHashMap<>();
    private final Map<String, Map<String, Scope.Term>> constants = new HashMap<>();
    private final Map<String, Scope.Term> constructed = new HashMap<>();

    Namespaces(Scope scope) {
        this.scope = scope;
    }

    /** Takes down an option with a default: {@code parser.add_argument("--lr", default=0.1)}. */
    void declare(Expression value, int line) {
        Arguments arguments = value instanceof Chain chain ? Registry.arguments(chain) : null;
        String path = value instanceof Chain chain && arguments != null ? Registry.path(chain) : null;
        if (path != null && arguments != null && path.endsWith(".fit")) {
            fitted(path, arguments, line);
        }
        if (path == null || arguments == null || !path.endsWith("add_argument") || options.size() >= MOST_OPTIONS) {
            return;
        }
        String name = null;
        Expression otherwise = null;
        for (Argument argument : arguments.arguments()) {
            boolean named = argument.name() == null || argument.name().equals("dest");
            if (named && argument.value() instanceof Expression.Str option && isLonger(option.value(), name)) {
                name = option.value();
            } else if ("default".equals(argument.name())) {
                otherwise = argument.value();
            } else if ("action".equals(argument.name()) && otherwise == null) {
                otherwise = flag(argument.value());
            }
        }
        if (name != null && otherwise != null) {
            options.put(name.replaceAll("^-+", "").replace('-', '_'), new Scope.Term(otherwise, line));
        }
    }

    /** What an option without a value is where it is not given, or null. */
    private static @Nullable Expression flag(Expression action) {
        String word = action instanceof Expression.Str string ? string.value() : "";
        Expression.Constant.Kind kind = word.equals("store_true")
                ? Expression.Constant.Kind.FALSE
                : word.equals("store_false") ? Expression.Constant.Kind.TRUE : null;
        return kind == null ? null : new Expression.Constant(kind, action.span());
    }

    /** What {@code model.fit(epochs=15)} says of the run, if the run does not say it; and {@code learn.fit(5, 1e-3)}. */
    private void fitted(String path, Arguments arguments, int line) {
        // without a callback that follows a schedule it is a part of the training that goes before
        boolean learner = LEARNER.matcher(path).matches()
                && arguments.arguments().stream().anyMatch(argument -> "cbs".equals(argument.name()));
        int position = 0;
        for (Argument argument : arguments.arguments()) {
            String unnamed = learner && position < FITTED.size() ? FITTED.get(position) : "";
            String written = argument.name();
            String name = written == null ? unnamed : written;
            position += written == null ? 1 : 0;
            if ((name.equals("epochs") || learner && name.equals("n_epoch"))
                    && scope.horizon().fact("epochs") == null) {
                number(argument.value(), line)
                        .ifPresent(epochs -> scope.facts().tells("epochs", Numerals.text(epochs), argument.span()));
            } else if (learner && name.equals("lr")) {
                number(argument.value(), line).ifPresent(scope.facts()::begins);
            }
        }
    }

    /** A number, if it is one: else the run has to say it. */
    private OptionalDouble number(Expression value, int line) {
        try {
            return OptionalDouble.of(new Numbers(scope, false).of(value, line).value());
        } catch (IllegalArgumentException e) {
            return OptionalDouble.empty();
        }
    }

    private static boolean isLonger(String option, @Nullable String known) {
        return option.length() < 100 && (known == null || !option.startsWith("-") || option.startsWith("--"));
    }

    /** Gives the numbers that a value holds their names, when a name is given to the value. */
    void assigned(String name, Scope.Term value, int line) {
        Arguments arguments = value.expression() instanceof Chain chain ? Registry.arguments(chain) : null;
        String path = value.expression() instanceof Chain chain && arguments != null ? Registry.path(chain) : null;
        if (path == null || arguments == null) {
            return;
        }
        if (path.endsWith("parse_args") || path.endsWith("parse_known_args")) {
            parsed(name, line);
            return;
        }
        Map<String, Scope.Term> own = constants.get(path);
        if (own != null) {
            constructed.put(path, value);
            own.forEach((constant, term) -> scope.assign(name + "." + constant, term, line));
        }
        for (Argument argument : arguments.arguments()) {
            if (argument.name() != null) {
                scope.assign(name + "." + argument.name(), new Scope.Term(argument.value(), value.line()), line);
            }
        }
    }

    /** Gives a name the options, which nobody sets. */
    void parsed(String name, int line) {
        options.forEach((option, otherwise) -> scope.assign(name + "." + option, otherwise, line));
    }

    /** The first of what {@code args, rest = parser.parse_known_args()} assigns. */
    void assignedFirst(List<Expression> targets, Scope.Term value, int line) {
        boolean parses = value.expression() instanceof Chain chain
                && Registry.arguments(chain) != null
                && String.valueOf(Registry.path(chain)).endsWith("parse_known_args");
        if (parses && !targets.isEmpty()) {
            Bodies.names(targets.get(0)).forEach(name -> assigned(name, value, line));
        }
    }

    /** Takes down what the body of a class assigns. */
    void constants(String className, List<Line> body, int line) {
        Map<String, Scope.Term> own = new LinkedHashMap<>();
        for (Line inner : body) {
            if (inner instanceof Line.Assignment assignment
                    && assignment.operator().equals("=")
                    && assignment.targets().get(0) instanceof Expression.Name name) {
                Scope.Term term = new Scope.Term(assignment.value(), line - 1);
                own.put(name.id(), term);
                scope.assign(className + "." + name.id(), term, line);
                scope.assign("self." + name.id(), term, line);
            }
        }
        constants.put(className, own);
    }

    /** The arguments of the last call of a class. */
    Scope.@Nullable Term constructed(String className) {
        return constructed.get(className);
    }
}
