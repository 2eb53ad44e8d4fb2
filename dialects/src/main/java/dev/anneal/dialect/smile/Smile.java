package dev.anneal.dialect.smile;

import dev.anneal.dialect.Dialect;
import dev.anneal.dialect.Entry;
import java.util.List;

/** {@code smile.math.TimeFunction}. */
public final class Smile implements Dialect {

    /** Made by the service loader. */
    public Smile() {}

    @Override
    public String name() {
        return "smile";
    }

    @Override
    public List<Entry> entries() {
        return List.of();
    }
}
