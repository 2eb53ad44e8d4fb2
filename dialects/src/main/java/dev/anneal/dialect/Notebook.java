package dev.anneal.dialect;

import java.util.List;

/** Functions of an epoch for Keras' {@code LearningRateScheduler}, as a notebook defines them. */
public final class Notebook implements Dialect {

    /** Made by the service loader. */
    public Notebook() {}

    @Override
    public String name() {
        return "notebook";
    }

    @Override
    public List<Entry> entries() {
        return List.of();
    }
}
