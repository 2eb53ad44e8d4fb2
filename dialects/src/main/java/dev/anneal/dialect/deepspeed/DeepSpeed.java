package dev.anneal.dialect.deepspeed;

import dev.anneal.dialect.Config;
import dev.anneal.dialect.Dialect;
import dev.anneal.dialect.Entry;
import java.util.List;

/** {@code deepspeed.runtime.lr_schedules}. */
public final class DeepSpeed implements Dialect {

    /** Made by the service loader. */
    public DeepSpeed() {}

    @Override
    public String name() {
        return "deepspeed";
    }

    @Override
    public List<Entry> entries() {
        return List.of();
    }

    @Override
    public List<Config> configs() {
        return Configs.all();
    }
}
