package dev.anneal.dialect;

import java.util.List;

/** {@code optax}. */
public final class Optax implements Dialect {

    /** Made by the service loader. */
    public Optax() {}

    @Override
    public String name() {
        return "optax";
    }

    @Override
    public List<Entry> entries() {
        return List.of();
    }
}
