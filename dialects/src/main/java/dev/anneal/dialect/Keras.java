package dev.anneal.dialect;

import java.util.List;

/** {@code keras.optimizers.schedules} and {@code keras.callbacks}. */
public final class Keras implements Dialect {

    /** Made by the service loader. */
    public Keras() {}

    @Override
    public String name() {
        return "keras";
    }

    @Override
    public List<Entry> entries() {
        return List.of();
    }
}
