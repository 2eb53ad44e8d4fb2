package dev.anneal.cli;

import dev.anneal.Horizon;
import dev.anneal.Plan;
import dev.anneal.Schedule;
import dev.anneal.dialect.Clock;
import dev.anneal.dialect.Position;
import dev.anneal.dialect.Reading;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A text as it was understood. Its time counts updates, or epochs where nobody has said how many updates one has.
 *
 * @param plan the plan
 * @param horizon the run, in the same unit: where that is the epoch, {@code total} is the number of epochs
 * @param unit what the time counts
 * @param tick how much time passes between two observations: an epoch where the text counts those, else a unit
 * @param taken the entry of a dialect that the text was taken for; empty for a text of the notation
 * @param notes remarks, each a line
 */
record Understood(Plan plan, Horizon horizon, Context.Unit unit, double tick, String taken, List<String> notes) {

    private static final String STANDS = "the state stands at ";

    static Understood of(Reading reading, Horizon given) {
        Horizon horizon = reading.known(given);
        List<String> notes = new ArrayList<>();
        reading.notes().forEach(note -> notes.add(note.strip().replaceAll("\\s*\\R\\s*", " ")));
        tellPosition(reading, notes);
        if (reading.clock() != Clock.EPOCH || horizon.stepsPerEpoch().isPresent()) {
            double tick =
                    reading.clock() == Clock.EPOCH ? horizon.stepsPerEpoch().orElseThrow() : 1;
            return new Understood(reading.inSteps(horizon), horizon, Context.Unit.STEP, tick, reading.taken(), notes);
        }
        if (Context.Unit.EPOCH.toString().equals(horizon.fact("unit"))) {
            throw new InputException(
                    "--unit epoch needs the steps of an epoch: --steps-per-epoch, or --steps and --epochs");
        }
        notes.add("times are epochs, as " + reading.taken() + " counts them; --steps-per-epoch gives steps");
        return new Understood(reading.plan(), reading.run(horizon), Context.Unit.EPOCH, 1, reading.taken(), notes);
    }

    /** Where a saved state stands, what the values are there, and what its rules have seen. */
    private static void tellPosition(Reading reading, List<String> notes) {
        Position position = reading.position();
        if (position == null) {
            return;
        }
        String values = reading.plan().assignments().stream()
                .map(line ->
                        line.target() + " is " + Numbers.rounded(line.schedule().at(position.time())))
                .collect(Collectors.joining(", "));
        String unit = reading.clock() == Clock.EPOCH ? "epoch" : "step";
        notes.add(STANDS + unit + " " + Numbers.time(position.time()) + ", where " + values);
        position.states()
                .forEach((target, seen) ->
                        notes.add("the rule of " + target + " goes on with what it has seen: " + seen));
    }

    /** Whether the text is the saved state of a scheduler, which stands somewhere. */
    boolean stands() {
        return notes.stream().anyMatch(note -> note.startsWith(STANDS));
    }

    /** The same with a line for each group that only a rule tells of, so that its values are shown. */
    Understood withGroupsOfRules() {
        Plan more = plan;
        for (Plan.Rule rule : plan.rules()) {
            Plan.Target target = rule.target();
            Optional<Schedule> followed = more.schedule(target.hyperparameter(), target.group());
            if (!target.group().isEmpty() && followed.isPresent()) {
                more = more.with(target.hyperparameter(), target.group(), followed.get());
            }
        }
        return new Understood(more, horizon, unit, tick, taken, notes);
    }

    /** Whether epochs can be told beside the time. */
    boolean hasEpochs() {
        return unit == Context.Unit.STEP && horizon.stepsPerEpoch().isPresent();
    }

    /** Tells of a value that no optimizer can work with, if one is found up to a time. */
    void tellViolation(PrintWriter err, double until) {
        plan.check(until)
                .ifPresent(violation -> err.println("note: " + violation.target() + " is "
                        + Numbers.rounded(violation.value()) + " at " + unit + " " + Numbers.time(violation.time())
                        + ": must be " + violation.rule()));
    }

    /** Tells the notes, one a line, where they do not get between the values. */
    void tellNotes(PrintWriter err) {
        notes.forEach(note -> err.println("note: " + note));
    }
}
