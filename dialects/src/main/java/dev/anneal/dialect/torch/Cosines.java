package dev.anneal.dialect.torch;

import static dev.anneal.dialect.Condition.integerAtLeast;
import static dev.anneal.dialect.Condition.nonZero;
import static dev.anneal.dialect.torch.Rule.divide;
import static dev.anneal.dialect.torch.Rule.modulo;

import dev.anneal.Evolution;
import dev.anneal.Schedule;
import dev.anneal.dialect.Call;
import dev.anneal.dialect.Condition;
import dev.anneal.dialect.Entry;
import dev.anneal.dialect.torch.Replay.Leaf;
import dev.anneal.dialect.torch.Replay.Settings;
import dev.anneal.dialect.torch.Rule.Kind;
import dev.anneal.dialect.torch.Rule.Model;
import java.util.List;

/** Torch's schedulers that anneal towards a rate. */
final class Cosines {

    private Cosines() {}

    static List<Entry> entries() {
        return List.of(annealing(), restarts(), swa());
    }

    private static Entry annealing() {
        return Torch.entry("CosineAnnealingLR(optimizer, T_max, eta_min=0.0, last_epoch=-1)")
                .where("T_max", nonZero())
                .formula("eta_min + (base - eta_min) · (1 + cos(π t / T_max)) / 2")
                .means(call -> Torch.rates(call, group -> annealing(call)))
                .quirk("It does not stop at T_max: from there it rises again, and is at the base rate at 2 T_max.")
                .quirk("Torch goes from rate to rate, which close to eta_min costs it some digits that are kept here.")
                .example("CosineAnnealingLR(optimizer, T_max=50)", "lr=0.1 steps=125")
                .source(Torch.source("CosineAnnealingLR"));
    }

    static Rule annealing(Call call) {
        double eta = call.number("eta_min");
        double total = call.number("T_max");
        double half = Math.abs(total);
        return Rule.of(
                        Kind.COSINE,
                        base -> wave(base, eta, half),
                        Model.of((leaf, group) -> annealed(leaf, group, eta, total), (leaf, group) -> leaf.base))
                .again(base -> {
                    double from = half == 1 ? 2 * base - eta : eta + (base - eta) * 2 / (1 + Math.cos(Math.PI / half));
                    return half == Math.rint(half)
                            ? Schedule.cosine(from, eta, half).then(wave(eta, base, half))
                            : wave(from, eta, half);
                });
    }

    /** There and back, over and over. */
    static Schedule wave(double from, double to, double half) {
        return from == to
                ? Schedule.constant(from)
                : Schedule.cosine(from, to, half)
                        .then(Schedule.cosine(to, from, half))
                        .repeat();
    }

    private static double annealed(Leaf leaf, Settings group, double eta, double total) {
        double t = leaf.epoch;
        if (leaf.initial) {
            return group.lr;
        }
        if (leaf.count == 1 && t > 0) {
            return eta + (leaf.base - eta) * (1 + Math.cos(t * Math.PI / total)) / 2;
        }
        if (modulo(t - 1 - total, 2 * total) == 0) {
            return group.lr + (leaf.base - eta) * (1 - Math.cos(Math.PI / total)) / 2;
        }
        return divide(1 + Math.cos(Math.PI * t / total), 1 + Math.cos(Math.PI * (t - 1) / total)) * (group.lr - eta)
                + eta;
    }

    private static Entry restarts() {
        return Torch.entry("CosineAnnealingWarmRestarts(optimizer, T_0, T_mult=1, eta_min=0.0, last_epoch=-1)")
                .where("T_0", integerAtLeast(1))
                .where("T_mult", integerAtLeast(1))
                .formula(
                        "eta_min + (base - eta_min) · (1 + cos(π T_cur / T_i)) / 2, where T_0, T_0 · T_mult, T_0 · T_mult², …"
                                + " are the lengths T_i of the cycles, and T_cur is the time since the last restart")
                .means(call -> Torch.rates(call, group -> restarts(call)))
                .quirk("step(epoch) with a fraction of an epoch is the value at that time.")
                .quirk(
                        "Called with an epoch, torch finds the cycle with a logarithm, which may miss a restart by one step; that"
                                + " is not imitated.")
                .example("CosineAnnealingWarmRestarts(optimizer, T_0=10, T_mult=2)", "lr=0.1 steps=70")
                .source(Torch.source("CosineAnnealingWarmRestarts"));
    }

    static Rule restarts(Call call) {
        double first = call.number("T_0");
        double growth = call.number("T_mult");
        double eta = call.number("eta_min");
        // the shape alone; the base rate is only known when the constructor is called
        Schedule unit = Schedule.cosine(1, 0, first).repeat(Evolution.stretching(growth));
        return Rule.of(
                Kind.VALUE,
                base -> base == eta
                        ? Schedule.constant(base)
                        : Schedule.cosine(base, eta, first).repeat(Evolution.stretching(growth)),
                new Model(
                        group -> {},
                        (leaf, group) -> eta + (leaf.base - eta) * unit.at(leaf.clock),
                        null,
                        true,
                        Double.NaN));
    }

    private static Entry swa() {
        return Torch.entry("SWALR(optimizer, swa_lr, anneal_epochs=10, anneal_strategy='cos', last_epoch=-1)")
                .where("anneal_epochs", integerAtLeast(0))
                .where("anneal_strategy", Condition.oneOf("cos", "linear"))
                .formula("from base to swa_lr in anneal_epochs, then swa_lr")
                .means(call -> Torch.rates(call, group -> swa(call, group)))
                .quirk("Behind a milestone of SequentialLR it starts from the rate that the scheduler before it left.")
                .example("SWALR(optimizer, swa_lr=0.05, anneal_epochs=10)", "lr=0.1 steps=20")
                .source("torch.optim.swa_utils.SWALR, 2.15");
    }

    static Rule swa(Call call, int group) {
        double target = call.perGroup("swa_lr")[group];
        double epochs = call.number("anneal_epochs");
        boolean cosine = call.word("anneal_strategy").equals("cos");
        return Rule.of(
                        Kind.COUNTS,
                        base -> ramp(base, target, epochs, cosine),
                        new Model(
                                settings -> settings.swa = target,
                                (leaf, settings) -> averaged(leaf, settings, epochs, cosine),
                                null,
                                false,
                                Double.NaN))
                .again(base -> ramp(base, target, epochs, cosine).skip(Math.min(1, epochs)))
                .entered((base, left) -> ramp(left, target, epochs, cosine));
    }

    private static Schedule ramp(double from, double to, double length, boolean cosine) {
        return length == 0
                ? Schedule.constant(to)
                : cosine ? Schedule.cosine(from, to, length) : Schedule.linear(from, to, length);
    }

    private static double averaged(Leaf leaf, Settings group, double epochs, boolean cosine) {
        double step = epochs == 0 ? Math.max(1, leaf.count - 1) : leaf.count - 1;
        double before = eased((step - 1) / Math.max(1, epochs), cosine);
        double now = eased(step / Math.max(1, epochs), cosine);
        double from = before == 1 ? group.swa : (group.lr - before * group.swa) / (1 - before);
        return group.swa * now + from * (1 - now);
    }

    private static double eased(double progress, boolean cosine) {
        double within = Math.max(0, Math.min(1, progress));
        return cosine ? (1 - Math.cos(Math.PI * within)) / 2 : within;
    }
}
