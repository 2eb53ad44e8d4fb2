package dev.anneal.dialect.fvcore;

import dev.anneal.dialect.Dialect;
import dev.anneal.dialect.Entry;
import java.util.List;

/** {@code fvcore.common.param_scheduler}. */
public final class FvCore implements Dialect {

    /** Made by the service loader. */
    public FvCore() {}

    @Override
    public String name() {
        return "fvcore";
    }

    @Override
    public List<Entry> entries() {
        return List.of();
    }
}
