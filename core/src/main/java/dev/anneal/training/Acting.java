package dev.anneal.training;

import dev.anneal.Feedback;
import dev.anneal.Plan;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A rule, what it has seen, and what it acts on.
 *
 * @param rule the rule
 * @param state what it has seen; null as long as it has nothing to act on
 * @param places the indices of the slots that it acts on, rising
 */
record Acting(Plan.Rule rule, Feedback.@Nullable State state, List<Integer> places) {

    /** A rule that has seen nothing. */
    static Acting on(Plan.Rule rule, List<Slot> slots) {
        List<Integer> places = places(rule.target(), slots);
        return new Acting(rule, places.isEmpty() ? null : rule.feedback().start(places.size()), places);
    }

    static List<Integer> places(Plan.Target target, List<Slot> slots) {
        return IntStream.range(0, slots.size())
                .filter(i -> isMet(target, slots.get(i).target()))
                .boxed()
                .toList();
    }

    /** Whether a rule on one target acts on a slot. */
    static boolean isMet(Plan.Target rule, Plan.Target slot) {
        return rule.hyperparameter().equals(slot.hyperparameter())
                && (rule.group().isEmpty() || rule.group().equals(slot.group()));
    }

    /** What the rule makes of the value of a slot. */
    double applied(int slot, double scheduled) {
        int place = places.indexOf(slot);
        return state == null || place < 0 ? scheduled : state.applied(place, scheduled);
    }

    /** The rule and its state as a checkpoint has them. */
    Checkpoint.RuleState recorded() {
        return new Checkpoint.RuleState(rule.toString(), state == null ? "" : state.toString());
    }

    Acting with(Feedback.State next) {
        return new Acting(rule, next, places);
    }

    /** The same rule, where slots have come behind those that it knows. */
    Acting among(List<Slot> slots) {
        List<Integer> now = places(rule.target(), slots);
        if (state == null) {
            return on(rule, slots);
        }
        Feedback.State next = state;
        for (int i = places.size(); i < now.size(); i++) {
            next = next.joined();
        }
        return new Acting(rule, next, now);
    }
}
