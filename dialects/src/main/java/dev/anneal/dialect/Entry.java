package dev.anneal.dialect;

import dev.anneal.Plan;
import dev.anneal.notation.Expression;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One scheduler of a framework: what it is called, what it takes, and what it means. All help, every error and the
 * documentation come from the entry.
 *
 * <pre>{@code
 * Entry.of("StepLR(optimizer, step_size, gamma=0.1, last_epoch=-1)")
 *         .where("step_size", nonZero())
 *         .clock(Clock.CALLER)
 *         .formula("base · gamma^⌊t / step_size⌋")
 *         .means(call -> call.rates(base -> exponential(base, gamma, size).staircase(size)))
 *         .quirk("…")
 *         .example("StepLR(optimizer, step_size=30)", "lr=0.1 steps=100")
 *         .source("torch.optim.lr_scheduler.StepLR, 2.15")
 * }</pre>
 */
public final class Entry {

    private final Signature signature;
    private final List<String> aliases;
    private final Map<String, Condition> conditions;
    private final List<String> formerly;
    private final List<String> besides;
    private final Map<String, Predicate<String>> tellings;
    private final @Nullable String decisive;
    private final Function<Call, Clock> clock;
    private final @Nullable Clock fixedClock;
    private final String formula;
    private final Function<Call, Plan> meaning;
    private final @Nullable Function<Call, Map<String, Value>> settings;
    private final boolean method;
    private final List<String> quirks;
    private final @Nullable Example example;
    private final String source;
    private final List<String> assigned;

    private Entry(Draft draft, String source) {
        this.signature = draft.signature;
        this.aliases = List.copyOf(draft.aliases);
        this.conditions = Map.copyOf(draft.conditions);
        this.formerly = List.copyOf(draft.formerly);
        this.besides = List.copyOf(draft.besides);
        this.tellings = Map.copyOf(draft.tellings);
        this.decisive = draft.decisive;
        this.clock = draft.clock;
        this.fixedClock = draft.fixedClock;
        this.formula = draft.formula;
        this.meaning = draft.meaning;
        this.settings = draft.settings;
        this.method = draft.method;
        this.quirks = List.copyOf(draft.quirks);
        this.example = draft.example;
        this.assigned = List.copyOf(draft.assigned);
        this.source = source;
    }

    /**
     * A call that shows what the scheduler does.
     *
     * @param text the call
     * @param horizon what is known of the run, as {@link dev.anneal.Horizon#parse} reads it
     */
    public record Example(String text, String horizon) {}

    /**
     * What a scheduler takes.
     *
     * @param name the name
     * @param otherwise the default, as text; empty if the argument must be given
     * @param rule what the argument must be, as {@code be an integer >= 1}; empty if there is no rule
     */
    public record Parameter(String name, String otherwise, String rule) {}

    /**
     * Begins an entry.
     *
     * @param signature the signature as upstream writes it, without types: {@code StepLR(optimizer, step_size, gamma=0.1)}.
     *     Parameters after {@code *} are given by name only; the last one with {@code ...}, as Java has it, takes all arguments
     *     that are left, which {@link Call#calls} tells. A builder is written as a chain that ends in {@code .build()};
     *     its methods are the parameters, and those without a default must be called
     * @return what is to be completed
     */
    public static Draft of(String signature) {
        return new Draft(Signature.of(signature));
    }

    /** An entry in the making. */
    public static final class Draft {
        private final Signature signature;
        private final List<String> aliases = new ArrayList<>();
        private final Map<String, Condition> conditions = new LinkedHashMap<>();
        private final List<String> formerly = new ArrayList<>();
        private final List<String> besides = new ArrayList<>();
        private final Map<String, Predicate<String>> tellings = new LinkedHashMap<>();
        private @Nullable String decisive;
        private Function<Call, Clock> clock = call -> Clock.CALLER;
        private @Nullable Clock fixedClock = Clock.CALLER;
        private String formula = "";
        private Function<Call, Plan> meaning = call -> {
            throw new IllegalStateException("an entry must have a meaning");
        };
        private @Nullable Function<Call, Map<String, Value>> settings;
        private boolean method;
        private final List<String> quirks = new ArrayList<>();
        private @Nullable Example example;
        private final List<String> assigned = new ArrayList<>();

        private Draft(Signature signature) {
            this.signature = signature;
        }

        /**
         * Another name of the same scheduler.
         *
         * @param name the name, which may have dots
         * @return this
         */
        public Draft alias(String name) {
            aliases.add(name);
            return this;
        }

        /**
         * What an argument must be; checked before the meaning is asked for.
         *
         * @param parameter the parameter
         * @param condition the condition
         * @return this
         */
        public Draft where(String parameter, Condition condition) {
            if (signature.parameter(parameter) == null) {
                throw new IllegalArgumentException(
                        "parameter must be one of " + signature.text() + ", got " + parameter);
            }
            conditions.merge(parameter, condition, Condition::and);
            return this;
        }

        /**
         * Parameters that other versions have. They are taken and put aside, and the answer says so; without a name they
         * stand after all others.
         *
         * @param parameters the names
         * @return this
         */
        public Draft formerly(String... parameters) {
            formerly.addAll(List.of(parameters));
            return this;
        }

        /**
         * Parameters that change nothing here. They are taken by their names, and put aside without a word.
         *
         * @param parameters the names
         * @return this
         */
        public Draft besides(List<String> parameters) {
            besides.addAll(parameters);
            return this;
        }

        /**
         * Words that tell a call without a prefix from those of other dialects that have the same name and parameters.
         *
         * @param parameter the name of a parameter
         * @param own whether a word in quotes, as its argument, is one that people write for this dialect
         * @return this
         */
        public Draft toldBy(String parameter, Predicate<String> own) {
            tellings.put(parameter, own);
            return this;
        }

        /**
         * That texts may assign the one argument to the entry's name in place of calling it, as configuration files do: {@code
         * param_scheduler = [dict(type='StepLR', step_size=30)]}.
         *
         * @param keys the keys of which the dictionary has one, or the first of a list; behind the dialect's name any value may
         *     stand
         * @return this
         */
        public Draft assigned(String... keys) {
            assigned.addAll(List.of(keys));
            return this;
        }

        /**
         * Says that the name is common, and elsewhere means no scheduler: a call without a prefix is of this entry only
         * where the argument is given by its name, and no other name is taken for a slip of it.
         *
         * @param parameter the name of a parameter
         * @return this
         */
        public Draft onlyWith(String parameter) {
            this.decisive = parameter;
            return this;
        }

        /**
         * What one unit of time is; {@link Clock#CALLER} if nothing is said.
         *
         * @param clock the clock
         * @return this
         */
        public Draft clock(Clock clock) {
            this.clock = call -> clock;
            this.fixedClock = clock;
            return this;
        }

        /**
         * What one unit of time is, where an argument decides.
         *
         * @param clock tells the clock of a call
         * @return this
         */
        public Draft clock(Function<Call, Clock> clock) {
            this.clock = clock;
            this.fixedClock = null;
            return this;
        }

        /**
         * The meaning, for people.
         *
         * @param formula the formula, where t is the time in units of the clock
         * @return this
         */
        public Draft formula(String formula) {
            this.formula = formula;
            return this;
        }

        /**
         * The meaning.
         *
         * @param meaning makes the plan of a call, its time in units of the clock
         * @return this
         */
        public Draft means(Function<Call, Plan> meaning) {
            this.meaning = meaning;
            return this;
        }

        /**
         * Says that it is a method of objects that programs give names of their own, as {@code learn.fit_one_cycle(5)}:
         * any name may stand before it, unless it is one of another dialect.
         *
         * @return this
         */
        public Draft ofAnyObject() {
            this.method = true;
            return this;
        }

        /**
         * The arguments that a call answers for another one, where it is a function that puts them together: what {@code
         * create_scheduler(optimizer, **scheduler_kwargs(args))} takes from the inner call. It is no scheduler itself.
         *
         * @param answer makes the arguments by their names
         * @return this
         */
        public Draft answers(Function<Call, Map<String, Value>> answer) {
            this.settings = answer;
            return this;
        }

        /**
         * Something that surprises people, and which the meaning imitates or leaves out.
         *
         * @param quirk a sentence
         * @return this
         */
        public Draft quirk(String quirk) {
            quirks.add(quirk);
            return this;
        }

        /**
         * A call that shows what the scheduler does.
         *
         * @param text the call
         * @param horizon what is known of the run, as {@link dev.anneal.Horizon#parse} reads it
         * @return this
         */
        public Draft example(String text, String horizon) {
            this.example = new Example(text, horizon);
            return this;
        }

        /**
         * Completes the entry.
         *
         * @param source where upstream defines the scheduler, and in which version this was looked up
         * @return the entry
         */
        public Entry source(String source) {
            return new Entry(this, source);
        }
    }

    /**
     * The name of the scheduler.
     *
     * @return as upstream writes it; it may have dots, as {@code contrib.reduce_on_plateau}
     */
    public String name() {
        return signature.name();
    }

    /**
     * All names, that of the signature first.
     *
     * @return at least one name
     */
    public List<String> names() {
        List<String> names = new ArrayList<>(List.of(name()));
        names.addAll(aliases);
        return List.copyOf(names);
    }

    /**
     * The signature with all defaults.
     *
     * @return as upstream writes it
     */
    public String signatureText() {
        return signature.text();
    }

    /**
     * What the scheduler takes.
     *
     * @return the parameters, in the order of the signature
     */
    public List<Parameter> parameters() {
        List<Parameter> parameters = new ArrayList<>();
        for (Signature.Parameter parameter : signature.parameters()) {
            Condition condition = conditions.get(parameter.name());
            Expression otherwise = parameter.otherwise();
            parameters.add(new Parameter(
                    parameter.name(),
                    otherwise == null ? "" : otherwise.toString(),
                    condition == null ? "" : condition.rule()));
        }
        return List.copyOf(parameters);
    }

    /**
     * What arguments must be.
     *
     * @return a rule for each parameter that has one, as {@code be an integer >= 1}, in the order of the signature
     */
    public Map<String, String> rules() {
        Map<String, String> rules = new LinkedHashMap<>();
        for (Signature.Parameter parameter : signature.parameters()) {
            Condition condition = conditions.get(parameter.name());
            if (condition != null) {
                rules.put(parameter.name(), condition.rule());
            }
        }
        return rules;
    }

    /**
     * Parameters of other versions, which are put aside.
     *
     * @return their names
     */
    public List<String> formerly() {
        return formerly;
    }

    /**
     * Parameters that change nothing here.
     *
     * @return their names
     */
    public List<String> besides() {
        return besides;
    }

    /** The parameter without which a call without a prefix means something else; null if there is none. */
    @Nullable
    String decisive() {
        return decisive;
    }

    /** Whether a word as the argument of a parameter tells that this dialect is meant. */
    boolean isToldBy(String parameter, String word) {
        Predicate<String> own = tellings.get(parameter);
        return own != null && own.test(word);
    }

    /**
     * What one unit of time is.
     *
     * @return the clock; null if an argument decides
     */
    public @Nullable Clock clock() {
        return fixedClock;
    }

    /**
     * The meaning, for people.
     *
     * @return a formula in t, the time in units of the clock
     */
    public String formula() {
        return formula;
    }

    /**
     * What surprises people.
     *
     * @return sentences
     */
    public List<String> quirks() {
        return quirks;
    }

    /**
     * A call that shows what the scheduler does.
     *
     * @return the call; null if there is none
     */
    public @Nullable Example example() {
        return example;
    }

    /**
     * Where upstream defines the scheduler.
     *
     * @return the place and the version
     */
    public String source() {
        return source;
    }

    /** The keys of dictionaries that may be assigned to the entry's name; none if it must be called. */
    List<String> assigned() {
        return assigned;
    }

    Signature signature() {
        return signature;
    }

    @Nullable
    Condition condition(String parameter) {
        return conditions.get(parameter);
    }

    Clock clock(Call call) {
        return clock.apply(call);
    }

    /** Whether any name may stand before it. */
    boolean isOfAnyObject() {
        return method;
    }

    /** Whether a call of it is no scheduler, but answers the arguments of one. */
    boolean isOfSettings() {
        return settings != null;
    }

    /** The arguments that a call answers for another one, or null if it is a scheduler. */
    @Nullable
    Map<String, Value> settings(Call call) {
        return settings == null ? null : settings.apply(call);
    }

    Plan meaning(Call call) {
        return meaning.apply(call);
    }

    /**
     * The signature.
     *
     * @return the signature with all defaults
     */
    @Override
    public String toString() {
        return signature.text();
    }
}
