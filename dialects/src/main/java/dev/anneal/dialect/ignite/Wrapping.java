package dev.anneal.dialect.ignite;

import dev.anneal.Schedule;
import dev.anneal.dialect.Call;
import dev.anneal.dialect.Value;
import dev.anneal.dialect.torch.Asked;
import java.util.Set;
import org.jspecify.annotations.Nullable;

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

    static Asked torch(Call call, int group) {
        return Asked.of(checkTorch(call, call.value("lr_scheduler")), group);
    }

    /** The epoch at which the first event asks. */
    static int epoch(Call call) {
        return call.flag("use_legacy") ? 1 : 0;
    }

    /** What a handler does to the momentum while it asks for the rate; null if nothing. */
    static @Nullable Schedule momentum(Call call, int group) {
        return switch (call.entry().name()) {
            case "LRScheduler" -> torch(call, group).momentum(epoch(call));
            case "create_lr_scheduler_with_warmup" -> Warmup.of(call).momentum(group);
            default -> null;
        };
    }
}
