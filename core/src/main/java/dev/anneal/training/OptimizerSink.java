package dev.anneal.training;

import dev.anneal.Hyperparameter;
import java.util.List;

/** Where a scheduler writes: the parameter groups of an optimizer and what each can be told. */
public interface OptimizerSink {

    /**
     * The parameter groups.
     *
     * @return their names, in the optimizer's order; at least one; groups without names are numbered from {@code 0}
     */
    List<String> groups();

    /**
     * The groups that will {@linkplain Scheduler#join join} later, which a plan may name already. Asked for once, at the start,
     * as the {@link #groups}.
     *
     * @return their names
     */
    default List<String> expected() {
        return List.of();
    }

    /**
     * Whether the optimizer can be told a hyperparameter. A plan that sets another is refused.
     *
     * @param hyperparameter the hyperparameter
     * @return whether {@link #set} takes it
     */
    boolean takes(Hyperparameter hyperparameter);

    /**
     * Takes the value that the next update uses. Called when training starts or is taken up, and whenever values may have
     * changed, for every value that the plan sets, changed or not. If it throws, the scheduler is as it was before, and writes
     * back what it had written.
     *
     * @param group the index of the group in {@link #groups()}; groups that joined come after them, in the order of joining
     * @param hyperparameter the hyperparameter
     * @param value the value
     */
    void set(int group, Hyperparameter hyperparameter, double value);

    /**
     * A sink for an engine that asks for its values by itself, with {@link Scheduler#value}. It takes every hyperparameter.
     *
     * @param groups the names of the groups; none: one group, {@code 0}
     * @return the sink
     */
    static OptimizerSink pulling(String... groups) {
        return new PullingSink(groups.length == 0 ? List.of("0") : List.of(groups));
    }
}
