package dev.anneal.training;

import dev.anneal.Hyperparameter;
import dev.anneal.Plan;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;

/**
 * The values as any thread may read them, without a lock. One thread at a time publishes. A single value is always whole;
 * whoever needs several that belong together reads them under a version, which is odd while they change.
 */
final class Board {

    private static final VarHandle VALUE = MethodHandles.arrayElementVarHandle(double[].class);
    private static final VarHandle VERSION;
    private static final VarHandle STEP;

    static {
        try {
            VERSION = MethodHandles.lookup().findVarHandle(Board.class, "version", long.class);
            STEP = MethodHandles.lookup().findVarHandle(Board.class, "step", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final List<Plan.Target> targets;
    private final Map<String, List<Integer>> byGroup = new HashMap<>();
    private final double[] values;

    /** What the last update has used; NaN where none has. */
    private final double[] applied;

    private long version;

    @SuppressWarnings("UnusedVariable") // read and written by its handle
    private long step;

    Board(List<Plan.Target> targets, long step, double[] values) {
        this.targets = List.copyOf(targets);
        for (int i = 0; i < targets.size(); i++) {
            byGroup.computeIfAbsent(targets.get(i).group(), group -> new ArrayList<>())
                    .add(i);
        }
        this.step = step;
        this.values = values.clone();
        this.applied = new double[values.length];
        Arrays.fill(applied, Double.NaN);
    }

    /** A board for more values; what was applied stays so. */
    Board(List<Plan.Target> targets, long step, double[] values, Board before) {
        this(targets, step, values);
        System.arraycopy(before.applied, 0, applied, 0, before.applied.length);
    }

    /** The index of a value, or -1. */
    int find(Hyperparameter hyperparameter, String group) {
        List<Integer> own = byGroup.get(group);
        if (own != null) {
            // not with an iterator, which would be an object at every read
            for (int i = 0; i < own.size(); i++) {
                if (targets.get(own.get(i)).hyperparameter().equals(hyperparameter)) {
                    return own.get(i);
                }
            }
        }
        return -1;
    }

    /** The index of a value that is there. */
    int index(Hyperparameter hyperparameter, String group) {
        int index = find(hyperparameter, group);
        if (index < 0) {
            throw new NoSuchElementException(
                    "the plan does not set " + new Plan.Target(hyperparameter, group) + "; it sets " + shown());
        }
        return index;
    }

    private String shown() {
        int most = 8;
        List<String> names =
                targets.stream().limit(most).map(Plan.Target::toString).toList();
        return String.join(", ", names) + (targets.size() > most ? ", …" : "");
    }

    double read(int index) {
        return (double) VALUE.getAcquire(values, index);
    }

    double readApplied(int index) {
        return (double) VALUE.getAcquire(applied, index);
    }

    long step() {
        return (long) STEP.getAcquire(this);
    }

    /** What an update has used. */
    void publishApplied(double[] used) {
        for (int i = 0; i < applied.length; i++) {
            VALUE.setRelease(applied, i, used[i]);
        }
    }

    void publish(long now, double[] next) {
        long before = version;
        VERSION.setOpaque(this, before + 1);
        VarHandle.storeStoreFence();
        STEP.setRelease(this, now);
        for (int i = 0; i < values.length; i++) {
            VALUE.setRelease(values, i, next[i]);
        }
        VERSION.setRelease(this, before + 2);
    }

    Scheduler.Snapshot snapshot() {
        double[] copy = new double[values.length];
        while (true) {
            long before = (long) VERSION.getAcquire(this);
            long at = (long) STEP.getOpaque(this);
            for (int i = 0; i < copy.length; i++) {
                copy[i] = (double) VALUE.getOpaque(values, i);
            }
            VarHandle.acquireFence();
            if ((before & 1) == 0 && before == (long) VERSION.getOpaque(this)) {
                return new Scheduler.Snapshot(at, named(copy));
            }
            Thread.onSpinWait();
        }
    }

    private Map<Plan.Target, Double> named(double[] copy) {
        Map<Plan.Target, Double> named = new LinkedHashMap<>();
        for (int i = 0; i < copy.length; i++) {
            named.put(targets.get(i), copy[i]);
        }
        return named;
    }
}
