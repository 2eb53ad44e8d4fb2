package dev.anneal.dialect.torch;

import dev.anneal.Hyperparameter;
import dev.anneal.Schedule;
import dev.anneal.dialect.Call;
import dev.anneal.dialect.Group;
import dev.anneal.dialect.Value;
import dev.anneal.dialect.torch.Replay.Part;
import dev.anneal.dialect.torch.Rule.Kind;
import dev.anneal.dialect.torch.Rule.Model;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** A composite with all that it is made of, for one parameter group. */
sealed interface Tree {

    /** The call that makes it. */
    Call call();

    /** How many of its schedulers are of a kind. */
    long count(Kind kind);

    /** Whether the constructor of one of its schedulers changes what others start from. */
    default boolean overwrites() {
        return count(Kind.OVERWRITES) > 0;
    }

    /** One scheduler. */
    record Alone(Call call, Rule rule) implements Tree {
        @Override
        public long count(Kind kind) {
            return rule.kind() == kind ? 1 : 0;
        }
    }

    /** {@code ChainedScheduler}. */
    record Chained(Call call, List<Tree> parts) implements Tree {
        @Override
        public long count(Kind kind) {
            return parts.stream().mapToLong(part -> part.count(kind)).sum();
        }

        @Override
        public int size() {
            return 1 + parts.stream().mapToInt(Tree::size).sum();
        }

        /** The schedulers, those of chains inside included; a chain's constructor does nothing. */
        List<Tree> flat() {
            return parts.stream()
                    .flatMap(part -> part instanceof Chained chain ? chain.flat().stream() : Stream.of(part))
                    .toList();
        }
    }

    /** {@code SequentialLR}, which begins at an epoch. */
    record Sequential(Call call, List<Tree> parts, List<Double> marks, double begin) implements Tree {
        /** The milestones, as many as parts but the first. */
        double[] milestones() {
            return marks.stream().mapToDouble(Double::doubleValue).toArray();
        }

        @Override
        public long count(Kind kind) {
            return parts.stream().mapToLong(part -> part.count(kind)).sum();
        }

        @Override
        public int size() {
            return 1 + parts.stream().mapToInt(Tree::size).sum();
        }
    }

    /** How many schedulers are made for a group. */
    default int size() {
        return 1;
    }

    /** How many schedulers a composite may have. */
    int MOST_PARTS = 10_000;

    /** The tree of a call. */
    static Tree of(Call call, int group) {
        return of(call, group, new AtomicInteger());
    }

    private static Tree of(Call call, int group, AtomicInteger made) {
        if (made.incrementAndGet() > MOST_PARTS) {
            throw call.error("a composite may have at most " + MOST_PARTS + " schedulers");
        }
        if (!call.dialect().name().equals("torch")) {
            return new Alone(call, foreign(call, group));
        }
        return switch (call.entry().name()) {
            case "SequentialLR" -> sequential(call, group, made);
            case "ChainedScheduler" -> new Chained(call, parts(call, group, made));
            default -> new Alone(call, rule(call, group));
        };
    }

    /** The call that tells the optimizer: of a chain that is not told, its first scheduler. */
    static Call owner(Call call) {
        Call owner = call;
        while (owner.entry().name().equals("ChainedScheduler") && !owner.has("optimizer")) {
            List<Value> items = owner.value("schedulers").items();
            if (items.isEmpty()) {
                return owner;
            }
            owner = items.get(0).call();
        }
        return owner;
    }

    private static Rule rule(Call call, int group) {
        String name = call.entry().name();
        return switch (name) {
            case "LambdaLR" -> Lambdas.lambda(call, group);
            case "MultiplicativeLR" -> Lambdas.multiplicative(call, group);
            case "StepLR" -> Factors.step(call);
            case "MultiStepLR" -> Factors.multiStep(call);
            case "ConstantLR" -> Factors.constant(call);
            case "LinearLR" -> Factors.linear(call);
            case "ExponentialLR" -> Factors.exponential(call);
            case "PolynomialLR" -> Factors.polynomial(call);
            case "CosineAnnealingLR" -> Cosines.annealing(call);
            case "CosineAnnealingWarmRestarts" -> Cosines.restarts(call);
            case "SWALR" -> Cosines.swa(call, group);
            case "CyclicLR" -> Cycles.rule(call, group);
            case "OneCycleLR" -> OneCycle.rule(call, group);
            default -> throw new IllegalStateException("no rule for " + name);
        };
    }

    /** What is no scheduler of torch's own is one of its LambdaLR. */
    private static Rule foreign(Call call, int group) {
        Group settings = call.groups().get(group);
        Schedule schedule = call.plan()
                .schedule(Hyperparameter.LEARNING_RATE, settings.name())
                .orElseThrow(() -> call.error(call.entry().name() + " drives no rate of group " + settings.name()));
        double rate = settings.rate();
        return Rule.of(
                Kind.VALUE,
                base -> base == rate ? schedule : schedule.times(base / rate),
                Model.of((leaf, own) -> schedule.at(Math.max(0, leaf.epoch)) * (leaf.base / rate), null));
    }

    private static Tree sequential(Call call, int group, AtomicInteger made) {
        List<Tree> parts = parts(call, group, made);
        double[] milestones = call.numbers("milestones");
        if (milestones.length != parts.size() - 1) {
            throw call.value("milestones")
                    .refused("be one fewer than the " + parts.size() + " scheduler" + (parts.size() == 1 ? "" : "s"));
        }
        return new Sequential(call, parts, Arrays.stream(milestones).boxed().toList(), call.number("last_epoch") + 1);
    }

    private static List<Tree> parts(Call call, int group, AtomicInteger made) {
        List<Value> items = call.value("schedulers").items();
        if (items.isEmpty()) {
            throw call.value("schedulers").refused("have at least one scheduler");
        }
        List<Tree> parts = new ArrayList<>();
        for (Value item : items) {
            Call part = item.call();
            if (part.entry().name().equals("ReduceLROnPlateau")) {
                throw item.refused("be a scheduler that needs no metric");
            }
            if (!List.of("torch", "hf").contains(part.dialect().name())) {
                throw item.refused("be a scheduler of torch");
            }
            parts.add(of(part, group, made));
        }
        return parts;
    }

    /** A tree as torch's objects, and those in the order in which they are made. */
    record Objects(Part top, List<Part> made) {

        /** An object, and the line that makes it. */
        private record Made(Part part, int line) {}

        static Objects of(Tree tree) {
            List<Made> made = new ArrayList<>();
            Part top = make(tree, made);
            made.sort(Comparator.comparingInt(Made::line));
            return new Objects(top, made.stream().map(Made::part).toList());
        }

        private static Part make(Tree tree, List<Made> made) {
            Part part;
            if (tree instanceof Sequential all) {
                part = new Replay.Sequence(makeAll(all.parts(), made), all.milestones(), all.begin());
            } else if (tree instanceof Chained all) {
                part = new Replay.Chain(makeAll(all.parts(), made));
            } else {
                part = new Replay.Leaf(((Alone) tree).rule());
            }
            made.add(new Made(part, tree.call().line()));
            return part;
        }

        private static List<Part> makeAll(List<Tree> trees, List<Made> made) {
            List<Part> parts = new ArrayList<>();
            for (Tree tree : trees) {
                parts.add(make(tree, made));
            }
            return parts;
        }
    }
}
