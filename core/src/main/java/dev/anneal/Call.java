package dev.anneal;

import dev.anneal.notation.Expression;
import dev.anneal.notation.Expression.Argument;
import dev.anneal.notation.Nearest;
import dev.anneal.notation.NotationException;
import dev.anneal.notation.NumericFunction;
import dev.anneal.notation.Span;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;

/** The arguments of one call, under the names of its signature. */
final class Call implements Vocabulary.Arguments, FeedbackFunction.Arguments {

    private final Reader reader;
    private final Signature signature;
    private final Span span;
    private final Map<String, Expression> given = new HashMap<>();
    private final List<Expression> rest = new ArrayList<>();

    private Call(Reader reader, Signature signature, Span span) {
        this.reader = reader;
        this.signature = signature;
        this.span = span;
    }

    static Call bind(Reader reader, Signature signature, Expression.Arguments arguments, Span span) {
        Call call = new Call(reader, signature, span);
        int position = 0;
        for (Argument argument : arguments.arguments()) {
            if (argument.name() == null) {
                call.bindPosition(position++, argument);
            } else {
                call.bindName(argument.name(), argument);
            }
        }
        for (Signature.Parameter parameter : signature.parameters()) {
            if (parameter.otherwise() == null && !parameter.rest() && !call.given.containsKey(parameter.name())) {
                throw reader.error(span, signature.name() + " needs " + parameter.name() + ": " + signature.text());
            }
        }
        return call;
    }

    private void bindPosition(int position, Argument argument) {
        List<Signature.Parameter> parameters = signature.parameters();
        int last = parameters.size() - 1;
        if (last >= 0 && position >= last && parameters.get(last).rest()) {
            rest.add(argument.value());
        } else if (position > last) {
            throw reader.error(argument.span(), "one argument too many: " + signature.text());
        } else {
            given.put(parameters.get(position).name(), argument.value());
        }
    }

    private void bindName(String name, Argument argument) {
        if (!signature.keywords().contains(name)) {
            String nearest = Nearest.to(name, signature.keywords());
            String problem = signature.name() + " has no argument '" + name + "': " + signature.text();
            throw NotationException.at(reader.text(), argument.span(), problem, nearest);
        }
        if (given.put(name, argument.value()) != null) {
            throw reader.error(argument.span(), "'" + name + "' is given twice");
        }
    }

    /** Where a message belongs: at the argument that it begins with, else at the call. */
    Span place(String message) {
        return given.entrySet().stream()
                .filter(argument -> message.startsWith(argument.getKey() + " "))
                .map(argument -> argument.getValue().span())
                .findFirst()
                .orElse(span);
    }

    @Override
    public boolean has(String parameter) {
        return given.containsKey(parameter);
    }

    private Expression argument(String parameter) {
        return Objects.requireNonNull(given.get(parameter), parameter);
    }

    @Override
    public double number(String parameter) {
        if (has(parameter)) {
            return reader.number(argument(parameter));
        }
        String otherwise = otherwise(parameter);
        return otherwise.endsWith("inf")
                ? Double.parseDouble(otherwise.replace("inf", "Infinity"))
                : Double.parseDouble(otherwise);
    }

    private String otherwise(String parameter) {
        return signature.parameters().stream()
                .filter(p -> p.name().equals(parameter))
                .map(p -> Objects.requireNonNull(p.otherwise()))
                .findFirst()
                .orElseThrow();
    }

    @Override
    public String word(String parameter) {
        if (!has(parameter)) {
            String quoted = otherwise(parameter);
            return quoted.substring(1, quoted.length() - 1);
        }
        if (argument(parameter) instanceof Expression.Str string) {
            return string.value();
        }
        throw reader.error(argument(parameter).span(), parameter + " must be a word in quotes");
    }

    @Override
    public <E extends Enum<E>> E choice(String parameter, Class<E> choices) {
        Expression argument = given.get(parameter);
        String word = argument == null
                ? otherwise(parameter)
                : argument instanceof Expression.Name name
                        ? name.id()
                        : argument instanceof Expression.Str string ? string.value() : "";
        List<String> words = new ArrayList<>();
        for (E choice : choices.getEnumConstants()) {
            if (choice.toString().equals(word)) {
                return choice;
            }
            words.add(choice.toString());
        }
        Span place = argument == null ? span : argument.span();
        String problem = parameter + " must be " + String.join(" or ", words);
        throw NotationException.at(reader.text(), place, problem, Nearest.to(word, words));
    }

    @Override
    public Schedule schedule(String parameter) {
        return reader.schedule(argument(parameter));
    }

    @Override
    public NumericFunction lambda(String parameter) {
        return reader.lambda(argument(parameter));
    }

    @Override
    public double[] numbers(String parameter) {
        return all(parameter).stream().mapToDouble(reader::number).toArray();
    }

    /** Whether anything is given for the parameter written {@code *name}, be it an empty list. */
    boolean hasAny(String parameter) {
        return has(parameter) || !rest.isEmpty();
    }

    /** The parameter groups of a parameter written {@code *name}. */
    List<String> names(String parameter) {
        return all(parameter).stream().map(reader::group).toList();
    }

    private List<Expression> all(String parameter) {
        Expression listed = given.get(parameter);
        if (listed != null && !rest.isEmpty()) {
            throw reader.error(listed.span(), "'" + parameter + "' is given twice");
        }
        return Reader.listed(listed == null ? rest : List.of(listed));
    }

    @Override
    public Schedule table(String parameter, BiFunction<double[], double[], Schedule> making) {
        Expression expression = argument(parameter);
        if (!(expression instanceof Expression.DictOf dict)) {
            throw reader.error(expression.span(), "expected times and values, as {0: 0.1, 30: 0.01}");
        }
        double[] times = dict.entries().stream()
                .mapToDouble(entry -> reader.number(entry.key()))
                .toArray();
        double[] values = dict.entries().stream()
                .mapToDouble(entry -> reader.number(entry.value()))
                .toArray();
        return making.apply(times, values);
    }

    @Override
    public Curve curve(String parameter) {
        return has(parameter) ? reader.curve(argument(parameter)) : Curve.linear();
    }

    @Override
    public Schedule repeated(Schedule cycle) {
        Expression n = given.get("n");
        Expression evolution = given.get("evolution");
        if (n != null && evolution == null && reader.isEvolution(n)) {
            return cycle.repeat(reader.evolution(n));
        }
        Evolution evolves = evolution == null ? Evolution.NONE : reader.evolution(evolution);
        if (n == null) {
            return cycle.repeat(evolves);
        }
        double count = reader.number(n);
        if (!(count == Math.rint(count) && count >= 1 && count <= Integer.MAX_VALUE)) {
            throw Check.broken("n", "be a whole number in 1.." + Integer.MAX_VALUE, count);
        }
        return cycle.repeat((int) count, evolves);
    }

    @Override
    public void charge(long work) {
        reader.charge(span, work);
    }
}
