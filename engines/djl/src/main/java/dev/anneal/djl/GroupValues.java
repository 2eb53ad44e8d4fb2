package dev.anneal.djl;

import dev.anneal.Hyperparameter;
import dev.anneal.training.OptimizerSink;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the next update uses, in single precision, as DJL takes it. */
final class GroupValues implements OptimizerSink {

    private final List<String> groups;
    private final Map<Hyperparameter, float[]> values = new LinkedHashMap<>();
    private final float[] rates;

    /** Values of 0, until they are set. */
    GroupValues(List<String> groups, Set<Hyperparameter> taken) {
        this.groups = groups;
        for (Hyperparameter hyperparameter : taken) {
            values.put(hyperparameter, new float[groups.size()]);
        }
        this.rates = array(Hyperparameter.LEARNING_RATE);
    }

    private float[] array(Hyperparameter hyperparameter) {
        float[] array = values.get(hyperparameter);
        if (array == null) {
            throw new IllegalArgumentException("DJL's optimizer must take the hyperparameter, got " + hyperparameter);
        }
        return array;
    }

    @Override
    public List<String> groups() {
        return groups;
    }

    @Override
    public boolean takes(Hyperparameter hyperparameter) {
        return values.containsKey(hyperparameter);
    }

    @Override
    public void set(int group, Hyperparameter hyperparameter, double value) {
        float narrowed = (float) value;
        if (!Float.isFinite(narrowed)) {
            throw new IllegalArgumentException(
                    hyperparameter + "[" + groups.get(group) + "] must be finite in single precision, got " + value);
        }
        array(hyperparameter)[group] = narrowed;
    }

    float rate(int group) {
        return rates[group];
    }

    float value(Hyperparameter hyperparameter, int group) {
        return array(hyperparameter)[group];
    }
}
