package dev.anneal.training;

import dev.anneal.Hyperparameter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An optimizer that remembers what it was told. */
final class Tape implements OptimizerSink {

    final Map<String, Double> told = new LinkedHashMap<>();
    private final List<String> groups;
    private final List<String> expected;
    private @Nullable Hyperparameter failing;
    int writes;

    Tape(List<String> groups, List<String> expected) {
        this.groups = groups;
        this.expected = expected;
    }

    static Tape of(String... groups) {
        return new Tape(List.of(groups), List.of());
    }

    Tape expecting(String... later) {
        return new Tape(groups, List.of(later));
    }

    /** Fails when it is told this. */
    void failOn(@Nullable Hyperparameter hyperparameter) {
        failing = hyperparameter;
    }

    @Override
    public List<String> groups() {
        return groups;
    }

    @Override
    public List<String> expected() {
        return expected;
    }

    @Override
    public boolean takes(Hyperparameter hyperparameter) {
        return Set.of("lr", "momentum", "beta1", "weight_decay", "temperature").contains(hyperparameter.name());
    }

    @Override
    public void set(int group, Hyperparameter hyperparameter, double value) {
        if (hyperparameter.equals(failing)) {
            failing = null;
            throw new UnsupportedOperationException("the optimizer fails");
        }
        writes++;
        told.put(hyperparameter + "[" + group + "]", value);
    }
}
