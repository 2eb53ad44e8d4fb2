package dev.anneal.dialect.mmengine;

import dev.anneal.Hyperparameter;
import dev.anneal.Plan;
import dev.anneal.Schedule;
import dev.anneal.dialect.Call;
import dev.anneal.dialect.Group;
import dev.anneal.dialect.mmengine.Composition.Part;
import dev.anneal.dialect.mmengine.Composition.Replayed;
import dev.anneal.notation.Numerals;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/** Plans of schedulers that act on one optimizer. */
final class Plans {

    private static final int MOST_STEPS = 1_000_000;
    private static final int MOST_VALUES = 10_000_000;

    private final Call owner;
    private final Optimizer optimizer;
    private final DoubleSupplier ticks;

    /** @param ticks tells how long the run is in units of the plan's time */
    Plans(Call owner, Optimizer optimizer, DoubleSupplier ticks) {
        this.owner = owner;
        this.optimizer = optimizer;
        this.ticks = ticks;
    }

    /**
     * A scheduler.
     *
     * @param call what the text says of it
     * @param times when it acts
     * @param unit how many units of the plan's time one of its steps is
     */
    record Member(Call call, Times times, double unit) {}

    /** The plan of one scheduler that somebody makes and steps. */
    static Plan alone(Call call) {
        Plans plans = new Plans(call, Optimizer.of(call, null), call::ticks);
        return Objects.requireNonNull(plans.with(null, List.of(new Member(call, Times.of(call), 1))));
    }

    /** A plan with what schedulers do. */
    @Nullable
    Plan with(@Nullable Plan before, List<Member> members) {
        Set<Hyperparameter> driven = new LinkedHashSet<>();
        members.forEach(member -> driven.add(optimizer.drivenBy(member.call())));
        Plan plan = before;
        for (Hyperparameter hyperparameter : driven) {
            List<Member> own = members.stream()
                    .filter(member -> optimizer.drivenBy(member.call()).equals(hyperparameter))
                    .toList();
            List<Group> groups = owner.groups();
            for (int i = 0; i < groups.size(); i++) {
                Schedule schedule = schedule(own, i, optimizer.value(groups.get(i), hyperparameter));
                String group = groups.get(i).name();
                plan = plan == null
                        ? Plan.of(hyperparameter, group, schedule)
                        : plan.with(hyperparameter, group, schedule);
            }
        }
        return plan;
    }

    private Schedule schedule(List<Member> members, int group, double start) {
        List<Part> parts = members.stream()
                .map(member ->
                        new Part(Kind.of(member.call()).rule(member.call(), member.times(), group), member.unit()))
                .toList();
        Composition composition = new Composition(parts, start);
        Schedule closed = composition.closed();
        return closed == null ? replayed(composition, parts.size()) : closed;
    }

    private Schedule replayed(Composition composition, int parts) {
        String name = owner.entry().name();
        double lasts = Math.ceil(composition.lasts());
        double steps = lasts <= MOST_STEPS ? lasts : Math.min(lasts, Math.ceil(ticks.getAsDouble()));
        if (steps > MOST_STEPS || steps * parts * owner.groups().size() > MOST_VALUES) {
            throw owner.error(
                    name + ": a run that is gone through step by step, because its schedulers act on what others left,"
                            + " may have " + MOST_STEPS + " steps, got " + Numerals.text(steps));
        }
        Replayed replayed;
        try {
            replayed = composition.replayed((int) steps);
        } catch (ArithmeticException e) {
            throw owner.error(name + " must have a first value, but mmengine " + e.getMessage() + " for it");
        }
        owner.note(
                parts == 1
                        ? name + " has no formula here, so this is a table of what mmengine does, up to step "
                                + Numerals.text(steps)
                        : name + ": its schedulers act on what others left, so this is a table of what mmengine does,"
                                + " up to step " + Numerals.text(steps));
        if (!replayed.stopped().isEmpty()) {
            owner.note(replayed.stopped());
        }
        return replayed.schedule();
    }
}
