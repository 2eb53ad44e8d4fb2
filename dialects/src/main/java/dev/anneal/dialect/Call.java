package dev.anneal.dialect;

import dev.anneal.Horizon;
import dev.anneal.Hyperparameter;
import dev.anneal.Plan;
import dev.anneal.Schedule;
import dev.anneal.notation.Expression;
import dev.anneal.notation.Expression.Arguments;
import dev.anneal.notation.Expression.Chain;
import dev.anneal.notation.NotationException;
import dev.anneal.notation.NumericFunction;
import dev.anneal.notation.Span;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.function.DoubleFunction;
import org.jspecify.annotations.Nullable;

/** A call of a scheduler, its arguments under the names of the entry's signature. Their conditions hold. */
public final class Call {

    /** Where a call stands, and the line as of which its names are looked up. */
    record Place(Span span, int line) {}

    private static final String OPTIMIZER = "optimizer";

    private final Scope scope;
    private final Dialect dialect;
    private final Entry entry;
    private final Place place;
    private @Nullable List<Group> groups;
    private final Map<String, List<List<Scope.Term>>> given;
    private @Nullable Plan plan;
    private @Nullable Arguments written;
    private @Nullable Expression object;

    Call(Scope scope, Dialect dialect, Entry entry, Place place, Map<String, List<List<Scope.Term>>> given) {
        this.scope = scope;
        this.dialect = dialect;
        this.entry = entry;
        this.place = place;
        this.given = given;
        checkConditions();
    }

    /** The call that a chain is, or null if no dialect knows it, or something follows it. */
    static @Nullable Call of(Scope scope, Chain chain, int line, @Nullable Dialect context) {
        Registry.Match match = scope.registry().match(scope, chain, context);
        if (match == null) {
            return null;
        }
        Binding binding = new Binding(scope, match, chain, line);
        if (binding.links() < chain.links().size()) {
            return null;
        }
        Call call = binding.call();
        call.written = Registry.arguments(chain);
        return call;
    }

    /** The arguments as they stand in the text; null if the call is put together. */
    @Nullable
    Arguments written() {
        return written;
    }

    /** A call of an entry with arguments that are put together. */
    static Call of(Scope scope, Dialect dialect, String name, Map<String, Scope.Term> arguments, Place place) {
        List<Entry> entries = scope.registry().entries(dialect.name(), name);
        if (entries.isEmpty()) {
            throw new IllegalArgumentException("entry must be one of " + dialect.name() + ", got " + name);
        }
        return Binding.put(scope, dialect, Binding.chosen(entries, arguments.keySet()), arguments, place);
    }

    private void checkConditions() {
        checkOptimizer();
        for (Signature.Parameter parameter : entry.signature().parameters()) {
            Condition condition = entry.condition(parameter.name());
            boolean absent = !given.containsKey(parameter.name()) && parameter.otherwise() == null;
            if (condition == null || absent) {
                continue;
            }
            Value value = value(parameter.name());
            if (!(value.isNone() && parameter.isNoneByDefault())) {
                check(condition, value);
            }
        }
    }

    /** Whatever is called an optimizer may be one; a number or a text is none. */
    private void checkOptimizer() {
        Signature.Parameter optimizer = entry.signature().parameter(OPTIMIZER);
        if (optimizer == null || !isGiven(OPTIMIZER) || value(OPTIMIZER).isNone() && optimizer.isNoneByDefault()) {
            return;
        }
        Expression written = value(OPTIMIZER).expression();
        if (written instanceof Expression.Num
                || written instanceof Expression.Str
                || written instanceof Expression.Constant
                || written instanceof Expression.Lambda) {
            throw value(OPTIMIZER).refused("be an optimizer");
        }
    }

    private void check(Condition condition, Value value) {
        if (value.isList()) {
            scope.enter(place.span());
            value.items().forEach(item -> check(condition, item));
            scope.leave();
        } else if (value.isNone() || !condition.holds(value.asked())) {
            if (!condition.isOfWords() && value.isPath()) {
                value.number();
            }
            throw value.refused(condition.rule(value.isNone() || !value.asked().number()));
        }
    }

    /**
     * What is called.
     *
     * @return the entry
     */
    public Entry entry() {
        return entry;
    }

    /**
     * The dialect of what is called.
     *
     * @return the dialect
     */
    public Dialect dialect() {
        return dialect;
    }

    /**
     * Whether an argument is given, and is not {@code None}.
     *
     * @param parameter a parameter of the entry
     * @return whether there is such an argument; a default other than {@code None} counts
     */
    public boolean has(String parameter) {
        return (given.containsKey(parameter) || otherwise(parameter) != null)
                && !value(parameter).isNone();
    }

    /**
     * Whether an argument stands in the text.
     *
     * @param parameter a parameter of the entry
     * @return whether it is given; a default does not count
     */
    public boolean isGiven(String parameter) {
        return given.containsKey(parameter);
    }

    private @Nullable Expression otherwise(String parameter) {
        Signature.Parameter declared = entry.signature().parameter(parameter);
        if (declared == null) {
            throw new IllegalArgumentException("parameter must be one of " + entry + ", got " + parameter);
        }
        return declared.otherwise();
    }

    /**
     * An argument, or its default.
     *
     * @param parameter a parameter of the entry
     * @return the argument; of several with one name the last
     */
    public Value value(String parameter) {
        Expression otherwise = otherwise(parameter);
        List<List<Scope.Term>> all = given.get(parameter);
        if (all == null) {
            Expression expression = otherwise == null ? none() : otherwise;
            return Value.byDefault(scope, dialect, parameter, expression, place.span());
        }
        List<Scope.Term> last = all.get(all.size() - 1);
        if (last.size() != 1) {
            throw error(parameter + " takes 1 argument, got " + last.size());
        }
        return new Value(scope, dialect, parameter, last.get(0), place.span());
    }

    private static Expression none() {
        return new Expression.Constant(Expression.Constant.Kind.NONE, Span.NONE);
    }

    /**
     * The calls of a builder's methods that may be called several times, or with several arguments.
     *
     * @param methods the methods
     * @return the method and the arguments of each call, in the order of the text
     */
    public List<Map.Entry<String, List<Value>>> calls(String... methods) {
        record Written(String method, List<Scope.Term> terms) {}
        return Arrays.stream(methods)
                .flatMap(method ->
                        given.getOrDefault(method, List.of()).stream().map(terms -> new Written(method, terms)))
                .sorted(Comparator.comparingInt(written -> written.terms.isEmpty()
                        ? -1
                        : written.terms.get(0).expression().span().start()))
                .map(written -> Map.entry(
                        written.method,
                        written.terms.stream()
                                .map(term -> new Value(scope, dialect, written.method, term, place.span()))
                                .toList()))
                .toList();
    }

    /**
     * A number.
     *
     * @param parameter a parameter of the entry
     * @return its argument
     * @throws NotationException if it is no finite number
     */
    public double number(String parameter) {
        return value(parameter).number();
    }

    /**
     * A truth value.
     *
     * @param parameter a parameter of the entry
     * @return its argument
     * @throws NotationException if it is none
     */
    public boolean flag(String parameter) {
        return value(parameter).flag();
    }

    /**
     * A word.
     *
     * @param parameter a parameter of the entry
     * @return its argument
     * @throws NotationException if it is none
     */
    public String word(String parameter) {
        return value(parameter).word();
    }

    /**
     * A list of numbers.
     *
     * @param parameter a parameter of the entry
     * @return its argument
     * @throws NotationException if it is none
     */
    public double[] numbers(String parameter) {
        return value(parameter).numbers();
    }

    /**
     * A function of one number.
     *
     * @param parameter a parameter of the entry
     * @return its argument
     * @throws NotationException if it is none
     */
    public NumericFunction function(String parameter) {
        return value(parameter).function(1, 1);
    }

    /**
     * The parameter groups of the optimizer: of the one that the argument {@code optimizer} is, else of what is known of the
     * run, else of the last that the text makes.
     *
     * @return at least one group
     */
    public List<Group> groups() {
        if (groups == null) {
            groups = List.copyOf(Optimizers.groups(this, scope));
        }
        return groups;
    }

    /**
     * The rate that the optimizer was made with, which it keeps as its default where groups have rates of their own.
     *
     * @return the rate; the first group's if the text does not make the optimizer
     * @throws NotationException if it is not known; the message says how to give it
     */
    public double rate() {
        return Optimizers.rate(this, scope);
    }

    /**
     * The call that makes the optimizer.
     *
     * @param optimizer the optimizer's constructor
     * @return the call, its arguments under the names of that signature; null if the text makes no such optimizer
     * @throws NotationException if the arguments do not fit
     */
    public @Nullable Call making(Entry optimizer) {
        return Optimizers.making(this, scope, optimizer);
    }

    /**
     * What the optimizer has for momentum: {@code momentum}, or {@code beta1} if it has betas.
     *
     * @return the hyperparameter; that of SGD if nothing is known of the optimizer
     */
    public Hyperparameter momentum() {
        boolean betas = Optimizers.isAdam(this, scope);
        return betas ? Hyperparameter.BETA1 : Hyperparameter.MOMENTUM;
    }

    /**
     * What the optimizer is called.
     *
     * @return the name of its constructor in the text, or what is known of the run; empty if neither tells
     */
    public String optimizerKind() {
        return Optimizers.kind(this, scope);
    }

    /**
     * A plan that gives every parameter group a rate.
     *
     * @param making makes the schedule of a group's rate from its base rate
     * @return the plan
     * @throws NotationException if a base rate is not known
     */
    public Plan rates(DoubleFunction<Schedule> making) {
        Plan plan = null;
        for (Group group : groups()) {
            Schedule schedule = making.apply(group.rate());
            plan = plan == null
                    ? Plan.of(Hyperparameter.LEARNING_RATE, group.name(), schedule)
                    : plan.with(Hyperparameter.LEARNING_RATE, group.name(), schedule);
        }
        return Objects.requireNonNull(plan);
    }

    /**
     * One number for each parameter group: the argument is a number for all, or a list of as many as there are groups.
     *
     * @param parameter a parameter of the entry
     * @return a number for each of {@link #groups}
     * @throws NotationException if a list has another length
     */
    public double[] perGroup(String parameter) {
        int count = groups().size();
        Value value = value(parameter);
        if (!value.isList()) {
            double[] same = new double[count];
            Arrays.fill(same, value.number());
            return same;
        }
        double[] numbers = value.numbers();
        if (numbers.length != count) {
            throw value.refused(
                    count == 1
                            ? "be one number, as there is one parameter group"
                            : "have one number for each of " + count + " parameter groups");
        }
        return numbers;
    }

    /**
     * How long the run is, in units of the clock.
     *
     * @return the number of updates, or of epochs where those are counted
     * @throws NotationException if it is not known; the message says how to give it
     */
    public double ticks() {
        OptionalDouble ticks = Units.ticks(scope.horizon(), entry.clock(this));
        if (ticks.isEmpty()) {
            boolean epochs = Units.countsEpochs(scope.horizon(), entry.clock(this));
            throw error(entry.name() + " goes from value to value: give "
                    + (epochs ? "--epochs" : "--steps, or --epochs and --steps-per-epoch"));
        }
        return ticks.getAsDouble();
    }

    /**
     * What is known of the run.
     *
     * @return the horizon
     */
    public Horizon horizon() {
        return scope.horizon();
    }

    /**
     * The call says something of the run. What is known of it already stays, and a note tells when that is something else.
     *
     * @param key the key of the horizon
     * @param value a number or a word
     * @throws NotationException if it cannot be, or does not go together with what is known
     */
    public void tells(String key, Value value) {
        scope.facts().tells(key, value);
        groups = null;
    }

    /**
     * The call says what the optimizer is and how it is set: its rate, momentum, first beta and weight decay become known.
     *
     * @param kind its name
     * @param settings its arguments; what is none of these, or is no number, is left aside
     * @throws NotationException if they do not go together with what is known
     */
    public void optimizer(String kind, Map<String, Value> settings) {
        scope.facts().tells(kind, settings);
        groups = null;
    }

    /**
     * What a name of the text stands for in the end, wherever that is assigned: the other settings of a configuration file.
     *
     * @param name the name
     * @return what it stands for; null if the text does not assign it
     * @throws NotationException if the text assigns it, and it cannot be read
     */
    public @Nullable Value assigned(String name) {
        Scope.Term value = scope.value(name, Scope.END);
        return value == null ? null : new Value(scope, dialect, name, value, place.span());
    }

    /** The same call as a method of what an expression is. */
    Call on(@Nullable Expression object) {
        this.object = object;
        return this;
    }

    /**
     * What the object that this is a method of was made with, or was given since: {@code lr} of {@code Learner(dls, model,
     * lr=0.01).fit_one_cycle(5)}.
     *
     * @param setting the name of an argument, or of an attribute
     * @return its value; null if the text does not say it
     * @throws NotationException if the text says it, and it cannot be read
     */
    public @Nullable Value ofObject(String setting) {
        Scope.Term term = object instanceof Chain chain && Registry.arguments(chain) != null
                ? chain.links().stream()
                        .filter(Expression.Arguments.class::isInstance)
                        .flatMap(link -> ((Expression.Arguments) link).arguments().stream())
                        .filter(argument -> setting.equals(argument.name()))
                        .findFirst()
                        .map(argument -> new Scope.Term(argument.value(), place.line()))
                        .orElse(null)
                : null;
        String path = object instanceof Expression.Name name
                ? name.id()
                : object instanceof Chain chain && Registry.arguments(chain) == null ? Registry.path(chain) : null;
        Scope.Term said = path == null ? term : scope.value(path + "." + setting, place.line());
        return said == null ? null : new Value(scope, dialect, setting, said, place.span());
    }

    /**
     * A call of another entry of the dialect with arguments of this one.
     *
     * @param name the other entry's name
     * @param arguments the arguments by the other entry's parameters
     * @return the call
     * @throws NotationException if the other entry refuses them
     */
    public Call forward(String name, Map<String, Value> arguments) {
        Map<String, Scope.Term> terms = new LinkedHashMap<>();
        arguments.forEach((parameter, value) -> terms.put(parameter, value.term()));
        return of(scope, dialect, name, terms, place);
    }

    /**
     * The meaning of the call.
     *
     * @return the plan, its time in units of the entry's clock
     * @throws NotationException if the arguments do not go together
     */
    public Plan plan() {
        Plan known = plan;
        try {
            Plan meant = known == null ? scope.within(place.span(), () -> entry.meaning(this)) : known;
            plan = meant;
            return meant;
        } catch (NotationException e) {
            // the place of an error in a text that an entry has put together is none that anyone wrote
            throw e.text().equals(scope.text()) ? e : error(entry.name() + ": " + e.problem());
        } catch (IllegalArgumentException e) {
            throw error(entry.name() + ": " + e.getMessage());
        }
    }

    /**
     * The one schedule that the call means.
     *
     * @return the schedule of the rate
     * @throws NotationException if the call drives more than that, or follows a metric
     */
    public Schedule schedule() {
        Plan plan = plan();
        if (!plan.rules().isEmpty()) {
            throw error(entry.name() + " follows a metric, and is no schedule; write it on a line of its own");
        }
        List<Plan.Assignment> assignments = plan.assignments();
        Plan.Assignment first = assignments.get(0);
        // groups that all follow the same are one rate
        boolean one = assignments.stream()
                .allMatch(other -> other.schedule().equals(first.schedule())
                        && other.target().hyperparameter().equals(first.target().hyperparameter()));
        if (!one) {
            throw error(entry.name() + " drives more than one rate here; write it on a line of its own");
        }
        return first.schedule();
    }

    /**
     * What one unit of the call's time is.
     *
     * @return the entry's clock for these arguments
     */
    public Clock clock() {
        return entry.clock(this);
    }

    /**
     * Adds a remark to the answer.
     *
     * @param note a sentence
     */
    public void note(String note) {
        scope.note(note);
    }

    /**
     * The metric that a scheduler follows whose text names none: its {@code step} takes any number.
     *
     * @return what the run calls it, the fact {@code metric} of the horizon; {@code val_loss} if nothing is said
     */
    public String metric() {
        String metric = scope.horizon().fact("metric");
        return metric == null ? "val_loss" : metric;
    }

    /**
     * What is wrong with the call.
     *
     * @param problem the problem, in one line
     * @return the exception, to be thrown
     */
    public NotationException error(String problem) {
        return scope.error(place.span(), problem);
    }

    /**
     * When the call is made, in the order of the text: objects that are made later may find what earlier ones have changed.
     *
     * @return the number of the line of a pasted block that makes it; equal for calls of one line
     */
    public int line() {
        return place.line();
    }

    Place place() {
        return place;
    }
}
