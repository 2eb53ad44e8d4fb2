package dev.anneal.dialect.ignite;

import dev.anneal.Schedule;
import dev.anneal.dialect.Call;
import dev.anneal.dialect.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code create_lr_scheduler_with_warmup}. */
final class Warmup {

    /** Two ways to the same number may differ in its last digit. */
    private static final double SAME = 1e-12;

    private final Call call;
    private final Call scheduler;
    private final boolean torch;

    private final Made made;

    private Warmup(Call call, Call scheduler, boolean torch, Made made) {
        this.call = call;
        this.made = made;
        this.scheduler = scheduler;
        this.torch = torch;
    }

    static Warmup of(Call call, Made made) {
        Value value = call.value("lr_scheduler");
        Call scheduler = value.call();
        boolean own = scheduler.dialect().name().equals("ignite");
        if (own) {
            Driver.handler(value);
            if (Driver.isGroup(scheduler)) {
                throw value.refused("be one scheduler, and no ParamGroupScheduler");
            }
            if (!Driver.parameters(scheduler).contains("lr")) {
                throw value.refused("write lr, as the warmup does");
            }
        } else {
            Wrapping.checkTorch(call, value);
        }
        return new Warmup(call, scheduler, !own, made);
    }

    /** What the warmup of a group begins with and meets, and when. */
    private Milestones warmup(Made of) {
        double duration = call.number("warmup_duration");
        double start = call.number("warmup_start_value");
        double rate = of.met(call);
        double end = call.has("warmup_end_value") ? call.number("warmup_end_value") : rate;
        List<Double> times = new ArrayList<>(List.of(0.0, duration - 1));
        List<Double> values = new ArrayList<>(List.of(start, end));
        if (torch && of.group() == 0) {
            if (rate != end) {
                times.add(duration);
                values.add(rate);
            }
        } else if (!torch && Math.abs(Driver.first(scheduler, of, rate) - end) <= SAME * Math.abs(end)) {
            times.remove(1);
            values.remove(1);
            if (duration > 2) {
                times.add(duration - 2);
                values.add(end - (end - start) / (duration - 1));
            }
        }
        return new Milestones(times, values);
    }

    private int groups() {
        return scheduler.groups().size();
    }

    /** How many events the warmup has: the last group says so for all. */
    private double lasts() {
        int last = groups() - 1;
        return warmup(made.of(last)).last() + 1;
    }

    Schedule values() {
        Schedule warmup = warmup(made).from(0);
        double lasts = lasts();
        double left = warmup.at(lasts - 1);
        return Sequence.cut(warmup, lasts).then(after(left));
    }

    /** The scheduler itself, which ignite has asked before for what it begins with. */
    private Schedule after(double left) {
        if (torch) {
            return made.in(call).rates(left, 1, groups() - 1);
        }
        if (!Driver.drives(scheduler, made.group())) {
            return Schedule.constant(left);
        }
        return scheduler.entry().name().equals("LRScheduler")
                ? made.in(scheduler).rates(left, Wrapping.epoch(scheduler), groups())
                : Driver.values(scheduler, "lr", made, left);
    }

    /** What becomes of the momentum; null if nothing does. */
    @Nullable
    Schedule momentum() {
        boolean wrapped = scheduler.entry().name().equals("LRScheduler");
        if (!torch && !wrapped) {
            return null;
        }
        int epoch = torch ? 1 : Wrapping.epoch(scheduler);
        Schedule momentum = made.in(torch ? call : scheduler).momentum(0);
        if (momentum == null) {
            return null;
        }
        double before = momentum.at(torch && groups() == 1 ? 0 : epoch);
        return Schedule.hold(before, lasts()).then(epoch == 0 ? momentum : momentum.skip(epoch));
    }
}
