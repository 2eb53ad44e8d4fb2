package dev.anneal.dialect.torch;

import dev.anneal.Schedule;
import dev.anneal.dialect.Call;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One of torch's schedulers for one parameter group, whose {@code get_lr} somebody else asks, and whose {@code last_epoch}
 * somebody else counts: none of its own {@code step} is ever called.
 */
public final class Asked {

    private final Call call;
    private final Rule rule;
    private final Replay.Settings group;
    private final double base;

    private Asked(Call call, Rule rule, Replay.Settings group) {
        this.call = call;
        this.rule = rule;
        this.group = group;
        Replay.Leaf made = new Replay.Leaf(rule);
        made.start(group);
        this.base = made.base;
    }

    /**
     * Makes schedulers of one optimizer for a parameter group. What a constructor leaves, the next one finds.
     *
     * @param calls calls of torch's schedulers, or of another framework's that are a LambdaLR, in the order in which they are made
     * @param group the index of the group
     * @return the schedulers
     */
    public static List<Asked> all(List<Call> calls, int group) {
        List<Asked> all = new ArrayList<>();
        if (calls.isEmpty()) {
            return all;
        }
        Replay.Settings settings =
                new Replay.Settings(calls.get(0).groups().get(group).rate());
        for (Call call : calls) {
            Tree tree = Tree.of(call, group);
            if (!(tree instanceof Tree.Alone alone)) {
                throw call.error(call.entry().name() + " has no get_lr that could be asked");
            }
            all.add(new Asked(call, alone.rule(), settings));
        }
        return all;
    }

    /**
     * The rate that all constructors leave.
     *
     * @return the rate
     */
    public double rate() {
        return group.lr;
    }

    /**
     * The rates that it answers.
     *
     * @param left the rate of the group when it is asked first; it may go on from there
     * @param epoch what its last_epoch is then, 0 or 1
     * @param before how often it was asked before without any effect on the rate
     * @return the rates, one for each time that it is asked
     */
    public Schedule rates(double left, int epoch, int before) {
        return switch (rule.kind()) {
            case FACTOR, TABLE -> factor(left, epoch);
            case VALUE -> skipped(rule.alone().apply(base), rule.model().restarts() ? 1 + before : epoch);
            case OVERWRITES -> skipped(rule.alone().apply(base), epoch);
            case COUNTS -> Schedule.constant(call.number("anneal_epochs") == 0 ? group.swa : left);
            case COSINE -> cosine(left, epoch);
        };
    }

    /**
     * What it makes of the momentum, or of the first beta, when it is asked.
     *
     * @param epoch what its last_epoch is when it is asked first
     * @return the momentum; null if it leaves that alone
     */
    public @Nullable Schedule momentum(int epoch) {
        Schedule momentum = rule.momentum();
        return momentum == null ? null : skipped(momentum, epoch);
    }

    private static Schedule skipped(Schedule schedule, int steps) {
        return steps == 0 || schedule.length() == 0 ? schedule : schedule.skip(steps);
    }

    /** It multiplies what is left by what its own step to that epoch would. */
    private Schedule factor(double left, int epoch) {
        if (epoch == 0) {
            return rule.again().apply(left);
        }
        double first = rule.alone().apply(1).at(0);
        if (first == 0) {
            return Schedule.constant(0);
        }
        return skipped(rule.alone().apply(left / first), epoch);
    }

    /** It takes itself for just made, and so goes by its closed form, but for the first step. */
    private Schedule cosine(double left, int epoch) {
        double eta = call.number("eta_min");
        double half = Math.abs(call.number("T_max"));
        Schedule wave = skipped(Cosines.wave(base, eta, half), 1);
        if (epoch > 0) {
            return wave;
        }
        double bend = 1 + Math.cos(Math.PI / half);
        double first = half == 1 ? left + (base - eta) : 2 / bend * (left - eta) + eta;
        return Schedule.hold(first, 1).then(wave);
    }
}
