package dev.anneal.dialect;

import dev.anneal.Horizon;
import dev.anneal.notation.Expression;
import dev.anneal.notation.Expression.Argument;
import dev.anneal.notation.Expression.Arguments;
import dev.anneal.notation.Expression.Chain;
import dev.anneal.notation.NotationException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What the optimizer is set to: its constructor's arguments in the text, and what is known of the run. */
final class Optimizers {

    private static final Set<String> RATES = Set.of("lr", "learning_rate", "init_lr");
    private static final Map<String, String> KEYS = Map.of(
            "momentum", "momentum", "beta1", "beta1", "beta_1", "beta1", "b1", "beta1", "weight_decay", "weight_decay");

    private static final String PARAMETERS = "params";

    private Optimizers() {}

    static List<Group> groups(Call call, Scope scope) {
        Function<String, NotationException> missing =
                key -> call.error(call.entry().name() + " needs the optimizer's "
                        + (key.equals("lr")
                                ? "rate: give --lr"
                                : key + ": give --" + (key.equals("momentum") ? "" : "context ") + key
                                        + (key.equals("momentum") ? "" : "=NUMBER")));
        Scope.Term constructor = constructor(call, scope);
        List<Map<String, Double>> made = constructor == null ? List.of() : constructed(scope, constructor, call.dialect());
        return groups(scope, made, missing);
    }

    private static List<Group> groups(
            Scope scope, List<Map<String, Double>> made, Function<String, NotationException> missing) {
        Horizon horizon = scope.horizon();
        List<String> names = names(horizon, made.size());
        Map<String, double[]> known = new LinkedHashMap<>();
        for (String key : List.of("lr", "momentum", "beta1", "weight_decay")) {
            double[] numbers = numbers(horizon.fact(key));
            if (numbers.length > 0) {
                known.put(key, numbers);
            }
        }
        int count = Math.max(
                Math.max(1, made.size()),
                Math.max(
                        names.size(),
                        known.values().stream().mapToInt(n -> n.length).max().orElse(1)));
        List<Group> groups = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Map<String, Double> settings = new HashMap<>();
            for (Map.Entry<String, double[]> entry : known.entrySet()) {
                double[] numbers = entry.getValue();
                if (numbers.length != 1 && numbers.length != count) {
                    throw missingCount(entry.getKey(), count, numbers.length);
                }
                settings.put(entry.getKey(), numbers[numbers.length == 1 ? 0 : i]);
            }
            if (i < made.size()) {
                settings.putAll(made.get(i));
            }
            String name = count == 1 && names.isEmpty() ? "" : i < names.size() ? names.get(i) : String.valueOf(i);
            groups.add(new Group(count == 1 ? "" : name, Map.copyOf(settings), missing));
        }
        return groups;
    }

    private static IllegalArgumentException missingCount(String key, int count, int got) {
        return new IllegalArgumentException(
                key + " must be one number, or one for each of " + count + " parameter groups, got " + got);
    }

    private static List<String> names(Horizon horizon, int made) {
        String groups = horizon.fact("groups");
        if (groups == null) {
            return List.of();
        }
        if (!groups.matches("\\d{1,6}")) {
            return List.of(groups.split(","));
        }
        List<String> names = new ArrayList<>();
        for (int i = 0; i < Integer.parseInt(groups); i++) {
            names.add(String.valueOf(i));
        }
        return made > names.size() ? List.of() : names;
    }

    private static double[] numbers(@Nullable String fact) {
        if (fact == null) {
            return new double[0];
        }
        String[] parts = fact.split(",");
        double[] numbers = new double[parts.length];
        for (int i = 0; i < parts.length; i++) {
            try {
                numbers[i] = Double.parseDouble(parts[i]);
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException("lr must be numbers, got " + fact, e);
            }
        }
        return numbers;
    }

    /** What the optimizer is called in the text, or else by what is known of the run; empty if neither says. */
    static String kind(Call call, Scope scope) {
        Scope.Term constructor = constructor(call, scope);
        String path = constructor == null ? null : Registry.path((Chain) constructor.expression());
        String known = path == null ? scope.horizon().fact("optimizer") : path;
        return known == null ? "" : known.substring(known.lastIndexOf('.') + 1);
    }

    static boolean isAdam(Call call, Scope scope) {
        Scope.Term constructor = constructor(call, scope);
        if (constructor != null) {
            Signature signature = signature(scope, (Chain) constructor.expression(), call.dialect());
            if (signature != null) {
                return signature.parameters().stream()
                        .anyMatch(p -> p.name().matches("betas|beta_?1|b1"));
            }
        }
        String kind = scope.horizon().fact("optimizer");
        return kind == null
                ? scope.horizon().fact("beta1") != null
                : kind.toLowerCase(Locale.ROOT).contains("adam")
                        || kind.toLowerCase(Locale.ROOT).contains("lion");
    }

    private static @Nullable Signature signature(Scope scope, Chain chain, @Nullable Dialect context) {
        String path = Registry.path(chain);
        Arguments arguments = Registry.arguments(chain);
        return path == null || arguments == null
                ? null
                : scope.registry().optimizer(fullPath(scope, path), arguments, context);
    }

    /** A path with what its first name was imported as. */
    private static String fullPath(Scope scope, String path) {
        int dot = path.indexOf('.');
        String imported = scope.imported(dot < 0 ? path : path.substring(0, dot));
        return imported == null ? path : imported + (dot < 0 ? "" : path.substring(dot));
    }

    /** The call that makes the optimizer of a scheduler, or null. */
    private static Scope.@Nullable Term constructor(Call call, Scope scope) {
        if (call.entry().signature().parameter("optimizer") != null && call.isGiven("optimizer")) {
            Scope.Term term = call.value("optimizer").term();
            if (isConstructor(scope, term.expression())) {
                return term;
            }
        }
        return scope.optimizer();
    }

    /** Whether an expression makes an optimizer: one that is known, or whatever is told a rate. */
    static boolean isConstructor(Scope scope, Expression expression) {
        if (!(expression instanceof Chain chain)) {
            return false;
        }
        Arguments arguments = Registry.arguments(chain);
        return arguments != null
                && Registry.path(chain) != null
                && chain.links().get(chain.links().size() - 1) == arguments
                && (signature(scope, chain, null) != null
                        || arguments.arguments().stream().anyMatch(a -> a.name() != null && RATES.contains(a.name())));
    }

    /**
     * The rate that the optimizer's constructor was given for all groups, which it keeps for its default even where every
     * group has its own; the first group's where the text does not make the optimizer.
     */
    static double rate(Call call, Scope scope) {
        Scope.Term made = constructor(call, scope);
        Double rate =
                made == null ? null : settings(scope, given(scope, made, call.dialect()), made.line()).get("lr");
        return rate == null ? groups(call, scope).get(0).rate() : rate;
    }

    /** The call that makes the optimizer with its arguments under the names of an entry; null if it makes another. */
    static @Nullable Call making(Call call, Scope scope, Entry optimizer) {
        Scope.Term made = constructor(call, scope);
        String path = made == null ? null : Registry.path((Chain) made.expression());
        if (made == null || path == null || !path.substring(path.lastIndexOf('.') + 1).equals(optimizer.name())) {
            return null;
        }
        Arguments arguments = Objects.requireNonNull(Registry.arguments((Chain) made.expression()));
        Call.Place place = new Call.Place(made.expression().span(), made.line());
        return Binding.bound(scope, call.dialect(), optimizer, arguments, place);
    }

    /** What the constructor of an optimizer is given, with its defaults; the parameters too. */
    private static Map<String, Expression> given(Scope scope, Scope.Term term, Dialect context) {
        Chain chain = (Chain) term.expression();
        Arguments arguments = Objects.requireNonNull(Registry.arguments(chain));
        Signature signature = signature(scope, chain, context);
        Map<String, Expression> given = new LinkedHashMap<>();
        if (signature != null) {
            signature.parameters().stream()
                    .filter(p -> p.otherwise() != null)
                    .forEach(p -> given.put(p.name(), Objects.requireNonNull(p.otherwise())));
        }
        int position = 0;
        for (Argument argument : arguments.arguments()) {
            String name = argument.name();
            if (name == null
                    && signature != null
                    && position < signature.parameters().size()) {
                name = signature.parameters().get(position).name();
            }
            if (name == null && position == 0) {
                name = PARAMETERS;
            }
            if (name != null) {
                given.put(name, argument.value());
            }
            position += argument.name() == null ? 1 : 0;
        }
        return given;
    }

    /** The settings of each parameter group of an optimizer that the text makes. */
    private static List<Map<String, Double>> constructed(Scope scope, Scope.Term term, Dialect context) {
        Map<String, Expression> given = given(scope, term, context);
        Expression parameters = given.remove(PARAMETERS);
        Map<String, Double> shared = settings(scope, given, term.line());
        List<Map<String, Double>> groups = new ArrayList<>();
        List<Expression> items =
                parameters == null ? null : Items.list(scope, scope.resolved(new Scope.Term(parameters, term.line())));
        for (Expression item : items == null ? List.<Expression>of() : items) {
            List<Map.Entry<Expression, Expression>> entries = Items.entries(
                    scope.resolved(new Scope.Term(item, term.line())).expression());
            if (entries != null) {
                groups.add(overridden(scope, shared, entries, term.line()));
            }
        }
        return groups.isEmpty() ? List.of(shared) : groups;
    }

    private static Map<String, Double> overridden(
            Scope scope, Map<String, Double> shared, List<Map.Entry<Expression, Expression>> entries, int line) {
        Map<String, Expression> own = new LinkedHashMap<>();
        entries.forEach(entry -> {
            if (entry.getKey() instanceof Expression.Str key) {
                own.put(key.value(), entry.getValue());
            }
        });
        Map<String, Double> settings = new HashMap<>(shared);
        settings.putAll(settings(scope, own, line));
        return settings;
    }

    private static Map<String, Double> settings(Scope scope, Map<String, Expression> given, int line) {
        Map<String, Double> settings = new HashMap<>();
        given.forEach((name, expression) -> {
            String key = RATES.contains(name) ? "lr" : KEYS.get(name);
            Scope.Term term = scope.resolved(new Scope.Term(expression, line));
            List<Expression> betas = name.equals("betas") ? Items.list(scope, term) : null;
            if (betas != null && !betas.isEmpty()) {
                settings.put(
                        "beta1",
                        new Numbers(scope, false).of(betas.get(0), term.line()).value());
            } else if (key != null
                    && !(term.expression() instanceof Chain chain
                            && scope.registry().match(scope, chain, null) != null)) {
                number(scope, term).ifPresent(number -> settings.put(key, number));
            }
        });
        return settings;
    }

    /** A number; a rate that is none, as a schedule in its place, is left to others. */
    private static Optional<Double> number(Scope scope, Scope.Term term) {
        boolean none = term.expression() instanceof Expression.Constant constant
                && constant.kind() == Expression.Constant.Kind.NONE;
        return none
                ? Optional.empty()
                : Optional.of(new Numbers(scope, false)
                        .of(term.expression(), term.line())
                        .value());
    }
}
