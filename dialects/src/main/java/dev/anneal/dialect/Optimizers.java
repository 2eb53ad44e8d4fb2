package dev.anneal.dialect;

import dev.anneal.Horizon;
import dev.anneal.notation.Expression;
import dev.anneal.notation.Expression.Argument;
import dev.anneal.notation.Expression.Arguments;
import dev.anneal.notation.Expression.Chain;
import dev.anneal.notation.NotationException;
import dev.anneal.notation.Numerals;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What the optimizer is set to: its constructor's arguments in the text, and what is known of the run. */
final class Optimizers {

    private static final Set<String> RATES = Set.of("lr", "learning_rate", "init_lr");
    private static final Map<String, String> KEYS = Map.of(
            "momentum", "momentum", "beta1", "beta1", "beta_1", "beta1", "b1", "beta1", "weight_decay", "weight_decay");

    private static final String PARAMETERS = "params";
    private static final int MOST_GROUPS = 1_000;

    private Optimizers() {}

    static List<Group> groups(Call call, Scope scope) {
        Function<String, NotationException> missing =
                key -> call.error(call.entry().name() + " needs the optimizer's "
                        + (key.equals("lr")
                                ? "rate: give --lr"
                                : key + ": give --" + (key.equals("momentum") ? "" : "context ") + key
                                        + (key.equals("momentum") ? "" : "=NUMBER")));
        Scope.Term constructor = constructor(call, scope);
        List<Settings> made = constructor == null ? List.of() : constructed(scope, constructor, call.dialect());
        return groups(call, scope, made, missing);
    }

    /** What the text sets, what of that cannot be read, and what the framework takes where nothing is set. */
    private record Settings(
            Map<String, Double> said, Map<String, NotationException> unread, Map<String, Double> otherwise) {

        static final Settings NONE = new Settings(Map.of(), Map.of(), Map.of());

        /** These settings, but for those of one group. */
        Settings overriddenBy(Settings group) {
            Map<String, Double> both = new HashMap<>(said);
            Map<String, NotationException> bothUnread = new HashMap<>(unread);
            both.keySet().removeAll(group.unread.keySet());
            bothUnread.keySet().removeAll(group.said.keySet());
            both.putAll(group.said);
            bothUnread.putAll(group.unread);
            return new Settings(both, bothUnread, otherwise);
        }
    }

    private static List<Group> groups(
            Call call, Scope scope, List<Settings> made, Function<String, NotationException> missing) {
        Horizon horizon = scope.horizon();
        List<String> names = names(horizon, made.size());
        Map<String, double[]> known = known(horizon);
        int count = Math.max(
                Math.max(1, made.size()),
                Math.max(
                        names.size(),
                        known.values().stream().mapToInt(n -> n.length).max().orElse(1)));
        if (count > MOST_GROUPS) {
            throw call.error("an optimizer may have at most " + MOST_GROUPS + " parameter groups here, got " + count);
        }
        List<Group> groups = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Settings own =
                    made.isEmpty() ? Settings.NONE : made.get(made.size() == 1 ? 0 : Math.min(i, made.size() - 1));
            Map<String, Double> settings = new HashMap<>(own.otherwise());
            settings.keySet().removeAll(own.unread().keySet());
            for (Map.Entry<String, double[]> entry : known.entrySet()) {
                double[] numbers = entry.getValue();
                if (numbers.length != 1 && numbers.length != count) {
                    throw missingCount(entry.getKey(), count, numbers.length);
                }
                double number = numbers[numbers.length == 1 ? 0 : i];
                settings.put(entry.getKey(), number);
                compare(scope, entry.getKey(), own.said().get(entry.getKey()), number);
            }
            settings.putAll(own.said());
            String name = count == 1 && names.isEmpty() ? "" : i < names.size() ? names.get(i) : String.valueOf(i);
            Function<String, NotationException> why = key -> own.unread().getOrDefault(key, missing.apply(key));
            groups.add(new Group(count == 1 ? "" : name, Map.copyOf(settings), why));
        }
        return groups;
    }

    private static void compare(Scope scope, String key, @Nullable Double said, double known) {
        if (said != null && said != known) {
            scope.note("the optimizer's " + key + " is " + Numerals.text(said)
                    + " in the text, which is taken; the run's " + Numerals.text(known) + " is put aside");
        }
    }

    private static Map<String, double[]> known(Horizon horizon) {
        Map<String, double[]> known = new LinkedHashMap<>();
        for (String key : List.of("lr", "momentum", "beta1", "weight_decay")) {
            double[] numbers = numbers(key, horizon.fact(key));
            if (numbers.length > 0) {
                known.put(key, numbers);
            }
        }
        return known;
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

    private static double[] numbers(String key, @Nullable String fact) {
        if (fact == null) {
            return new double[0];
        }
        String[] parts = fact.split(",");
        double[] numbers = new double[parts.length];
        for (int i = 0; i < parts.length; i++) {
            try {
                numbers[i] = Double.parseDouble(parts[i]);
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException(key + " must be numbers, got " + fact, e);
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
                return signature.parameters().stream().anyMatch(p -> p.name().matches("betas|beta_?1|b1"));
            }
        }
        String kind = scope.horizon().fact("optimizer");
        return kind == null
                ? scope.horizon().fact("beta1") != null
                : kind.toLowerCase(Locale.ROOT).contains("adam")
                        || kind.toLowerCase(Locale.ROOT).contains("lion");
    }

    private static @Nullable Signature signature(Scope scope, Chain chain, @Nullable Dialect context) {
        Arguments arguments = Registry.arguments(chain);
        if (arguments == null || chain.links().get(chain.links().size() - 1) != arguments) {
            return null;
        }
        String path = Registry.path(chain);
        return path == null
                ? null
                : scope.registry().optimizer(scope.imports().meanings(path).get(0), arguments, context);
    }

    /** The call that makes the optimizer of a scheduler, or null. */
    private static Scope.@Nullable Term constructor(Call call, Scope scope) {
        if (call.entry().signature().parameter("optimizer") != null && call.isGiven("optimizer")) {
            try {
                Scope.Term term = call.value("optimizer").term();
                if (isConstructor(scope, term.expression())) {
                    return term;
                }
            } catch (NotationException e) {
                // what it is now cannot be read; what it was made of may be
            }
        }
        return scope.optimizer();
    }

    /** Whether an expression makes an optimizer: one that is known, or a class that is told a rate. */
    static boolean isConstructor(Scope scope, Expression expression) {
        return isKnown(scope, expression) || expression instanceof Chain chain && isTold(scope, chain);
    }

    /** Whether an expression makes an optimizer that a dialect knows. */
    static boolean isKnown(Scope scope, Expression expression) {
        return expression instanceof Chain chain && signature(scope, chain, null) != null;
    }

    private static boolean isTold(Scope scope, Chain chain) {
        Arguments arguments = Registry.arguments(chain);
        String path = Registry.path(chain);
        if (arguments == null || path == null || chain.links().get(chain.links().size() - 1) != arguments) {
            return false;
        }
        String name = path.substring(path.lastIndexOf('.') + 1);
        return Character.isUpperCase(name.charAt(0))
                && arguments.arguments().stream().anyMatch(a -> a.name() != null && RATES.contains(a.name()))
                && scope.registry().match(scope, chain, null) == null;
    }

    /**
     * The rate that the optimizer's constructor was given for all groups, which it keeps for its default even where every
     * group has its own; the first group's where the text does not make the optimizer.
     */
    static double rate(Call call, Scope scope) {
        Scope.Term made = constructor(call, scope);
        Double rate = made == null
                ? null
                : settings(scope, given(scope, made, call.dialect()), made.line())
                        .said()
                        .get("lr");
        return rate == null ? groups(call, scope).get(0).rate() : rate;
    }

    /** The call that makes the optimizer with its arguments under the names of an entry; null if it makes another. */
    static @Nullable Call making(Call call, Scope scope, Entry optimizer) {
        Scope.Term made = constructor(call, scope);
        String path = made == null ? null : Registry.path((Chain) made.expression());
        if (made == null
                || path == null
                || !path.substring(path.lastIndexOf('.') + 1).equals(optimizer.name())) {
            return null;
        }
        Arguments arguments = Objects.requireNonNull(Registry.arguments((Chain) made.expression()));
        Call.Place place = new Call.Place(made.expression().span(), made.line());
        return Binding.bound(scope, call.dialect(), optimizer, arguments, place);
    }

    /** What the constructor of an optimizer is given; the parameters too. */
    private static Map<String, Expression> given(Scope scope, Scope.Term term, @Nullable Dialect context) {
        Chain chain = (Chain) term.expression();
        Arguments arguments = Objects.requireNonNull(Registry.arguments(chain));
        Signature signature = signature(scope, chain, context);
        Map<String, Expression> given = new LinkedHashMap<>();
        int position = 0;
        for (Argument argument : arguments.arguments()) {
            String name = argument.name();
            if (name == null && signature != null && position < signature.positions()) {
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
    private static List<Settings> constructed(Scope scope, Scope.Term term, @Nullable Dialect context) {
        Signature signature = signature(scope, (Chain) term.expression(), context);
        Map<String, Expression> given = given(scope, term, context);
        Expression parameters = given.remove(PARAMETERS);
        Map<String, Double> otherwise = signature == null
                ? Map.of()
                : settings(scope, defaults(signature), 0).said();
        Settings read = settings(scope, given, term.line());
        Settings shared = new Settings(read.said(), read.unread(), otherwise);
        List<Settings> groups = new ArrayList<>();
        for (Scope.Term item : items(scope, parameters, term.line())) {
            List<Map.Entry<Expression, Expression>> entries = Items.entries(item.expression());
            if (entries != null) {
                groups.add(shared.overriddenBy(settings(scope, named(entries), item.line())));
            }
        }
        return groups.isEmpty() ? List.of(shared) : groups;
    }

    private static Map<String, Expression> defaults(Signature signature) {
        Map<String, Expression> defaults = new LinkedHashMap<>();
        for (Signature.Parameter parameter : signature.parameters()) {
            if (parameter.otherwise() != null) {
                defaults.put(parameter.name(), parameter.otherwise());
            }
        }
        return defaults;
    }

    /** What the optimizer is given to optimize: parameter groups, if that is a list. */
    private static List<Scope.Term> items(Scope scope, @Nullable Expression parameters, int line) {
        List<Scope.Term> items = new ArrayList<>();
        try {
            Scope.Term all = parameters == null ? null : scope.resolved(new Scope.Term(parameters, line));
            List<Expression> listed = all == null ? null : Items.list(scope, all);
            for (Expression item : listed == null ? List.<Expression>of() : listed) {
                if (items.size() > MOST_GROUPS) {
                    break;
                }
                items.add(scope.resolved(
                        new Scope.Term(item, Objects.requireNonNull(all).line())));
            }
        } catch (NotationException e) {
            scope.note("the optimizer's parameter groups cannot be read, and are taken for one: " + e.problem());
            return List.of();
        }
        return items;
    }

    private static Map<String, Expression> named(List<Map.Entry<Expression, Expression>> entries) {
        Map<String, Expression> named = new LinkedHashMap<>();
        entries.forEach(entry -> {
            if (entry.getKey() instanceof Expression.Str key) {
                named.put(key.value(), entry.getValue());
            }
        });
        return named;
    }

    private static Settings settings(Scope scope, Map<String, Expression> given, int line) {
        Map<String, Double> settings = new HashMap<>();
        Map<String, NotationException> unread = new HashMap<>();
        given.forEach((name, expression) -> {
            String key = name.equals("betas") ? "beta1" : RATES.contains(name) ? "lr" : KEYS.get(name);
            if (key == null) {
                return;
            }
            try {
                Double number = number(scope, name, new Scope.Term(expression, line));
                if (number != null) {
                    settings.put(key, number);
                }
            } catch (NotationException e) {
                unread.put(key, e);
            }
        });
        return new Settings(settings, unread, Map.of());
    }

    private static @Nullable Double number(Scope scope, String name, Scope.Term written) {
        Scope.Term term = scope.resolved(written);
        List<Expression> betas = name.equals("betas") ? Items.list(scope, term) : null;
        if (betas != null && !betas.isEmpty()) {
            return new Numbers(scope, false).of(betas.get(0), term.line()).value();
        }
        return isNumber(scope, term)
                ? (Double) new Numbers(scope, false)
                        .of(term.expression(), term.line())
                        .value()
                : null;
    }

    /** A rate that is none, as a schedule in its place, is left to others. */
    private static boolean isNumber(Scope scope, Scope.Term term) {
        boolean none = term.expression() instanceof Expression.Constant constant
                && constant.kind() == Expression.Constant.Kind.NONE;
        boolean function = term.expression() instanceof Expression.Lambda;
        boolean scheduler =
                term.expression() instanceof Chain chain && scope.registry().match(scope, chain, null) != null;
        return !none && !function && !scheduler;
    }
}
