package dev.anneal.dialect.ignite;

import dev.anneal.Hyperparameter;
import dev.anneal.Plan;
import dev.anneal.Schedule;
import dev.anneal.dialect.Call;
import dev.anneal.dialect.Dialect;
import dev.anneal.dialect.Entry;
import dev.anneal.dialect.Group;
import dev.anneal.dialect.Value;
import dev.anneal.dialect.torch.OnPlateau;
import dev.anneal.feedback.Plateau;
import java.util.ArrayList;
import java.util.List;

/** {@code ignite.handlers}. */
public final class Ignite implements Dialect {

    /** Made by the service loader. */
    public Ignite() {}

    @Override
    public String name() {
        return "ignite";
    }

    @Override
    public String title() {
        return "PyTorch Ignite";
    }

    @Override
    public List<String> remarks() {
        return List.of(
                "Read are all parameter schedulers and state schedulers of ignite.handlers, as Ignite 0.5.5 has them, also around schedulers of PyTorch.",
                "The text does not show which event a handler is attached to: it counts updates, and epochs with --unit epoch.");
    }

    @Override
    public List<String> prefixes() {
        return List.of(
                "ignite.handlers",
                "ignite.handlers.param_scheduler",
                "ignite.handlers.state_param_scheduler",
                "ignite.contrib.handlers",
                "ignite.contrib.handlers.param_scheduler");
    }

    @Override
    public List<String> wraps() {
        return List.of("torch");
    }

    @Override
    public List<Entry> entries() {
        List<Entry> entries = new ArrayList<>(Handlers.entries());
        entries.add(plateau());
        entries.addAll(States.entries());
        return List.copyOf(entries);
    }

    private static Entry plateau() {
        return OnPlateau.entry("ReduceLROnPlateauScheduler(optimizer, metric_name, trainer=None, save_history=False, "
                        + "param_group_index=None, *, mode='min', factor=0.1, patience=10, threshold=1e-4, "
                        + "threshold_mode='rel', cooldown=0, min_lr=0, eps=1e-8)")
                .formula("torch.optim.lr_scheduler.ReduceLROnPlateau on all groups, or on that of param_group_index")
                .means(Ignite::plan)
                .quirk("min_lr is put aside, except with param_group_index=0.")
                .example(
                        "ignite.ReduceLROnPlateauScheduler(optimizer, 'val_loss', factor=0.5, patience=3)",
                        "lr=0.1 steps=100")
                .source("ignite.handlers.param_scheduler, ignite 0.5.5");
    }

    private static Plan plan(Call call) {
        Plan plan = call.rates(Schedule::constant);
        Plateau rule = OnPlateau.rule(call, call.word("metric_name"));
        if (!call.has(Driver.INDEX)) {
            tellAside(call);
            return plan.with(Hyperparameter.LEARNING_RATE, "", rule);
        }
        List<Group> groups = call.groups();
        int index = Driver.index(call);
        Value floor = call.value("min_lr");
        if (call.isGiven("min_lr") && (floor.isList() || floor.isWrittenWhole())) {
            throw floor.refused("be a float, as 0.0");
        }
        boolean first = index == 0;
        if (!first) {
            tellAside(call);
        }
        Plateau own = first ? rule.changing(rule.change().floor(floor.number())) : rule;
        return plan.with(Hyperparameter.LEARNING_RATE, groups.get(index).name(), own);
    }

    private static void tellAside(Call call) {
        if (call.isGiven("min_lr")) {
            call.note("ReduceLROnPlateauScheduler: ignite puts min_lr aside here");
        }
    }
}
