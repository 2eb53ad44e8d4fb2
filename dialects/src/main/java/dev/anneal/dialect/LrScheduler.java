package dev.anneal.dialect;

import java.util.List;

/** A scheduler class for Keras optimizers, driven before each step: {@code LRScheduler(iterations, lr, policy)}. */
public final class LrScheduler implements Dialect {

    /** Made by the service loader. */
    public LrScheduler() {}

    @Override
    public String name() {
        return "lrscheduler";
    }

    @Override
    public List<Entry> entries() {
        return List.of();
    }
}
