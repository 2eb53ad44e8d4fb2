package dev.anneal.dialect.paddle;

import static dev.anneal.dialect.Condition.atLeast;
import static dev.anneal.dialect.Condition.integerAtLeast;

import dev.anneal.Schedule;
import dev.anneal.dialect.Call;
import dev.anneal.dialect.Entry;
import dev.anneal.dialect.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code LinearWarmup}, over a number or any other scheduler. */
final class Warmup {

    private static final List<String> GO_ON = List.of("LinearLR", "ReduceOnPlateau");

    private Warmup() {}

    static Entry entry() {
        return Paddle.entry("LinearWarmup(learning_rate, warmup_steps, start_lr, end_lr, last_epoch=-1, verbose=False)")
                .where("warmup_steps", integerAtLeast(1))
                .where("start_lr", atLeast(0))
                .formula(
                        "start_lr + (end_lr - start_lr) · t / warmup_steps for t < warmup_steps, then learning_rate, or what "
                                + "that scheduler gives for t - warmup_steps")
                .means(Paddle.plan(Warmup::warmedUp))
                .quirk("The scheduler inside begins when the warmup ends, and its own last_epoch does not count.")
                .quirk("end_lr and learning_rate are not compared: where they differ, the rate jumps.")
                .quirk(
                        "A ReduceOnPlateau inside is told the number of the step, and takes it for the metric: with mode='min' 0"
                                + " stays the best for ever, so that the rate falls all the time; the real metric is never seen.")
                .example(
                        "paddle.optimizer.lr.LinearWarmup(CosineAnnealingDecay(0.5, T_max=80), warmup_steps=20, start_lr=0.0,"
                                + " end_lr=0.5)",
                        "steps=100")
                .source(Paddle.source("LinearWarmup"));
    }

    private static Schedule warmedUp(Call call) {
        double start = call.number("start_lr");
        double end = call.number("end_lr");
        if (!(end > start)) {
            throw call.value("end_lr").refused("be > start_lr, which is " + Paddle.n(start));
        }
        double steps = call.number("warmup_steps");
        Value rate = call.value("learning_rate");
        String innermost = innermost(rate);
        if (call.number("last_epoch") >= steps && GO_ON.contains(innermost)) {
            throw call.value("last_epoch")
                    .refused("be < warmup_steps, because " + innermost + " goes from step to step and would miss some");
        }
        return Schedule.linear(start, end, steps).then(after(rate));
    }

    private static String innermost(Value rate) {
        return rate.isCall() ? innermost(rate.call()) : "";
    }

    private static String innermost(Call call) {
        String name = call.entry().name();
        return name.matches("LinearWarmup|linear_lr_warmup") ? innermost(call.value("learning_rate")) : name;
    }

    private static Schedule after(Value rate) {
        if (!rate.isCall()) {
            if (!rate.isNumber()) {
                throw rate.refused("be a number or a scheduler");
            }
            return Schedule.constant(rate.number());
        }
        Call call = rate.call();
        if (!call.dialect().name().equals("paddle")) {
            throw rate.refused("be a number or a scheduler of paddle");
        }
        if (call.entry().name().equals("ReduceOnPlateau")) {
            call.note(
                    "LinearWarmup tells ReduceOnPlateau the number of the step as its metric: what the run observes has no "
                            + "effect");
            return new Unobserved(call).schedule();
        }
        return fromStart(call).schedule();
    }

    /** The same scheduler as if nothing were said of its last epoch. */
    private static Call fromStart(Call call) {
        List<String> names =
                call.entry().parameters().stream().map(Entry.Parameter::name).toList();
        if (!names.contains("last_epoch") || !call.isGiven("last_epoch")) {
            return call;
        }
        // what Paddle refuses when it is made is refused
        call.plan();
        if (innermost(call).equals("ReduceOnPlateau") && call.number("last_epoch") + 1 >= call.number("warmup_steps")) {
            throw call.value("last_epoch")
                    .refused("be < warmup_steps - 1 here, because ReduceOnPlateau remembers what it has seen");
        }
        Map<String, Value> arguments = new LinkedHashMap<>();
        names.stream()
                .filter(name -> call.isGiven(name) && !name.equals("last_epoch"))
                .forEach(name -> arguments.put(name, call.value(name)));
        return call.forward(call.entry().name(), arguments);
    }
}
