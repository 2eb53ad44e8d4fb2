package dev.anneal.dialect.ignite;

import dev.anneal.Schedule;
import dev.anneal.dialect.Call;
import dev.anneal.dialect.Value;
import dev.anneal.dialect.torch.Asked;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code create_lr_scheduler_with_warmup}. */
final class Warmup {

    private final Call call;
    private final Call scheduler;
    private final boolean torch;

    private Warmup(Call call, Call scheduler, boolean torch) {
        this.call = call;
        this.scheduler = scheduler;
        this.torch = torch;
    }

    static Warmup of(Call call) {
        Value value = call.value("lr_scheduler");
        Call scheduler = value.call();
        boolean own = scheduler.dialect().name().equals("ignite");
        if (own) {
            Driver.handler(value);
            if (Driver.isGroup(scheduler)) {
                throw value.refused("be one scheduler, and no ParamGroupScheduler");
            }
            if (!Driver.parameters(scheduler).contains("lr")) {
                throw value.refused("write lr, as the warm-up does");
            }
        } else {
            Wrapping.checkTorch(call, value);
        }
        return new Warmup(call, scheduler, !own);
    }

    /** What the warm-up of a group begins with and meets, and when. */
    private Milestones warmup(int group) {
        double duration = call.number("warmup_duration");
        double start = call.number("warmup_start_value");
        double made = torch ? Asked.of(scheduler, group).rate() : rate(group);
        double end = call.has("warmup_end_value") ? call.number("warmup_end_value") : made;
        List<Double> times = new ArrayList<>(List.of(0.0, duration - 1));
        List<Double> values = new ArrayList<>(List.of(start, end));
        if (torch && group == 0) {
            if (made != end) {
                times.add(duration);
                values.add(made);
            }
        } else if (!torch && Driver.first(scheduler, group) == end) {
            times.remove(1);
            values.remove(1);
            if (duration > 2) {
                times.add(duration - 2);
                values.add(end - (end - start) / (duration - 1));
            }
        }
        return new Milestones(times, values);
    }

    private double rate(int group) {
        double made = Driver.made(scheduler, "lr", group);
        return Double.isNaN(made) ? scheduler.groups().get(group).rate() : made;
    }

    /** How many events the warm-up has: the last group says so for all. */
    private double lasts() {
        return warmup(scheduler.groups().size() - 1).last() + 1;
    }

    Schedule values(int group) {
        Schedule warmup = warmup(group).from(0);
        double lasts = lasts();
        double left = warmup.at(lasts - 1);
        Schedule then = torch
                ? Asked.of(scheduler, group).rates(left, 1, scheduler.groups().size() - 1)
                : Driver.values(scheduler, "lr", group, left);
        return Sequence.cut(warmup, lasts).then(then);
    }

    /** What becomes of the momentum; null if nothing does. */
    @Nullable
    Schedule momentum(int group) {
        Schedule momentum = torch ? Asked.of(scheduler, group).momentum(0) : null;
        return momentum == null ? null : Schedule.hold(momentum.at(0), lasts()).then(momentum.skip(1));
    }
}
