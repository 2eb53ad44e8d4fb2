package dev.anneal.dialect;

import dev.anneal.notation.Expression;
import dev.anneal.notation.Expression.Argument;
import dev.anneal.notation.Expression.Arguments;
import dev.anneal.notation.Expression.Chain;
import dev.anneal.notation.Nearest;
import dev.anneal.notation.NotationException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an optimizer's constructor in the text sets for a parameter group.
 *
 * @param said what the text sets
 * @param unread what it sets and cannot be read, and why
 * @param otherwise what the framework takes where nothing is set
 */
record Settings(Map<String, Double> said, Map<String, NotationException> unread, Map<String, Double> otherwise) {

    static final Settings NONE = new Settings(Map.of(), Map.of(), Map.of());

    private static final Set<String> RATES = Set.of("lr", "learning_rate", "init_lr");
    private static final Map<String, String> KEYS = Map.of(
            "momentum",
            "momentum",
            "beta1",
            "beta1",
            "beta_1",
            "beta1",
            "b1",
            "beta1",
            "weight_decay",
            "weight_decay",
            "lr_scale",
            "lr_scale");

    private static final String PARAMETERS = "params";

    /** What a parameter is called among the facts of a run; null for what is none. */
    static @Nullable String key(String parameter) {
        return parameter.equals("betas") ? "beta1" : RATES.contains(parameter) ? "lr" : KEYS.get(parameter);
    }

    /** Whether a parameter of that name is a rate. */
    static boolean isRate(String parameter) {
        return RATES.contains(parameter);
    }

    /** The rate for all groups that a constructor is given; null if it is given none. */
    static @Nullable Double rate(Scope scope, Scope.Term constructor, @Nullable Dialect context) {
        return settings(scope, given(scope, constructor, context), constructor.line())
                .said
                .get("lr");
    }

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

    /** The signature of the optimizer that a chain makes; null if no dialect knows it. */
    static @Nullable Signature signature(Scope scope, Chain chain, @Nullable Dialect context) {
        Arguments arguments = Registry.arguments(chain);
        if (arguments == null || chain.links().get(chain.links().size() - 1) != arguments) {
            return null;
        }
        String path = Registry.path(chain);
        return path == null
                ? null
                : scope.registry().optimizer(scope.imports().meanings(path).get(0), arguments, context);
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
    static List<Settings> of(Scope scope, Scope.Term term, @Nullable Dialect context) {
        Signature signature = signature(scope, (Chain) term.expression(), context);
        Map<String, Expression> given = given(scope, term, context);
        Expression parameters = given.remove(PARAMETERS);
        given.keySet().forEach(name -> tellUnknown(scope, signature, name));
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

    /** A setting that the optimizer does not have may be one of another version, or a slip. */
    private static void tellUnknown(Scope scope, @Nullable Signature signature, String name) {
        if (signature != null && signature.parameter(name) == null) {
            List<String> known = signature.parameters().stream()
                    .map(Signature.Parameter::name)
                    .toList();
            String nearest = Nearest.to(name, known);
            scope.note(signature.name() + " has no parameter " + name + ", which is put aside"
                    + (nearest == null ? "" : "; did you mean " + nearest + "?"));
        }
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
                if (items.size() > Optimizers.MOST_GROUPS) {
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
            String key = key(name);
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
