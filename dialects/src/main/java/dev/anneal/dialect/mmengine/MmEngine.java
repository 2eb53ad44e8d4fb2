package dev.anneal.dialect.mmengine;

import static dev.anneal.dialect.Condition.only;
import static dev.anneal.dialect.mmengine.Kind.NUMBER;

import dev.anneal.dialect.Call;
import dev.anneal.dialect.Clock;
import dev.anneal.dialect.Dialect;
import dev.anneal.dialect.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** {@code mmengine.optim.scheduler}, and the lists of such schedulers in configuration files. */
public final class MmEngine implements Dialect {

    static final String BUILDER = ".build_iter_from_epoch";

    /** Made by the service loader. */
    public MmEngine() {}

    @Override
    public String name() {
        return "mmengine";
    }

    @Override
    public String title() {
        return "MMEngine";
    }

    @Override
    public List<String> remarks() {
        return List.of(
                "Read are all schedulers of mmengine.optim, as MMEngine 0.10.7 has them, and configurations: param_scheduler with the optimizer, the loop and auto_scale_lr beside it, in Python, JSON or YAML.",
                "What a configuration inherits from its base is not read: paste it too. What a custom hook changes is not followed.");
    }

    @Override
    public List<String> prefixes() {
        return List.of(
                "mmengine.optim",
                "mmengine.optim.scheduler",
                "mmengine.optim.scheduler.lr_scheduler",
                "mmengine.optim.scheduler.momentum_scheduler",
                "mmengine.optim.scheduler.param_scheduler");
    }

    @Override
    public List<String> wraps() {
        return List.of("torch");
    }

    @Override
    public List<dev.anneal.dialect.Config> configs() {
        return Files.all();
    }

    @Override
    public List<Entry> entries() {
        List<Entry> entries = new ArrayList<>();
        for (String suffix : Kind.SUFFIXES) {
            for (Kind kind : Kind.values()) {
                if (kind != Kind.ONE_CYCLE || !suffix.equals("Momentum")) {
                    entries.add(scheduler(kind, suffix));
                    entries.add(builder(kind, suffix));
                }
            }
        }
        entries.addAll(Plateaus.entries());
        entries.addAll(Lists.entries());
        return List.copyOf(entries);
    }

    /** The types that a dictionary may name. */
    static Set<String> names() {
        Set<String> names = new TreeSet<>();
        for (String suffix : Kind.SUFFIXES) {
            for (Kind kind : Kind.values()) {
                names.add(kind.stem() + suffix);
            }
            names.add("ReduceOnPlateau" + suffix);
        }
        names.remove(Kind.ONE_CYCLE.stem() + "Momentum");
        return names;
    }

    /** An entry with the times that all have. */
    static Entry.Draft entry(String signature) {
        return Entry.of(signature)
                .where("begin", NUMBER)
                .where("end", NUMBER)
                .where("last_step", only(-1, "a run that was stopped is resumed from a checkpoint"));
    }

    private static Entry scheduler(Kind kind, String suffix) {
        String name = kind.stem() + suffix;
        boolean any = suffix.equals("ParamScheduler");
        String signature = name + "(optimizer, " + (any ? "param_name, " : "") + kind.parameters() + ")";
        String value = suffix.equals("LR") ? "rate" : suffix.equals("Momentum") ? "momentum" : "value";
        Entry.Draft draft = kind.checked(entry(signature))
                .clock(call -> call.flag("by_epoch") ? Clock.EPOCH : Clock.STEP)
                .formula(kind.formula(value) + "; k counts the steps from begin on, as long as they are before end")
                .means(Plans::alone);
        Texts.quirks(kind).forEach(draft::quirk);
        String parameter = any ? kind == Kind.ONE_CYCLE ? "'lr', " : "'weight_decay', " : "";
        String run = suffix.equals("Momentum")
                ? "momentum=0.9 epochs=60"
                : any ? "lr=0.1 weight_decay=0.05 epochs=60" : "lr=0.1 epochs=60";
        return draft.example("mmengine." + name + "(optimizer, " + parameter + Texts.arguments(kind) + ")", run)
                .source(source(suffix));
    }

    private static Entry builder(Kind kind, String suffix) {
        String name = kind.stem() + suffix;
        boolean any = suffix.equals("ParamScheduler");
        String parameter = any ? kind == Kind.ONE_CYCLE ? "'lr', " : "'weight_decay', " : "";
        String run = suffix.equals("Momentum")
                ? "momentum=0.9 epochs=60 steps_per_epoch=20"
                : "lr=0.1 weight_decay=0.05 epochs=60 steps_per_epoch=20";
        return kind.checked(entry(name + BUILDER + "(optimizer, " + (any ? "param_name, " : "") + "*, "
                        + kind.parameters() + ", epoch_length=None)"))
                .clock(Clock.STEP)
                .formula(name + ", all times in iterations: epoch_length times as many as epochs")
                .means(Plans::alone)
                .quirk("begin and end are rounded down to whole iterations; an end of 10^9 stays.")
                .example(
                        "mmengine." + name + BUILDER + "(optimizer, " + parameter
                                + (kind == Kind.EXPONENTIAL ? "gamma=0.998" : Texts.arguments(kind))
                                + ", epoch_length=20)",
                        run)
                .source(source(suffix));
    }

    private static String source(String suffix) {
        String file = suffix.equals("LR")
                ? "lr_scheduler"
                : suffix.equals("Momentum") ? "momentum_scheduler" : "param_scheduler";
        return "mmengine.optim.scheduler." + file + ", mmengine 0.10.7";
    }

    /** Whether a call is of a scheduler, and not of a list of them. */
    static boolean isScheduler(Call call) {
        return call.dialect().name().equals("mmengine")
                && names().contains(call.entry().name().replace(BUILDER, ""));
    }
}
