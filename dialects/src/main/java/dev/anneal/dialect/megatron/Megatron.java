package dev.anneal.dialect.megatron;

import dev.anneal.dialect.Dialect;
import dev.anneal.dialect.Entry;
import java.util.List;

/** {@code megatron.core.optimizer_param_scheduler}. */
public final class Megatron implements Dialect {

    /** Made by the service loader. */
    public Megatron() {}

    @Override
    public String name() {
        return "megatron";
    }

    @Override
    public List<String> prefixes() {
        return List.of(
                "megatron.core.optimizer_param_scheduler",
                "optimizer_param_scheduler",
                "megatron.core",
                "megatron.training");
    }

    @Override
    public List<Entry> entries() {
        return List.of(ParamScheduler.entry());
    }
}
