package dev.anneal.dialect.torch;

import dev.anneal.Hyperparameter;
import dev.anneal.Plan;
import dev.anneal.Schedule;
import dev.anneal.dialect.Call;
import dev.anneal.dialect.Condition;
import dev.anneal.dialect.Entry;
import dev.anneal.dialect.Group;
import dev.anneal.dialect.torch.Replay.Run;
import dev.anneal.dialect.torch.Replay.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** {@code SequentialLR} and {@code ChainedScheduler}. */
final class Composites {

    private static final int MOST_STEPS = 1_000_000;

    private Composites() {}

    static List<Entry> entries() {
        return List.of(sequential(), chained());
    }

    private static Entry sequential() {
        return Entry.of("SequentialLR(optimizer, schedulers, milestones, last_epoch=-1)")
                .where("last_epoch", Condition.integer())
                .formerly("verbose")
                .formula("each scheduler from its milestone on, as if it started there from the base rate")
                .means(Composites::plan)
                .quirk("A scheduler is cut at the next milestone, whether it is done or not.")
                .quirk("MultiplicativeLR and SWALR go on from the rate that the scheduler before them left.")
                .quirk(
                        "A SequentialLR that comes first has its milestones one step early, and the schedulers of a"
                                + " ChainedScheduler that comes first are stepped once at construction; neither can come later.")
                .quirk("OneCycleLR and CyclicLR change what the others start from, wherever they stand.")
                .quirk("last_epoch only brings the milestones forward.")
                .quirk(
                        "Where schedulers act on what others left, torch is gone through step by step up to the end of the run,"
                                + " and the plan is a table.")
                .example(
                        "SequentialLR(optimizer, [LinearLR(optimizer, 0.1, total_iters=10), CosineAnnealingLR(optimizer, T_max=90)],"
                                + " milestones=[10])",
                        "lr=0.1 steps=100")
                .source(Torch.source("SequentialLR"));
    }

    private static Entry chained() {
        return Entry.of("ChainedScheduler(schedulers, optimizer=None)")
                .formula("the product of schedulers that multiply the rate")
                .means(Composites::plan)
                .quirk(
                        "LambdaLR, CosineAnnealingWarmRestarts, CyclicLR and OneCycleLR write the rate, whatever those before them"
                                + " made of it; those after them act on that, once and not again and again.")
                .quirk(
                        "CosineAnnealingLR multiplies only the distance to eta_min, and rises to the base rate after T_max, whatever"
                                + " others have done by then.")
                .quirk(
                        "A SequentialLR inside starts again from the base rate at its milestones, whatever others have done by then.")
                .quirk(
                        "Where schedulers act on what others left, torch is gone through step by step up to the end of the run,"
                                + " and the plan is a table.")
                .example(
                        "ChainedScheduler([LinearLR(optimizer, 0.1, total_iters=10), ExponentialLR(optimizer, gamma=0.95)])",
                        "lr=0.1 steps=60")
                .source(Torch.source("ChainedScheduler"));
    }

    private static Plan plan(Call call) {
        List<Group> groups = Tree.owner(call).groups();
        List<Tree> trees = new ArrayList<>();
        for (int i = 0; i < groups.size(); i++) {
            trees.add(Tree.of(call, i));
        }
        Call only = only(trees.get(0));
        if (only != null) {
            return only.plan();
        }
        checkIterated(call, trees);
        List<Forms.Driven> forms = new ArrayList<>();
        for (int i = 0; i < groups.size(); i++) {
            Forms.Driven form = form(call, trees.get(i), groups.get(i).rate());
            if (form == null) {
                return replayed(call, trees);
            }
            forms.add(form);
        }
        boolean momenta = forms.get(0).momentum() != null;
        return Torch.plan(
                Tree.owner(call),
                i -> forms.get(i).rate(),
                momenta ? i -> Objects.requireNonNull(forms.get(i).momentum()) : null);
    }

    private static Forms.@Nullable Driven form(Call call, Tree tree, double rate) {
        try {
            return Forms.of(tree, rate);
        } catch (ArithmeticException e) {
            throw call.error(
                    call.entry().name() + " must have a rate behind each milestone, but torch " + e.getMessage());
        }
    }

    /** Each MultiplicativeLR whose function is not constant is a table of its own. */
    private static void checkIterated(Call call, List<Tree> trees) {
        long iterated = trees.get(0).count(Rule.Kind.TABLE);
        if (iterated > 1) {
            Torch.checkWork(call, iterated * trees.size() * Math.ceil(call.ticks()));
        }
    }

    /** The one scheduler of a composite, which does what it does alone; null if there are more. */
    private static @Nullable Call only(Tree tree) {
        List<Tree> parts = tree instanceof Tree.Chained chain
                ? chain.flat()
                : tree instanceof Tree.Sequential all ? all.parts() : List.of();
        return parts.size() == 1 && parts.get(0) instanceof Tree.Alone alone ? alone.call() : null;
    }

    /** The plan that torch's own recursion makes. */
    static Plan replayed(Call call, List<Tree> trees) {
        double ticks = Math.ceil(call.ticks());
        if (ticks > MOST_STEPS) {
            throw call.error(
                    call.entry().name() + ": a run that is gone through step by step, because its schedulers act on"
                            + " what others left, may have " + MOST_STEPS + " steps, got " + (long) ticks);
        }
        Torch.checkWork(call, ticks * trees.size() * trees.get(0).size());
        Call owner = Tree.owner(call);
        List<Group> groups = owner.groups();
        List<Run> runs = new ArrayList<>();
        for (int i = 0; i < groups.size(); i++) {
            runs.add(run(call, trees.get(i), groups.get(i).rate(), (int) ticks));
        }
        call.note(call.entry().name()
                + ": its schedulers act on what others left, so this is a table of what torch does, up to" + " step "
                + (long) ticks);
        runs.stream().map(Run::stopped).filter(why -> !why.isEmpty()).distinct().forEach(call::note);
        Plan plan = Torch.plan(owner, i -> runs.get(i).rate(), null);
        for (int i = 0; i < runs.size(); i++) {
            Schedule momentum = runs.get(i).momentum();
            if (drivesMomentum(trees.get(i))) {
                Hyperparameter driven = owner.momentum();
                plan = plan.with(driven, groups.get(i).name(), momentum);
            }
        }
        return plan;
    }

    private static boolean drivesMomentum(Tree tree) {
        if (tree instanceof Tree.Alone alone) {
            return alone.rule().momentum() != null;
        }
        List<Tree> parts = tree instanceof Tree.Chained chain ? chain.parts() : ((Tree.Sequential) tree).parts();
        return parts.stream().anyMatch(Composites::drivesMomentum);
    }

    private static Run run(Call call, Tree tree, double rate, int steps) {
        Tree.Objects objects = Tree.Objects.of(tree);
        try {
            return Replay.of(objects.made(), objects.top(), new Settings(rate), steps);
        } catch (ArithmeticException e) {
            throw call.error(call.entry().name() + " must have a first rate, but torch " + e.getMessage() + " for it");
        } catch (UnsupportedOperationException e) {
            throw call.error(e.getMessage()
                    + " must be the first of its SequentialLR, because torch cannot start it at a milestone");
        }
    }
}
