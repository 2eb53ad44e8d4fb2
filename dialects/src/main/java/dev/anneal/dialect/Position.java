package dev.anneal.dialect;

import dev.anneal.Feedback;
import dev.anneal.Hyperparameter;
import dev.anneal.Plan;
import dev.anneal.training.Checkpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where a run stands whose scheduler's state was saved.
 *
 * @param time the completed steps, in units of the reading's clock
 * @param states what the plan's rules have seen, as text that {@link Feedback#state} reads, by the targets of the rules, as
 *     {@code lr}
 */
public record Position(double time, Map<String, String> states) {

    /** Checks the time, and keeps a copy of the states. */
    public Position {
        if (!(time >= 0 && time < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("time must be finite and >= 0, got " + time);
        }
        states = Map.copyOf(states);
    }

    /** What a scheduler goes on from. */
    Checkpoint checkpoint(Plan plan, long step, List<String> groups) {
        List<Checkpoint.RuleState> rules = new ArrayList<>();
        for (Plan.Rule rule : plan.rules()) {
            rules.add(new Checkpoint.RuleState(
                    rule.toString(), state(rule, groups.size()).toString()));
        }
        List<Hyperparameter> driven = plan.assignments().stream()
                .map(line -> line.target().hyperparameter())
                .distinct()
                .toList();
        List<Checkpoint.Value> values = new ArrayList<>();
        for (String group : groups) {
            for (Hyperparameter what : driven) {
                value(plan, what, group, step, groups)
                        .ifPresent(value -> values.add(new Checkpoint.Value(group, what, value, false, 1)));
            }
        }
        return new Checkpoint(step, 0, plan.toString(), values, rules, List.of());
    }

    private Optional<Double> value(Plan plan, Hyperparameter what, String group, long step, List<String> groups) {
        Optional<Double> scheduled =
                plan.schedule(what, group).or(() -> plan.schedule(what, "")).map(schedule -> schedule.at(step));
        for (Plan.Rule rule : plan.rules()) {
            boolean all = rule.target().group().isEmpty();
            if (rule.target().hyperparameter().equals(what)
                    && (all || rule.target().group().equals(group))) {
                Feedback.State state = state(rule, groups.size());
                int place = all ? groups.indexOf(group) : 0;
                scheduled = scheduled.map(value -> state.applied(place, value));
            }
        }
        return scheduled;
    }

    /** What a rule has seen, for so many groups, which it has all treated alike. */
    private Feedback.State state(Plan.Rule rule, int groups) {
        int acted = rule.target().group().isEmpty() ? groups : 1;
        Feedback.State fresh = rule.feedback().start(acted);
        String saved = states.get(rule.target().toString());
        if (saved == null) {
            return fresh;
        }
        String scales = scale(fresh.toString());
        return rule.feedback().state(saved.replace(scale(saved), scales));
    }

    private static String scale(String state) {
        for (String part : state.split(" ")) {
            if (part.startsWith("scale=")) {
                return part;
            }
        }
        return state;
    }
}
