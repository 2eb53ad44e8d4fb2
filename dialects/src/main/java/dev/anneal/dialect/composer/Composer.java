package dev.anneal.dialect.composer;

import dev.anneal.dialect.Dialect;
import dev.anneal.dialect.Entry;
import java.util.List;

/** {@code composer.optim.scheduler}. */
public final class Composer implements Dialect {

    /** Made by the service loader. */
    public Composer() {}

    @Override
    public String name() {
        return "composer";
    }

    @Override
    public List<Entry> entries() {
        return List.of();
    }
}
