package dev.anneal.dialect.torch;

import static dev.anneal.dialect.Condition.only;

import dev.anneal.Hyperparameter;
import dev.anneal.Plan;
import dev.anneal.Schedule;
import dev.anneal.dialect.Call;
import dev.anneal.dialect.Config;
import dev.anneal.dialect.Dialect;
import dev.anneal.dialect.Entry;
import dev.anneal.dialect.Group;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** {@code torch.optim.lr_scheduler}. */
public final class Torch implements Dialect {

    private static final int MOST_VALUES = 10_000_000;

    /** Made by the service loader. */
    public Torch() {}

    @Override
    public String name() {
        return "torch";
    }

    @Override
    public String title() {
        return "PyTorch";
    }

    @Override
    public List<String> remarks() {
        return List.of(
                "Read are all schedulers of torch.optim.lr_scheduler, and SWALR, as PyTorch 2.15 has them; with their optimizer, its groups and the loop around them where a program is pasted.",
                "A class of one's own below LRScheduler is not read: write the call that it makes, or its formula as a LambdaLR.");
    }

    @Override
    public List<String> prefixes() {
        return List.of(
                "torch.optim.lr_scheduler",
                "optim.lr_scheduler",
                "lr_scheduler",
                "torch.optim.swa_utils",
                "optim.swa_utils",
                "swa_utils",
                "torch.optim",
                "optim");
    }

    @Override
    public List<String> optimizers() {
        String adam = "eps=1e-08, weight_decay=%s, amsgrad=False, *, foreach=None, maximize=False, capturable=False, "
                + "differentiable=False, fused=None";
        String flags = "*, foreach=None, maximize=False, capturable=False, differentiable=False";
        return List.of(
                "SGD(params, lr=0.001, momentum=0, dampening=0, weight_decay=0, nesterov=False, *, maximize=False, "
                        + "foreach=None, differentiable=False, fused=None)",
                "Adam(params, lr=0.001, betas=(0.9, 0.999), " + adam.formatted("0") + ", decoupled_weight_decay=False)",
                "AdamW(params, lr=0.001, betas=(0.9, 0.999), " + adam.formatted("0.01") + ")",
                "NAdam(params, lr=0.002, betas=(0.9, 0.999), eps=1e-08, weight_decay=0, momentum_decay=0.004, "
                        + "decoupled_weight_decay=False, " + flags + ")",
                "RAdam(params, lr=0.001, betas=(0.9, 0.999), eps=1e-08, weight_decay=0, decoupled_weight_decay=False, "
                        + flags + ")",
                "Adamax(params, lr=0.002, betas=(0.9, 0.999), eps=1e-08, weight_decay=0, foreach=None, *, maximize=False, "
                        + "differentiable=False, capturable=False)",
                "SparseAdam(params, lr=0.001, betas=(0.9, 0.999), eps=1e-08, maximize=False)",
                "Adagrad(params, lr=0.01, lr_decay=0, weight_decay=0, initial_accumulator_value=0, eps=1e-10, "
                        + "foreach=None, *, maximize=False, differentiable=False, fused=None)",
                "Adadelta(params, lr=1.0, rho=0.9, eps=1e-06, weight_decay=0, foreach=None, *, capturable=False, "
                        + "maximize=False, differentiable=False)",
                "Adafactor(params, lr=0.01, beta2_decay=-0.8, eps=(None, 0.001), d=1.0, weight_decay=0.0, *, "
                        + "foreach=None, maximize=False)",
                "ASGD(params, lr=0.01, lambd=0.0001, alpha=0.75, t0=1000000.0, weight_decay=0, foreach=None, "
                        + "maximize=False, differentiable=False, capturable=False)",
                "RMSprop(params, lr=0.01, alpha=0.99, eps=1e-08, weight_decay=0, momentum=0, centered=False, "
                        + "capturable=False, foreach=None, maximize=False, differentiable=False)",
                "Rprop(params, lr=0.01, etas=(0.5, 1.2), step_sizes=(1e-06, 50), *, capturable=False, foreach=None, "
                        + "maximize=False, differentiable=False)",
                "LBFGS(params, lr=1, max_iter=20, max_eval=None, tolerance_grad=1e-07, tolerance_change=1e-09, "
                        + "history_size=100, line_search_fn=None, *, maximize=False)",
                "Muon(params, lr=0.001, weight_decay=0.1, momentum=0.95, nesterov=True, "
                        + "ns_coefficients=(3.4445, -4.775, 2.0315), eps=1e-07, ns_steps=5, adjust_lr_fn=None)");
    }

    @Override
    public List<Entry> entries() {
        List<Entry> entries = new ArrayList<>(Lambdas.entries());
        entries.addAll(Factors.entries());
        entries.addAll(Cosines.entries());
        entries.add(Cycles.entry());
        entries.add(OneCycle.entry());
        entries.addAll(Composites.entries());
        entries.add(plateau());
        return List.copyOf(entries);
    }

    static String source(String name) {
        return "torch.optim.lr_scheduler." + name + ", 2.15";
    }

    @Override
    public List<Config> configs() {
        return StateFiles.all();
    }

    /** An entry whose {@code last_epoch} starts a run. */
    static Entry.Draft entry(String signature) {
        return Entry.of(signature)
                .where("last_epoch", only(-1, "a run that was stopped is resumed from a checkpoint"))
                .formerly("verbose");
    }

    private static Entry plateau() {
        return OnPlateau.entry("ReduceLROnPlateau(optimizer, mode='min', factor=0.1, patience=10, threshold=0.0001,"
                        + " threshold_mode='rel', cooldown=0, min_lr=0, eps=1e-08)")
                .formula(
                        "the rate · factor, not below min_lr, after more than patience observations without a better one")
                .means(call -> OnPlateau.plan(call, call.perGroup("min_lr")))
                .quirk("A reduction by no more than eps is not made.")
                .quirk(OnPlateau.NAMELESS)
                .example("ReduceLROnPlateau(optimizer, factor=0.5, patience=3)", "lr=0.1 steps=100")
                .source(source("ReduceLROnPlateau"));
    }

    /** A plan for the rates of all groups by closed forms. */
    static Plan rates(Call call, IntFunction<Rule> rule) {
        List<Group> groups = call.groups();
        return plan(call, i -> rule.apply(i).alone().apply(groups.get(i).rate()), null);
    }

    /** The way of a momentum between its bounds. */
    @FunctionalInterface
    interface Momentum {
        Schedule between(Momenta bounds);
    }

    /** A plan for the rates of all groups, and for what the optimizer has for momentum if the call says so. */
    static Plan cycle(Call call, IntFunction<Schedule> rates, Momentum momentum) {
        boolean cycles = Momenta.cycles(call);
        return plan(
                call,
                rates,
                cycles ? group -> momentum.between(Objects.requireNonNull(Momenta.of(call, group))) : null);
    }

    /** A plan for the rates of all groups, and for what the optimizer has for momentum. */
    static Plan plan(Call call, IntFunction<Schedule> rates, @Nullable IntFunction<Schedule> momenta) {
        List<Group> groups = call.groups();
        Plan plan = null;
        for (int i = 0; i < groups.size(); i++) {
            plan = with(plan, Hyperparameter.LEARNING_RATE, groups.get(i).name(), rates.apply(i));
        }
        for (int i = 0; momenta != null && i < groups.size(); i++) {
            plan = with(plan, call.momentum(), groups.get(i).name(), momenta.apply(i));
        }
        return Objects.requireNonNull(plan);
    }

    private static Plan with(@Nullable Plan plan, Hyperparameter hyperparameter, String group, Schedule schedule) {
        return plan == null ? Plan.of(hyperparameter, group, schedule) : plan.with(hyperparameter, group, schedule);
    }

    /** Refuses what goes from value to value for too long. */
    static void checkWork(Call call, double values) {
        if (values > MOST_VALUES) {
            throw call.error(call.entry().name() + " goes from value to value here, and may do so for at most "
                    + MOST_VALUES + " values of all schedulers and parameter groups together, got " + (long) values);
        }
    }
}
