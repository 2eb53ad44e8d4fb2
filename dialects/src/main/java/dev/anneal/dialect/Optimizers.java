package dev.anneal.dialect;

import dev.anneal.Horizon;
import dev.anneal.notation.Expression;
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
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What the optimizer is set to: its constructor's arguments in the text, and what is known of the run. */
final class Optimizers {

    static final int MOST_GROUPS = 1_000;

    private Optimizers() {}

    static List<Group> groups(Call call, Scope scope) {
        Function<String, NotationException> missing =
                key -> call.error(call.entry().name() + " needs the optimizer's "
                        + (key.equals("lr")
                                ? "rate: give --lr"
                                : key + ": give --" + (key.equals("momentum") ? "" : "context ") + key
                                        + (key.equals("momentum") ? "" : "=NUMBER")));
        Scope.Term constructor = constructor(call, scope);
        List<Settings> made = constructor == null ? List.of() : Settings.of(scope, constructor, call.dialect());
        return groups(call, scope, made, missing);
    }

    private static List<Group> groups(
            Call call, Scope scope, List<Settings> made, Function<String, NotationException> missing) {
        Horizon horizon = scope.horizon();
        List.of("momentum", "weight_decay").forEach(key -> remark(scope, key, made));
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

    /** What all groups have, and a scheduler may leave alone. */
    private static void remark(Scope scope, String key, List<Settings> made) {
        Double first = made.isEmpty() ? null : made.get(0).said().get(key);
        if (first != null
                && made.stream().allMatch(own -> first.equals(own.said().get(key)))) {
            scope.facts().remarks(key, first);
        }
    }

    private static void compare(Scope scope, String key, @Nullable Double said, double known) {
        if (said != null && said != known) {
            scope.note("the optimizer's " + key + " is " + Numerals.text(said)
                    + " in the text, which is taken; the run's " + Numerals.text(known) + " is put aside");
        }
    }

    private static Map<String, double[]> known(Horizon horizon) {
        Map<String, double[]> known = new LinkedHashMap<>();
        for (String key : List.of("lr", "momentum", "beta1", "weight_decay", "lr_scale")) {
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
            Signature signature = Settings.signature(scope, (Chain) constructor.expression(), call.dialect());
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
        return expression instanceof Chain chain && Settings.signature(scope, chain, null) != null;
    }

    private static boolean isTold(Scope scope, Chain chain) {
        Arguments arguments = Registry.arguments(chain);
        String path = Registry.path(chain);
        if (arguments == null || path == null || chain.links().get(chain.links().size() - 1) != arguments) {
            return false;
        }
        String name = path.substring(path.lastIndexOf('.') + 1);
        return Character.isUpperCase(name.charAt(0))
                && arguments.arguments().stream().anyMatch(a -> a.name() != null && Settings.isRate(a.name()))
                && scope.registry().match(scope, chain, null) == null;
    }

    /**
     * The rate that the optimizer's constructor was given for all groups, which it keeps for its default even where every
     * group has its own; the first group's where the text does not make the optimizer.
     */
    static double rate(Call call, Scope scope) {
        Scope.Term made = constructor(call, scope);
        Double rate = made == null ? null : Settings.rate(scope, made, call.dialect());
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
}
