package dev.anneal.dialect.fastai;

import static dev.anneal.dialect.Condition.integer;
import static dev.anneal.dialect.Condition.integerAtLeast;
import static dev.anneal.dialect.Condition.nonZero;
import static dev.anneal.dialect.Condition.number;
import static dev.anneal.dialect.Condition.positive;
import static dev.anneal.dialect.Condition.within;

import dev.anneal.Evolution;
import dev.anneal.Hyperparameter;
import dev.anneal.Plan;
import dev.anneal.Schedule;
import dev.anneal.dialect.Call;
import dev.anneal.dialect.Clock;
import dev.anneal.dialect.Entry;
import dev.anneal.dialect.Value;
import dev.anneal.notation.Numerals;
import java.util.List;

/** The methods of fastai's Learner that train along a schedule. */
final class Fits {

    private static final String SLICE =
            "slice(last) gives the last group that rate and all others a tenth of it; slice(first, "
                    + "last) goes from group to group by equal factors, and with one group is the last.";
    private static final String DEFAULT = "Without a rate it is the Learner's, 0.001 if that was given none.";
    private static final String REST = "wd=None, moms=None, cbs=None, reset_opt=False, start_epoch=0";
    private static final double[] MOMENTA = {0.95, 0.85, 0.95};

    private Fits() {}

    static List<Entry> entries() {
        return List.of(oneCycle(), flatCosine(), restarts(), fineTune(), rangeTest("lr_find"), rangeTest("LRFinder"));
    }

    private static Entry.Draft method(String signature) {
        return Entry.of(signature).ofAnyObject().clock(Clock.STEP);
    }

    private static Entry oneCycle() {
        return method("fit_one_cycle(n_epoch, lr_max=None, div=25.0, div_final=1e5, pct_start=0.25, " + REST + ")")
                .where("n_epoch", integerAtLeast(1))
                .where("div", nonZero())
                .where("div_final", nonZero())
                .where("pct_start", within(0, 1))
                .formula(
                        "half a cosine wave from lr_max / div to lr_max in the share pct_start of n_epoch, another to lr_max / "
                                + "div_final in the rest; the momentum goes through moms, (0.95, 0.85, 0.95), at the same times")
                .means(call -> {
                    double[] rates = Groups.rates(call, "lr_max");
                    double total = Run.batches(call, call.number("n_epoch"));
                    Plan plan = Groups.plan(
                            call,
                            Hyperparameter.LEARNING_RATE,
                            group -> Run.started(
                                    call,
                                    total,
                                    cycle(call, rates[group.index()], call.number("div"), call.number("pct_start"))
                                            .within(total)),
                            null);
                    Schedule momentum = momenta(call, call.number("pct_start")).within(total);
                    return Run.completed(call, plan.with(call.momentum(), "", Run.started(call, total, momentum)));
                })
                .quirk(DEFAULT)
                .quirk(SLICE)
                .quirk("It ends at lr_max / 100000, and not where it began.")
                .quirk(Run.OVERRULED)
                .example("learn.fit_one_cycle(5, 1e-2)", "steps_per_epoch=20")
                .source(FastAi.SCHEDULE);
    }

    private static Annealer cycle(Call call, double rate, double div, double share) {
        return Annealer.combined(
                new double[] {share, 1 - share},
                List.of(Annealer.cosine(rate / div, rate), Annealer.cosine(rate, rate / call.number("div_final"))));
    }

    private static Annealer momenta(Call call, double share) {
        Value own = call.has("moms") ? call.value("moms") : call.ofObject("moms");
        double[] momenta = own == null || own.isNone() ? MOMENTA : own.numbers();
        if (own != null && momenta.length != MOMENTA.length) {
            throw own.refused("be 3 numbers");
        }
        return Annealer.combined(
                new double[] {share, 1 - share},
                List.of(Annealer.cosine(momenta[0], momenta[1]), Annealer.cosine(momenta[1], momenta[2])));
    }

    private static Entry flatCosine() {
        return method(
                        "fit_flat_cos(n_epoch, lr=None, div_final=1e5, pct_start=0.75, wd=None, cbs=None, reset_opt=False, "
                                + "start_epoch=0)")
                .where("n_epoch", integerAtLeast(1))
                .where("div_final", nonZero())
                .where("pct_start", within(0, 1))
                .formula("lr in the share pct_start of n_epoch, then half a cosine wave to lr / div_final")
                .means(call -> {
                    double[] rates = Groups.rates(call, "lr");
                    double total = Run.batches(call, call.number("n_epoch"));
                    if (call.number("start_epoch") != 0) {
                        call.note("fit_flat_cos: fastai puts start_epoch aside");
                    }
                    return Run.completed(
                            call,
                            Groups.plan(
                                    call,
                                    Hyperparameter.LEARNING_RATE,
                                    group -> cycle(call, rates[group.index()], 1, call.number("pct_start"))
                                            .within(total),
                                    null));
                })
                .quirk(DEFAULT)
                .quirk(SLICE)
                .quirk("The momentum stays.")
                .quirk("start_epoch is put aside: it always begins with the first epoch.")
                .quirk(Run.OVERRULED)
                .example("learn.fit_flat_cos(5, 1e-2)", "steps_per_epoch=20")
                .source(FastAi.SCHEDULE);
    }

    private static Entry restarts() {
        return method("fit_sgdr(n_cycles, cycle_len, lr_max=None, cycle_mult=2, cbs=None, reset_opt=False, wd=None, "
                        + "start_epoch=0)")
                .where("n_cycles", integerAtLeast(1))
                .where("cycle_len", integerAtLeast(1))
                .where("cycle_mult", integer().and(number("not be 1", factor -> factor != 1)))
                .formula(
                        "half cosine waves from lr_max to 0, n_cycles of them; the first lasts cycle_len epochs, each other "
                                + "cycle_mult times as long as the one before")
                .means(Fits::restarting)
                .quirk(DEFAULT)
                .quirk(SLICE)
                .quirk("A cycle_mult of 1 divides by zero.")
                .quirk("The shares of the cycles must add up to exactly 1 in doubles, else fastai refuses them.")
                .quirk(
                        "Where a cycle ends is reckoned in single precision, so a restart may come one update late; that is not "
                                + "imitated.")
                .quirk("The momentum stays.")
                .quirk(Run.OVERRULED)
                .example("learn.fit_sgdr(3, 1, lr_max=0.01)", "steps_per_epoch=20")
                .source(FastAi.SCHEDULE);
    }

    private static Plan restarting(Call call) {
        double length = call.number("cycle_len");
        double growth = call.number("cycle_mult");
        double cycles = call.number("n_cycles");
        double epochs = Math.floor(length * (Math.pow(growth, cycles) - 1) / (growth - 1));
        if (cycles > 1 && (growth < 0 || !(epochs < 1e15))) {
            throw call.value("cycle_mult").refused("be >= 0, and let the cycles have an end");
        }
        double sum = 0;
        for (int i = 0; i < cycles && sum < 2; i++) {
            sum += length * Math.pow(growth, i) / epochs;
        }
        if (sum != 1) {
            throw call.value("n_cycles")
                    .refused("leave the cycles shares that add up to exactly 1 (in doubles they are "
                            + Numerals.text(sum) + ")");
        }
        double total = Run.batches(call, epochs);
        double first = total * length / epochs;
        double[] rates = Groups.rates(call, "lr_max");
        return Run.completed(
                call,
                Groups.plan(
                        call,
                        Hyperparameter.LEARNING_RATE,
                        group -> {
                            Schedule cycle = Schedule.cosine(rates[group.index()], 0, first);
                            // with cycle_mult 0 no cycle but the first has a length
                            Schedule all = cycles == 1 || growth == 0
                                    ? cycle
                                    : cycle.repeat((int) cycles, Evolution.stretching(growth));
                            return Run.started(call, total, all);
                        },
                        null));
    }

    private static Entry fineTune() {
        return method("fine_tune(epochs, base_lr=2e-3, freeze_epochs=1, lr_mult=100, pct_start=0.3, div=5.0, *, "
                        + "div_final=1e5, " + REST + ")")
                .where("epochs", integerAtLeast(1))
                .where("freeze_epochs", integerAtLeast(0))
                .where("lr_mult", positive())
                .where("div", nonZero())
                .where("div_final", nonZero())
                .where("pct_start", within(0, 1))
                .formula(
                        "fit_one_cycle(freeze_epochs, slice(base_lr), pct_start=0.99), then with half that rate "
                                + "fit_one_cycle(epochs, slice(base_lr / 2 / lr_mult, base_lr / 2), pct_start=pct_start, div=div)")
                .means(Fits::fineTuned)
                .quirk("The second part has half the rate of the first.")
                .quirk("Which groups are frozen in the first part is no schedule: all of them have rates.")
                .quirk("div is that of the second part; the first begins at a 25th of its rate.")
                .quirk(Run.OVERRULED)
                .example("learn.fine_tune(4, 1e-2)", "steps_per_epoch=20")
                .source(FastAi.SCHEDULE);
    }

    private static Plan fineTuned(Call call) {
        double frozen = call.number("freeze_epochs");
        double epochs = call.number("epochs");
        double each = Run.batches(call, frozen + epochs) / (frozen + epochs);
        double rate = call.number("base_lr");
        double half = rate / 2;
        int count = call.groups().size();
        Groups.tellGroups(call);
        double[] first = Groups.last(rate, count);
        double[] second = half == 0
                ? Groups.last(half, count)
                : Groups.even(call.value("base_lr"), half / call.number("lr_mult"), half, count);
        double share = call.number("pct_start");
        Plan plan = Groups.plan(
                call,
                Hyperparameter.LEARNING_RATE,
                group -> both(
                        call,
                        each,
                        cycle(call, first[group.index()], 25, 0.99),
                        cycle(call, second[group.index()], call.number("div"), share)),
                null);
        Schedule momentum = both(call, each, momenta(call, 0.99), momenta(call, share));
        return Run.completed(call, plan.with(call.momentum(), "", momentum));
    }

    private static Schedule both(Call call, double each, Annealer first, Annealer second) {
        double frozen = call.number("freeze_epochs") * each;
        double rest = call.number("epochs") * each;
        Schedule tuned = Run.started(call, rest, second.within(rest));
        boolean skips = Run.isOver(call, call.number("freeze_epochs"));
        return skips ? tuned : Run.started(call, frozen, first.within(frozen)).then(tuned);
    }

    private static Entry rangeTest(String name) {
        boolean method = name.equals("lr_find");
        String more = method ? ", show_plot=True, suggest_funcs=None)" : ")";
        Entry.Draft draft = Entry.of(name + "(start_lr=1e-7, end_lr=10, num_it=100, stop_div=True" + more);
        return (method ? draft.ofAnyObject() : draft)
                .where("start_lr", nonZero())
                .clock(Clock.STEP)
                .formula("start_lr · (end_lr / start_lr)^(t / num_it) for num_it updates")
                .means(Fits::tested)
                .quirk(
                        "With stop_div the test ends as soon as the smoothed loss is 4 times its best; the rates are the same.")
                .quirk("Fewer than 6 updates are 6.")
                .quirk("After the test the model and the optimizer are what they were before.")
                .example(method ? "learn.lr_find()" : "fastai.LRFinder(num_it=50)", "steps=100")
                .source(FastAi.SCHEDULE);
    }

    private static Plan tested(Call call) {
        Value end = call.value("end_lr");
        if (call.value("start_lr").isList()) {
            throw call.value("start_lr")
                    .refused("be one number: fastai takes a list, and then fails in the first batch");
        }
        double steps = Math.max(6, call.number("num_it"));
        Schedule test =
                Annealer.exponential(end, call.number("start_lr"), end.number()).within(steps);
        return Groups.plan(call, Hyperparameter.LEARNING_RATE, group -> test, null);
    }
}
