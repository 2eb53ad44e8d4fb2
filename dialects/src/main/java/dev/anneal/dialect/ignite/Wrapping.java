package dev.anneal.dialect.ignite;

import dev.anneal.dialect.Call;
import dev.anneal.dialect.Value;
import java.util.Set;

/** Schedulers of torch inside ignite's. */
final class Wrapping {

    private static final Set<String> UNASKED = Set.of("SequentialLR", "ChainedScheduler", "ReduceLROnPlateau");

    private Wrapping() {}

    /** Refuses what is no scheduler that can be asked for its rate. */
    static Call checkTorch(Call owner, Value value) {
        if ("optimizer".equals(value.path())) {
            throw owner.error("lr_scheduler must be a scheduler of torch, got optimizer");
        }
        Call call = value.call();
        if (!Set.of("torch", "hf").contains(call.dialect().name())) {
            throw value.refused("be a scheduler of torch");
        }
        if (UNASKED.contains(call.entry().name())) {
            throw value.refused("be a scheduler with a get_lr, which ignite asks");
        }
        return call;
    }

    /** The epoch at which the first event asks. */
    static int epoch(Call call) {
        return call.flag("use_legacy") ? 1 : 0;
    }
}
