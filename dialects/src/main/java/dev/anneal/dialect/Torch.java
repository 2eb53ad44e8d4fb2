package dev.anneal.dialect;

import static dev.anneal.dialect.Condition.nonZero;

import dev.anneal.Schedule;
import java.util.List;

/** {@code torch.optim.lr_scheduler}. */
public final class Torch implements Dialect {

    private static final String MODULE = "torch.optim.lr_scheduler, 2.15";

    /** Made by the service loader. */
    public Torch() {}

    @Override
    public String name() {
        return "torch";
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
        return List.of(
                "SGD(params, lr=0.001, momentum=0.0, dampening=0.0, weight_decay=0.0, nesterov=False, *, maximize=False, "
                        + "foreach=None, differentiable=False, fused=None)");
    }

    @Override
    public List<Entry> entries() {
        return List.of(Entry.of("StepLR(optimizer, step_size, gamma=0.1, last_epoch=-1)")
                .where("step_size", nonZero())
                .formerly("verbose")
                .formula("base · gamma^⌊t / step_size⌋")
                .means(call -> {
                    double size = call.number("step_size");
                    double gamma = call.number("gamma");
                    return call.rates(
                            base -> Schedule.exponential(base, gamma, size).staircase(size));
                })
                .quirk(
                        "A step_size that is no whole number acts only where a whole number of steps is a multiple of it.")
                .example("StepLR(optimizer, step_size=30, gamma=0.1)", "lr=0.1 steps=100")
                .source(MODULE));
    }
}
