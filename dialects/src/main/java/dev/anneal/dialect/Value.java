package dev.anneal.dialect;

import dev.anneal.Schedule;
import dev.anneal.notation.Expression;
import dev.anneal.notation.Expression.Chain;
import dev.anneal.notation.NotationException;
import dev.anneal.notation.Numerals;
import dev.anneal.notation.NumericFunction;
import dev.anneal.notation.Span;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/** An argument of a call, to be read as whatever the entry needs. What it is not is refused where it stands in the text. */
public final class Value {

    private final Scope scope;
    private final Dialect dialect;
    private final String name;
    private final Scope.Term written;
    private final Scope.Term term;
    private final Span place;
    private final boolean given;

    Value(Scope scope, Dialect dialect, String name, Scope.Term written, Span otherwise) {
        this(scope, dialect, name, written, otherwise, true);
    }

    /** A value that stands in the text, or a default, which stands elsewhere and has no place of its own. */
    private Value(Scope scope, Dialect dialect, String name, Scope.Term written, Span otherwise, boolean given) {
        this.scope = scope;
        this.dialect = dialect;
        this.name = name;
        this.written = written;
        this.term = Mathematics.asFunction(scope, scope.told(scope.resolved(written)));
        Span own = term.expression().span();
        this.place = own.start() < 0 || !given ? otherwise : own;
        this.given = given;
    }

    /** The default of a parameter that the text leaves out; what is wrong with it is shown at the call. */
    static Value byDefault(Scope scope, Dialect dialect, String name, Expression otherwise, Span call) {
        return new Value(scope, dialect, name, new Scope.Term(otherwise, 0), call, false);
    }

    /**
     * A part of it, under the same name.
     *
     * @param expression a part of its {@link #expression}
     * @return the part as an argument
     */
    public Value part(Expression expression) {
        return item(name, expression);
    }

    private Value item(String itemName, Expression expression) {
        return new Value(scope, dialect, itemName, new Scope.Term(expression, term.line()), place, given);
    }

    /**
     * What stands under a key of this dictionary.
     *
     * @param key the key
     * @return the value, which is called as the key is; null if this is no dictionary, or has no such key
     */
    public @Nullable Value entry(String key) {
        Expression found = scope.entry(term.expression(), key);
        return found == null ? null : item(key, found);
    }

    /**
     * The entries of a dictionary whose keys are texts.
     *
     * @return values, which are called as their keys are, in the order written
     * @throws NotationException if it is no dictionary, or a key is no text
     */
    public Map<String, Value> settings() {
        Map<String, Value> settings = new LinkedHashMap<>();
        for (Map.Entry<Value, Value> entry : entries()) {
            String key = entry.getKey().text();
            settings.put(key, item(key, entry.getValue().expression()));
        }
        return settings;
    }

    /**
     * What it holds under a name, as the options that a program was given hold the value of each.
     *
     * @param attribute the name
     * @return the value of {@code argument.attribute}; null if neither the text nor the run says what that is
     */
    public @Nullable Value attribute(String attribute) {
        Span span = written.expression().span();
        List<Expression.Link> links = new ArrayList<>();
        Expression head = written.expression();
        if (head instanceof Chain chain) {
            head = chain.head();
            links.addAll(chain.links());
        }
        links.add(new Expression.Attribute(attribute, span));
        Chain asked = new Chain(head, links, span);
        Value held = new Value(scope, dialect, name + "." + attribute, new Scope.Term(asked, written.line()), place);
        if (held.term.expression() != asked || held.isNumber()) {
            return held;
        }
        Expression kept = Items.kept(term.expression(), attribute);
        return kept == null
                ? null
                : new Value(scope, dialect, name + "." + attribute, new Scope.Term(kept, term.line()), place);
    }

    /**
     * Whether it is {@code None}.
     *
     * @return whether it is {@code None}, or Java's {@code null}
     */
    public boolean isNone() {
        return term.expression() instanceof Expression.Constant constant
                && constant.kind() == Expression.Constant.Kind.NONE;
    }

    /**
     * The number.
     *
     * @return a finite number
     * @throws NotationException if it is no number, or not finite
     */
    public double number() {
        double value = amount().value();
        if (!Double.isFinite(value)) {
            throw refused("be finite");
        }
        return value + 0.0;
    }

    /**
     * Whether it is a number.
     *
     * @return whether {@link #number} would be answered, were it finite
     */
    public boolean isNumber() {
        if (isFunction() || isList() || term.expression() instanceof Expression.Str || isNone()) {
            return false;
        }
        try {
            amount();
            return true;
        } catch (NotationException e) {
            return false;
        }
    }

    /**
     * Whether it is written as a whole number, as {@code 30} is and {@code 30.0} is not.
     *
     * @return whether it is
     * @throws NotationException if it is no number
     */
    public boolean isInteger() {
        return amount().integral();
    }

    /**
     * Whether a whole number stands there itself: what is known of the run does not tell how it was written.
     *
     * @return whether it is a whole number, with or without a sign
     */
    public boolean isWrittenWhole() {
        Expression bare = term.expression();
        while (bare instanceof Expression.Unary unary) {
            bare = unary.operand();
        }
        return bare instanceof Expression.Num number && number.integral();
    }

    private Amount amount() {
        Expression expression = term.expression();
        if (isNone() || expression instanceof Expression.Str || isFunction() || Items.literal(expression) != null) {
            throw refused("be a number");
        }
        return new Numbers(scope, dialect.java()).of(expression, term.line());
    }

    /**
     * The truth value.
     *
     * @return what it says; a number is true unless it is 0
     * @throws NotationException if it is neither a truth value nor a number
     */
    public boolean flag() {
        return !isNone() && amount().value() != 0;
    }

    /**
     * Whether it is a text, or a constant such as {@code ScheduleType.EPOCH}.
     *
     * @return whether {@link #word} would be answered
     */
    public boolean isWord() {
        return wordOrNull() != null;
    }

    /**
     * The text, or the last name of a constant such as {@code ScheduleType.EPOCH}.
     *
     * @return the word
     * @throws NotationException if it is something else
     */
    public String word() {
        String word = wordOrNull();
        if (word == null) {
            throw refused("be a text in quotes");
        }
        return word;
    }

    /**
     * The text that it is; a constant is none.
     *
     * @return the characters between the quotes
     * @throws NotationException if it is something else
     */
    public String text() {
        if (term.expression() instanceof Expression.Str string) {
            return string.value();
        }
        throw refused("be a text in quotes");
    }

    /**
     * The entries of a map, none of whose keys may stand twice.
     *
     * @return keys and values, in the order written
     * @throws NotationException if it is no dictionary, or a key stands twice
     */
    public Map<Value, Value> table() {
        Map<Value, Value> table = new LinkedHashMap<>();
        Set<String> keys = new HashSet<>();
        for (Map.Entry<Value, Value> entry : entries()) {
            Value key = entry.getKey();
            if (!keys.add(key.isNumber() ? Numerals.text(key.number()) : key.toString())) {
                throw key.refused("stand once");
            }
            table.put(key, entry.getValue());
        }
        return table;
    }

    private @Nullable String wordOrNull() {
        Expression expression = term.expression();
        if (expression instanceof Expression.Str string) {
            return string.value();
        }
        if (expression instanceof Expression.Name constant && dialect.java()) {
            return constant.id();
        }
        String path =
                expression instanceof Chain chain && Registry.arguments(chain) == null ? Registry.path(chain) : null;
        return path == null ? null : path.substring(path.lastIndexOf('.') + 1);
    }

    /**
     * Whether it is a list, a tuple or an array.
     *
     * @return whether {@link #items} would be answered
     */
    public boolean isList() {
        return Items.list(scope, term) != null;
    }

    /**
     * The items of a list, a tuple or an array.
     *
     * @return the items
     * @throws NotationException if it is no list
     */
    public List<Value> items() {
        List<Expression> items = Items.list(scope, term);
        if (items == null) {
            throw refused("be a list");
        }
        List<Value> values = new ArrayList<>();
        for (Expression item : items) {
            values.add(item(name + "[" + values.size() + "]", item));
        }
        return values;
    }

    /**
     * The numbers of a list.
     *
     * @return finite numbers
     * @throws NotationException if it is no list, or an item no finite number
     */
    public double[] numbers() {
        return items().stream().mapToDouble(Value::number).toArray();
    }

    /**
     * Whether it is a dictionary, or a map.
     *
     * @return whether {@link #entries} would be answered
     */
    public boolean isTable() {
        return Items.entries(term.expression()) != null;
    }

    /**
     * The entries of a dictionary, in the order written.
     *
     * @return keys and values
     * @throws NotationException if it is no dictionary
     */
    public List<Map.Entry<Value, Value>> entries() {
        List<Map.Entry<Expression, Expression>> entries = Items.entries(term.expression());
        if (entries == null) {
            throw refused("be a dictionary, as {10: 0.1}");
        }
        List<Map.Entry<Value, Value>> values = new ArrayList<>();
        for (Map.Entry<Expression, Expression> entry : entries) {
            Value key = item("key of " + name, entry.getKey());
            values.add(Map.entry(key, item(name + "[" + key + "]", entry.getValue())));
        }
        return values;
    }

    /**
     * Whether it is a function: a lambda, or the name of a function of the text.
     *
     * @return whether {@link #function} would be answered, if it took as many numbers
     */
    public boolean isFunction() {
        return term.expression() instanceof Expression.Lambda;
    }

    /**
     * The function of numbers that a lambda, or a function of the text, is.
     *
     * @param least how many parameters it must have at least, 1 or 2
     * @param most how many parameters it may have at most, 1 or 2
     * @return the function, closed: names are numbers
     * @throws NotationException if it is no function, or has another number of parameters
     */
    public NumericFunction function(int least, int most) {
        if (term.expression() instanceof Expression.Name name && !scope.isAssigned(name.id())) {
            throw scope.error(
                    place,
                    this.name + " must be a function, and nothing in the text defines " + name.id()
                            + ": paste its definition too");
        }
        if (!(term.expression() instanceof Expression.Lambda lambda)) {
            throw refused("be a function, as lambda t: 0.95 ** t");
        }
        int count = lambda.parameters().size();
        if (count < least || Functions.required(scope, lambda) > most) {
            String wanted = least == most ? String.valueOf(least) : least + " or " + most;
            throw refused("take " + wanted + " argument" + (most == 1 ? "" : "s"));
        }
        return Functions.of(scope, term, Math.min(count, most), origin(0));
    }

    /** Where Java's whole numbers are counted from; Python's functions take any numbers. */
    private double origin(int first) {
        return dialect.java() ? first : Double.NaN;
    }

    /**
     * The function of one whole number that is counted from some number on, as of cycles that begin with 1.
     *
     * @param origin the first number that it is asked for
     * @return the function
     * @throws NotationException if it is no function of one number
     */
    public NumericFunction functionFrom(int origin) {
        function(1, 1);
        return Functions.of(scope, term, 1, origin);
    }

    /**
     * The scheduler that it is a call of.
     *
     * @return the call
     * @throws NotationException if it calls nothing that a dialect knows
     */
    public Call call() {
        Call call = callOrNull();
        if (call != null) {
            return call;
        }
        String path = term.expression() instanceof Chain chain ? Registry.path(chain) : null;
        if (path == null || Registry.arguments((Chain) term.expression()) == null) {
            throw refused("be a scheduler");
        }
        throw NotationException.at(
                scope.text(),
                place,
                name + " must be a scheduler, got " + path,
                scope.registry().nearest(path));
    }

    /**
     * Whether it is a call of a scheduler.
     *
     * @return whether {@link #call} would be answered, if the call's arguments are right
     */
    public boolean isCall() {
        return term.expression() instanceof Chain chain && scope.registry().match(scope, chain, dialect) != null;
    }

    private @Nullable Call callOrNull() {
        return term.expression() instanceof Chain chain ? Call.of(scope, chain, term.line(), dialect) : null;
    }

    /**
     * The schedule that it is: a scheduler's, a function of the time, or a number that stays.
     *
     * @return the schedule, its time in units of the surrounding call's clock
     * @throws NotationException if it is none of these, or a scheduler that drives more than one value
     */
    public Schedule schedule() {
        if (isFunction()) {
            NumericFunction function = function(1, 1);
            return located(() -> Schedule.parse("formula(" + function + ")"));
        }
        if (isCall()) {
            return call().schedule();
        }
        return isNumber() ? Schedule.constant(number()) : call().schedule();
    }

    private <T> T located(Supplier<T> making) {
        try {
            return making.get();
        } catch (IllegalArgumentException e) {
            String problem = e instanceof NotationException known ? known.problem() : String.valueOf(e.getMessage());
            throw scope.error(place, problem);
        }
    }

    /**
     * A call whose arguments are the entries of this dictionary.
     *
     * @param entry the name of an entry of the same dialect
     * @return the call
     * @throws NotationException if it is no dictionary with texts as keys, or the entry does not take these arguments
     */
    public Call call(String entry) {
        Map<String, Scope.Term> arguments = new LinkedHashMap<>();
        for (Map.Entry<Value, Value> option : entries()) {
            arguments.put(option.getKey().word(), option.getValue().term);
        }
        return Call.of(scope, dialect, entry, arguments, new Call.Place(place, term.line()));
    }

    /**
     * What is wrong with it.
     *
     * @param rule the rule that it breaks, as it stands after "must"
     * @return the exception, to be thrown
     */
    public NotationException refused(String rule) {
        String unknown = scope.unknown(term);
        // where a name has a class, or is Java's, it is what is written that is wrong
        boolean written = unknown == null || scope.isJava() || Character.isUpperCase(unknown.charAt(0));
        String got = written || unknown == null
                ? ", got " + this
                : ", and '" + unknown + "' is not known: assign it in the text, or give --context "
                        + unknown.substring(unknown.lastIndexOf('.') + 1) + "=VALUE";
        return scope.error(place, name + " must " + rule + got);
    }

    Condition.Argument asked() {
        String word = wordOrNull();
        if (word != null && !(isNumberPath() && isNumber())) {
            return new Condition.Argument(false, 0, false, word);
        }
        Amount amount = amount();
        return new Condition.Argument(true, amount.value(), amount.integral(), "");
    }

    /** Whether it is a dotted name that stands for nothing. */
    boolean isPath() {
        return isNumberPath() && wordOrNull() != null;
    }

    private boolean isNumberPath() {
        return !(term.expression() instanceof Expression.Str);
    }

    /**
     * What is written, or what it is a name of.
     *
     * @return the expression
     */
    public Expression expression() {
        return term.expression();
    }

    /**
     * The dotted name that it is, or calls.
     *
     * @return for example {@code ScheduleType.EPOCH}; null if it does not begin with a name
     */
    public @Nullable String path() {
        return term.expression() instanceof Expression.Name name
                ? name.id()
                : term.expression() instanceof Chain chain ? Registry.path(chain) : null;
    }

    /**
     * The arguments of the first call in it.
     *
     * @return the arguments; none if it calls nothing
     */
    public List<Expression.Argument> arguments() {
        Expression.Arguments arguments = term.expression() instanceof Chain chain ? Registry.arguments(chain) : null;
        return arguments == null ? List.of() : arguments.arguments();
    }

    /** As the facts of a run are written: a number, or a list of numbers. */
    String facts() {
        return isList()
                ? DoubleStream.of(numbers()).mapToObj(Numerals::text).collect(Collectors.joining(","))
                : Numerals.text(number());
    }

    Scope.Term term() {
        return term;
    }

    Span place() {
        return place;
    }

    /**
     * What is written, or what it is a name of.
     *
     * @return a text, cut when it is long
     */
    @Override
    public String toString() {
        Span own = term.expression().span();
        boolean written = given
                && dialect.java()
                && own.start() >= 0
                && own.end() <= scope.text().length();
        // Java's 0.1f is kept as the number that it is, which nobody wrote
        String text = written
                ? scope.text().substring(own.start(), own.end()).replaceAll("\\s+", " ")
                : term.expression().toString();
        return text.length() <= 60 ? text : text.substring(0, 60) + "…";
    }
}
