package dev.anneal.examples;

import static dev.anneal.Hyperparameter.LEARNING_RATE;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.core.Linear;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.loss.Loss;
import dev.anneal.Horizon;
import dev.anneal.Plan;
import dev.anneal.dialect.Dialects;
import dev.anneal.djl.ParameterGroups;
import dev.anneal.djl.ScheduledSgd;
import dev.anneal.training.OptimizerSink;
import dev.anneal.training.Scheduler;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;

/**
 * The tables that a tutorial on PyTorch's schedulers prints, to the letter. They are too long for comments, and stand in {@code
 * TutorialTables.txt} among the resources of the tests.
 */
public final class TutorialTables {

    static final List<String> LINES = List.of(
            "StepLR(optimizer, step_size=10, gamma=0.1)",
            "MultiStepLR(optimizer, milestones=[15, 25], gamma=0.1)",
            "ExponentialLR(optimizer, gamma=0.95)",
            "ReduceLROnPlateau(optimizer, 'min', factor=0.1, patience=10)",
            "CosineAnnealingLR(optimizer, T_max=50)");

    private TutorialTables() {}

    /**
     * Runs the program.
     *
     * @param args not used
     */
    public static void main(String[] args) {
        for (String line : LINES) {
            System.out.println(line);
            Plan plan = plan(line);
            if (plan.rules().isEmpty()) {
                train(plan);
            } else {
                mock(plan);
            }
        }
    }

    /** A unit of time is an epoch, which has one update. */
    static Plan plan(String line) {
        return Dialects.read(line, Horizon.parse("lr=0.1"));
    }

    private static void train(Plan plan) {
        Model model = Model.newInstance("linear", Device.cpu(), "PyTorch");
        model.setBlock(Linear.builder().setUnits(2).build());
        ScheduledSgd optimizer = ScheduledSgd.start(plan, ParameterGroups.of(model));
        try (model;
                Trainer trainer = model.newTrainer(new DefaultTrainingConfig(Loss.l2Loss()).optOptimizer(optimizer))) {
            trainer.initialize(new Shape(5, 10));
            for (int epoch = 0; epoch < 30; epoch++) {
                NDArray random = trainer.getManager().randomNormal(new Shape(5, 10));
                try (GradientCollector tape = trainer.newGradientCollector()) {
                    NDArray output = trainer.forward(new NDList(random)).singletonOrThrow();
                    tape.backward(output.sum());
                }
                trainer.step();
                print(epoch, optimizer.tracker().scheduler().applied(LEARNING_RATE, "0"));
            }
        }
    }

    private static void print(int epoch, double rate) {
        System.out.printf(Locale.ROOT, "Epoch %d, Current LR: %.2e%n", epoch + 1, new BigDecimal(rate));
    }

    static double loss(int epoch) {
        return 0.5 + 0.05 * Math.sin(epoch);
    }

    /** Losses by a formula take the place of a training. */
    private static void mock(Plan plan) {
        Scheduler scheduler = Scheduler.start(plan, OptimizerSink.pulling("all"));
        for (int epoch = 0; epoch < 30; epoch++) {
            double train = 1.0 / (0.1 * epoch + 1);
            double validation = loss(epoch);
            BigDecimal rate = new BigDecimal(scheduler.value(LEARNING_RATE, "all"));
            System.out.printf(
                    Locale.ROOT,
                    "Epoch %d, Train Loss: %.4f, Val Loss: %.4f, Current LR: %.2e%n",
                    epoch + 1,
                    train,
                    validation,
                    rate);
            scheduler.observe("val_loss", validation);
        }
    }
}
