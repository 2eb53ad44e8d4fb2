package dev.anneal.dialect;

import dev.anneal.Horizon;
import dev.anneal.Plan;
import dev.anneal.notation.Expression;
import dev.anneal.notation.Expression.Argument;
import dev.anneal.notation.Expression.Link;
import dev.anneal.notation.NotationException;
import dev.anneal.notation.Numerals;
import dev.anneal.notation.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A config file that is being read. What it says is turned into the lines of code that mean the same, so that the entries of
 * the dialects refuse what is wrong, where it stands in the file.
 */
public final class ConfigFile {

    private final Scope scope;
    private final Value root;

    ConfigFile(Scope scope, Value root) {
        this.scope = scope;
        this.root = root;
    }

    /**
     * All that the file says.
     *
     * @return a dictionary or a list
     */
    public Value root() {
        return root;
    }

    /**
     * What is known of the run: what the user says, and what the file has told so far.
     *
     * @return the horizon
     */
    public Horizon horizon() {
        return scope.horizon();
    }

    /**
     * Whether a dialect has a scheduler of that name.
     *
     * @param path a name with its dialect's, as {@code torch.StepLR}
     * @return whether it can be called
     */
    public boolean knows(String path) {
        return !scope.registry().entries(path).isEmpty();
    }

    /**
     * The call that a part of the file stands for.
     *
     * @param path the name of the scheduler, with its dialect's
     * @param arguments its arguments by name
     * @param place the part of the file; what is wrong with the call as a whole is shown there
     * @return the call as a value: an argument of another, or to be {@linkplain Value#call read}
     * @throws NotationException if an argument has a name that no argument can have
     */
    public Value code(String path, Map<String, Value> arguments, Value place) {
        Span at = place.place();
        List<Argument> given = new ArrayList<>();
        arguments.forEach((name, value) -> {
            if (!Expression.Name.canBe(name)) {
                throw scope.error(value.place(), path + " has no parameter '" + name + "'");
            }
            given.add(new Argument(name, value.expression(), value.place()));
        });
        String[] names = path.split("\\.");
        List<Link> links = new ArrayList<>();
        for (int i = 1; i < names.length; i++) {
            links.add(new Expression.Attribute(names[i], at));
        }
        links.add(new Expression.Arguments(given, at));
        return place.part(new Expression.Chain(new Expression.Name(names[0], at), links, at));
    }

    /**
     * Gives a part of the file a name, for entries that ask what else is {@linkplain Call#assigned assigned}.
     *
     * @param name the name
     * @param value the part
     */
    public void assign(String name, Value value) {
        scope.assign(name, value.term(), 1);
    }

    /**
     * The file says something of the run. What the user says of it stays, and a note tells when that is something else.
     *
     * @param key the key of the horizon
     * @param value a number or a word
     * @throws NotationException if it cannot be, or does not go together with what is known
     */
    public void tells(String key, Value value) {
        scope.facts().tells(key, value);
    }

    /**
     * The file says something of the run that follows from a part of it.
     *
     * @param key the key of the horizon
     * @param number the number
     * @param place the part of the file
     * @throws NotationException if it cannot be, or does not go together with what is known
     */
    public void tells(String key, double number, Value place) {
        scope.facts().tells(key, Numerals.text(number), place.place());
    }

    /**
     * The file says what the optimizer is and how it is set: its rate, momentum, first beta and weight decay become known.
     *
     * @param kind its name
     * @param settings its arguments; what is none of these, or is no number, is left aside
     * @throws NotationException if they do not go together with what is known
     */
    public void optimizer(String kind, Map<String, Value> settings) {
        scope.facts().tells(kind, settings);
    }

    /**
     * The rate that the optimizer was given and keeps, where nothing changes it.
     *
     * @return a plan of constants
     * @throws NotationException if the rate is not known; the message says how to give it
     */
    public Plan still() {
        String rates = horizon().fact("lr");
        if (rates == null) {
            throw error("nothing in the file changes the rate, and it is not known: give --lr");
        }
        return Plan.parse("lr = " + rates.split(",", 2)[0], horizon());
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
     * What the file means, if that is a call.
     *
     * @param call the call
     * @return the reading
     */
    public Reading reading(Call call) {
        Plan plan = call.plan();
        Clock clock = Units.countsEpochs(horizon(), call.clock()) ? Clock.EPOCH : Clock.STEP;
        return reading(plan, clock, call.dialect().name() + "." + call.entry().name());
    }

    /**
     * What the file means.
     *
     * @param plan the plan, its time in units of the clock
     * @param clock what one unit of time is
     * @param taken the entry that it was taken for, as {@code torch.StepLR}; empty if there is none
     * @return the reading
     */
    public Reading reading(Plan plan, Clock clock, String taken) {
        Clock told = Units.countsEpochs(horizon(), clock) ? Clock.EPOCH : Clock.STEP;
        return new Reading(
                plan, told, taken, List.copyOf(scope.notes()), scope.facts().told(), null);
    }

    /**
     * What is wrong with the file.
     *
     * @param problem the problem, in one line
     * @return the exception, to be thrown
     */
    public NotationException error(String problem) {
        return scope.error(root.place(), problem);
    }
}
