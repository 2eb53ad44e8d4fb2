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
    public String title() {
        return "Megatron-LM";
    }

    @Override
    public List<String> remarks() {
        return List.of(
                "Read is OptimizerParamScheduler, as Megatron Core 0.16.1 has it: it drives the rate and the weight decay.",
                "The options of its training script are not read: write the call that they make. How much step() adds for an update, and the multipliers of groups, are told by --context with increment and wd_mult.");
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
