package dev.anneal.dialect.composer;

import dev.anneal.dialect.Value;
import dev.anneal.notation.Expression;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A time of Composer: {@code '10ep'}, {@code Time(10, 'ep')}, {@code Time.from_epoch(10)}. */
record Time(double value, Unit unit) {

    /** What a time counts. */
    enum Unit {
        ITERATION("iter"),
        EPOCH("ep"),
        BATCH("ba"),
        SAMPLE("sp"),
        TOKEN("tok"),
        DURATION("dur"),
        SECOND("sec");

        private final String suffix;

        Unit(String suffix) {
            this.suffix = suffix;
        }

        /** By its name or by what stands behind a number, in letters of any case. */
        static Optional<Unit> of(String word) {
            return Arrays.stream(values())
                    .filter(unit -> unit.name().equalsIgnoreCase(word) || unit.suffix.equalsIgnoreCase(word))
                    .findFirst();
        }
    }

    private static final String RULE = "be a time, as '10ep', '200ba' or '0.5dur'";
    private static final int LONGEST = 100;
    private static final Pattern CLOCK = Pattern.compile("(\\d{1,9}h)?(\\d{1,9}m)?(\\d{1,9}s)?");
    private static final Pattern COUNTED = Pattern.compile("(.+)(iter|ep|ba|sp|tok|dur|sec)", Pattern.CASE_INSENSITIVE);
    private static final Pattern NUMBER =
            Pattern.compile("\\s*[-+]?(\\d[\\d_]*(\\.[\\d_]*)?|\\.\\d[\\d_]*)([eE][-+]?\\d{1,9})?\\s*");

    /** The time that an argument is. */
    static Time of(Value value) {
        if (value.expression() instanceof Expression.Str string) {
            return parse(string.value()).map(time -> checked(value, time)).orElseThrow(() -> value.refused(RULE));
        }
        String path = value.path();
        List<Expression.Argument> arguments = value.arguments();
        String name = path == null ? "" : path.substring(path.lastIndexOf('.') + 1);
        if (name.equals("Time") && !arguments.isEmpty()) {
            return constructed(value, arguments);
        }
        if (arguments.size() == 1 && name.startsWith("from_")) {
            Value only = value.part(arguments.get(0).value());
            return name.equals("from_timestring") || name.equals("from_input")
                    ? of(only)
                    : Unit.of(name.substring("from_".length()))
                            .map(unit -> checked(only, counted(only, unit)))
                            .orElseThrow(() -> value.refused(RULE));
        }
        throw value.refused(RULE);
    }

    /** The length of a run, where a whole number alone counts epochs. */
    static Time ofRun(Value value) {
        return value.isNumber() ? counted(value, Unit.EPOCH) : of(value);
    }

    /** What a text says; empty if that is no time. */
    static Optional<Time> parse(String text) {
        if (text.length() > LONGEST) {
            return Optional.empty();
        }
        if (!text.isEmpty() && CLOCK.matcher(text).matches()) {
            return Optional.of(new Time(0, Unit.SECOND));
        }
        Matcher counted = COUNTED.matcher(text);
        if (!counted.matches() || !NUMBER.matcher(counted.group(1)).matches()) {
            return Optional.empty();
        }
        double number = Double.parseDouble(counted.group(1).strip().replace("_", ""));
        return Unit.of(counted.group(2).toLowerCase(Locale.ROOT)).map(unit -> new Time(number, unit));
    }

    private static Time constructed(Value value, List<Expression.Argument> arguments) {
        List<Value> parts = new ArrayList<>();
        for (String name : List.of("value", "unit")) {
            Optional<Expression.Argument> named = arguments.stream()
                    .filter(argument -> name.equals(argument.name()))
                    .findFirst();
            int place = parts.size();
            if (named.isEmpty()
                    && (arguments.size() <= place || arguments.get(place).name() != null)) {
                throw value.refused("have a value and a unit, as Time(10, 'ep')");
            }
            parts.add(value.part(named.orElseGet(() -> arguments.get(place)).value()));
        }
        Unit unit = Unit.of(parts.get(1).word())
                .orElseThrow(() -> parts.get(1).refused("be a unit: iter, ep, ba, sp, tok, dur or sec"));
        return checked(value, counted(parts.get(0), unit));
    }

    private static Time counted(Value number, Unit unit) {
        if (unit != Unit.DURATION && !number.isInteger()) {
            throw number.refused("be an integer");
        }
        return new Time(number.number(), unit);
    }

    private static Time checked(Value value, Time time) {
        if (time.unit == Unit.SECOND) {
            throw value.refused("not be wall clock time");
        }
        if (time.unit == Unit.ITERATION) {
            throw value.refused("be in ep, ba, sp, tok or dur here");
        }
        if (!Double.isFinite(time.value) || time.unit != Unit.DURATION && time.value != Math.rint(time.value)) {
            throw value.refused("be a whole number of " + time.unit.suffix);
        }
        return time;
    }

    @Override
    public String toString() {
        String number = value == Math.rint(value) && Math.abs(value) < 1e15
                ? String.valueOf(Math.round(value))
                : String.valueOf(value);
        return number + unit.suffix;
    }
}
