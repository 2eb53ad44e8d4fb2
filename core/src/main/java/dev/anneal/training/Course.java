package dev.anneal.training;

import dev.anneal.Feedback;
import dev.anneal.Plan;
import dev.anneal.Violation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Slots and the rules that act on them: what the values are at a step. It has two sets of values, the present ones and those
 * {@linkplain #look looked at} ahead, which {@linkplain #settle become} the present ones when nothing speaks against them.
 * Whatever else changes makes another course, so that a change that is refused has changed nothing.
 */
final class Course {

    private final List<Slot> slots;
    private final List<Acting> rules;
    private final List<Checkpoint.Joined> joined;

    /** By slot: what acts on it, and under which index. */
    private final Feedback.State[][] states;

    private final int[][] places;

    /** The slots as an array, for the one loop that matters. */
    private final Slot[] all;

    private double[] scheduled;
    private double[] values;
    private double[] scheduledAhead;
    private double[] valuesAhead;

    Course(List<Slot> slots, List<Acting> rules, List<Checkpoint.Joined> joined) {
        this.slots = List.copyOf(slots);
        this.rules = List.copyOf(rules);
        this.joined = List.copyOf(joined);
        int count = slots.size();
        all = slots.toArray(new Slot[0]);
        states = new Feedback.State[count][];
        places = new int[count][];
        wire();
        scheduled = new double[count];
        values = new double[count];
        scheduledAhead = new double[count];
        valuesAhead = new double[count];
    }

    private void wire() {
        Arrays.fill(states, new Feedback.State[0]);
        Arrays.fill(places, new int[0]);
        for (Acting acting : rules) {
            Feedback.State state = acting.state();
            for (int k = 0; state != null && k < acting.places().size(); k++) {
                int slot = acting.places().get(k);
                int count = places[slot].length;
                states[slot] = Arrays.copyOf(states[slot], count + 1);
                states[slot][count] = state;
                places[slot] = Arrays.copyOf(places[slot], count + 1);
                places[slot][count] = k;
            }
        }
    }

    List<Slot> slots() {
        return slots;
    }

    int count() {
        return all.length;
    }

    Slot slot(int index) {
        return all[index];
    }

    List<Acting> rules() {
        return rules;
    }

    List<Checkpoint.Joined> joined() {
        return joined;
    }

    /** What the next update uses; not to be changed, and not to be kept. */
    double[] values() {
        return values;
    }

    /** What was looked at; not to be changed, and not to be kept. */
    double[] ahead() {
        return valuesAhead;
    }

    /** The same with one slot changed. */
    Course with(int index, Slot slot) {
        List<Slot> changed = new ArrayList<>(slots);
        changed.set(index, slot);
        return new Course(changed, rules, joined);
    }

    /** The same with a group more. */
    Course with(Checkpoint.Joined member, List<Slot> more) {
        List<Slot> together = new ArrayList<>(slots);
        together.addAll(more);
        List<Checkpoint.Joined> members = new ArrayList<>(joined);
        members.add(member);
        return new Course(
                together, rules.stream().map(rule -> rule.among(together)).toList(), members);
    }

    /** Asks the schedules. */
    void look(long step) {
        for (int i = 0; i < all.length; i++) {
            scheduledAhead[i] = all[i].scheduled(step);
        }
        apply();
    }

    /** Takes what the schedules have said from a course with the same first slots, and asks those of the others. */
    void look(Course before, long step) {
        int known = before.scheduled.length;
        System.arraycopy(before.scheduled, 0, scheduledAhead, 0, known);
        for (int i = known; i < all.length; i++) {
            scheduledAhead[i] = all[i].scheduled(step);
        }
        apply();
    }

    private void apply() {
        for (int i = 0; i < all.length; i++) {
            Slot slot = all[i];
            valuesAhead[i] = slot.byHand() ? slot.hand() : ruled(i, scheduledAhead[i]);
        }
    }

    /** What the rules make of what a schedule says. */
    double ruled(int slot, double said) {
        double value = said;
        Feedback.State[] acting = states[slot];
        int[] indices = places[slot];
        for (int k = 0; k < indices.length; k++) {
            value = acting[k].applied(indices[k], value);
        }
        return value;
    }

    /** Why what was looked at cannot be told to the optimizer; null if it can. */
    @Nullable
    String refusal(long step) {
        for (int i = 0; i < all.length; i++) {
            if (!all[i].target().hyperparameter().allows(valuesAhead[i])) {
                return new Violation(all[i].target(), step, valuesAhead[i]).toString();
            }
        }
        return null;
    }

    /** What was looked at is now. */
    void settle() {
        double[] spare = scheduled;
        scheduled = scheduledAhead;
        scheduledAhead = spare;
        spare = values;
        values = valuesAhead;
        valuesAhead = spare;
    }

    /**
     * Lets the rules that follow a metric see it, one after another: each is told what its slots would be without it, and
     * with those before it as they are now.
     *
     * @param responses where what they made of it goes; null for a rule that was not asked
     */
    Course observing(String metric, double value, long step, Feedback.@Nullable Response[] responses) {
        double[] current = Arrays.copyOf(scheduled, scheduled.length);
        List<Acting> next = new ArrayList<>();
        for (Acting acting : rules) {
            Feedback.State state = acting.state();
            if (state != null && acting.rule().feedback().metric().equals(metric)) {
                double[] without = acting.places().stream()
                        .mapToDouble(place -> current[place])
                        .toArray();
                Feedback.Response response = state.observe(new Feedback.Observation(value, step, without));
                responses[next.size()] = response;
                state = response.state();
            }
            for (int k = 0; state != null && k < acting.places().size(); k++) {
                int place = acting.places().get(k);
                current[place] = state.applied(k, current[place]);
            }
            next.add(state == null ? acting : acting.with(state));
        }
        return new Course(slots, next, joined);
    }

    /** What must be kept of all this. */
    Checkpoint checkpoint(Plan plan, long step, long skipped) {
        List<Checkpoint.Value> kept = new ArrayList<>();
        for (int i = 0; i < all.length; i++) {
            Plan.Target target = all[i].target();
            kept.add(new Checkpoint.Value(
                    target.group(), target.hyperparameter(), values[i], all[i].byHand(), all[i].scale()));
        }
        List<Checkpoint.RuleState> seen = rules.stream().map(Acting::recorded).toList();
        return new Checkpoint(step, skipped, plan.toString(), kept, seen, joined);
    }
}
