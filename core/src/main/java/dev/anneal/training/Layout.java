package dev.anneal.training;

import dev.anneal.Hyperparameter;
import dev.anneal.Plan;
import dev.anneal.notation.Nearest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** A plan held against an optimizer: what is written where. */
final class Layout {

    private final Plan plan;
    private final OptimizerSink sink;
    private final List<String> groups;
    private final List<String> expected;
    private final List<Hyperparameter> hyperparameters;

    /** A plan for an optimizer that can follow it; others are refused. */
    Layout(Plan plan, OptimizerSink sink) {
        this.plan = plan;
        this.sink = sink;
        groups = List.copyOf(sink.groups());
        expected = sink.expected().stream()
                .filter(group -> !groups.contains(group))
                .toList();
        hyperparameters = targets().map(Plan.Target::hyperparameter).distinct().toList();
        checkNames();
        checkHyperparameters();
        checkGroups();
        checkRates();
    }

    /** The groups that are there, in the optimizer's order. */
    List<String> groups() {
        return groups;
    }

    /** The groups that may join. */
    List<String> expected() {
        return expected;
    }

    private Stream<Plan.Target> targets() {
        return plan.assignments().stream().map(Plan.Assignment::target);
    }

    private void checkNames() {
        if (groups.isEmpty()) {
            throw new IllegalArgumentException("the optimizer must have a parameter group, got none");
        }
        Set<String> seen = new HashSet<>();
        Stream.concat(groups.stream(), expected.stream()).forEach(group -> {
            if (group.isEmpty() || !seen.add(group)) {
                throw new IllegalArgumentException(
                        "names of parameter groups must not be empty and not come twice, got '" + group + "'");
            }
        });
    }

    private void checkHyperparameters() {
        for (Plan.Assignment assignment : plan.assignments()) {
            if (!sink.takes(assignment.target().hyperparameter())) {
                throw new IllegalArgumentException("the plan must set what the optimizer takes; it does not take "
                        + assignment.target().hyperparameter() + ", got '" + assignment + "'");
            }
        }
    }

    private void checkGroups() {
        List<String> known = new ArrayList<>(groups);
        known.addAll(expected);
        Stream.concat(targets(), plan.rules().stream().map(Plan.Rule::target)).forEach(target -> {
            if (!target.group().isEmpty() && !known.contains(target.group())) {
                throw new IllegalArgumentException("the plan must name groups of the optimizer, got '" + target + "'"
                        + guess(target.group(), known));
            }
        });
    }

    /** A group without a rate would be trained at whatever the optimizer was made with, and no log would tell. */
    private void checkRates() {
        Hyperparameter rate = Hyperparameter.LEARNING_RATE;
        if (!hyperparameters.contains(rate)) {
            return;
        }
        Stream.concat(groups.stream(), expected.stream()).forEach(group -> {
            if (plan.schedule(rate, group).isEmpty()) {
                throw new IllegalArgumentException("the plan must set the learning rate of every group or of none, got"
                        + " none for '" + group + "'; assign " + rate + " for all, or "
                        + new Plan.Target(rate, group));
            }
        });
    }

    /** The nearest name, and what there is. */
    static String guess(String name, List<String> known) {
        int most = 8;
        String nearest = Nearest.to(name, known);
        String some = String.join(", ", known.subList(0, Math.min(most, known.size())));
        return (nearest == null ? "" : "; did you mean '" + nearest + "'?")
                + "; there " + (known.size() == 1 ? "is " : "are ")
                + (known.isEmpty() ? "none" : some) + (known.size() > most ? ", …" : "");
    }

    /**
     * What the plan writes into a group.
     *
     * @param index its index in the optimizer
     * @param name its name
     * @param origin the step at which its schedules begin
     */
    List<Slot> slots(int index, String name, long origin) {
        List<Slot> slots = new ArrayList<>();
        for (Hyperparameter hyperparameter : hyperparameters) {
            plan.schedule(hyperparameter, name)
                    .ifPresent(schedule ->
                            slots.add(Slot.following(index, new Plan.Target(hyperparameter, name), schedule, origin)));
        }
        return slots;
    }

    /** The index of a group in the optimizer; those that joined come after the others, in the order of joining. */
    int index(String name, List<Checkpoint.Joined> joined) {
        int index = groups.indexOf(name);
        if (index >= 0) {
            return index;
        }
        index = groups.size();
        for (Checkpoint.Joined member : joined) {
            if (member.group().equals(name)) {
                break;
            }
            index += groups.contains(member.group()) ? 0 : 1;
        }
        return index;
    }

    /** The index of a group that joins. */
    int next(String name, List<Checkpoint.Joined> joined) {
        boolean present = groups.contains(name)
                || joined.stream().anyMatch(member -> member.group().equals(name));
        if (present || !expected.contains(name)) {
            List<String> awaited = expected.stream()
                    .filter(group ->
                            joined.stream().noneMatch(member -> member.group().equals(group)))
                    .toList();
            throw new IllegalArgumentException("a group that joins must be expected by the optimizer and new, got '"
                    + name + "'" + guess(name, awaited));
        }
        return index(name, joined);
    }
}
