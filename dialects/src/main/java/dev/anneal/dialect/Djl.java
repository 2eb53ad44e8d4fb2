package dev.anneal.dialect;

import java.util.List;

/** {@code ai.djl.training.tracker}. */
public final class Djl implements Dialect {

    /** Made by the service loader. */
    public Djl() {}

    @Override
    public String name() {
        return "djl";
    }

    @Override
    public List<Entry> entries() {
        return List.of();
    }
}
