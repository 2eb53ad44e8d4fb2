package dev.anneal.examples;

import static dev.anneal.Hyperparameter.LEARNING_RATE;
import static dev.anneal.Hyperparameter.MOMENTUM;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.nn.core.Linear;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.initializer.Initializer;
import ai.djl.training.loss.Loss;
import dev.anneal.Horizon;
import dev.anneal.Plan;
import dev.anneal.Schedule;
import dev.anneal.dialect.Dialects;
import dev.anneal.djl.ParameterGroups;
import dev.anneal.djl.ScheduledSgd;
import dev.anneal.training.Scheduler;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Ten schedulers of PyTorch, each by its line, each in a training loop. */
public final class TenSchedulers {

    /** A scheduler, and the optimizer that it is made for. */
    record Line(String optimizer, String scheduler) {}

    static final List<Line> LINES = List.of(
            new Line("lr=0.0001", "LambdaLR(optimizer=optimizer, lr_lambda=lambda epoch: 0.95 ** epoch)"),
            new Line("lr=0.0001", "MultiplicativeLR(optimizer=optimizer, lr_lambda=lambda epoch: 0.95 ** epoch)"),
            new Line("lr=0.0001", "StepLR(optimizer, step_size=10, gamma=0.5)"),
            new Line("lr=0.0001", "MultiStepLR(optimizer, milestones=[30,80], gamma=0.5)"),
            new Line("lr=0.0001", "ExponentialLR(optimizer, gamma=0.5)"),
            new Line("lr=0.0001", "CosineAnnealingLR(optimizer, T_max=50, eta_min=0)"),
            new Line("lr=0.1, momentum=0.9", "ReduceLROnPlateau(optimizer, 'min')"),
            new Line(
                    "lr=0.001, momentum=0.9",
                    "CyclicLR(optimizer, base_lr=0.00005, step_size_up=5, max_lr=0.0001, gamma=0.5, mode='exp_range')"),
            new Line("lr=0.0001, momentum=0.9", "OneCycleLR(optimizer, max_lr=0.01, total_steps=100)"),
            new Line("lr=0.0001", "CosineAnnealingWarmRestarts(optimizer, T_0=10, T_mult=1, eta_min=0.00001)"));

    private TenSchedulers() {}

    /** The plan of a line, whose scheduler is stepped at the end of each of 100 epochs. */
    static Plan plan(Line line, int stepsPerEpoch) {
        Horizon run = Horizon.parse("unit=epoch epochs=100 steps_per_epoch=" + stepsPerEpoch);
        Plan plan = Dialects.read("""
                optimizer = torch.optim.SGD(model.parameters(), %s)
                scheduler = optim.lr_scheduler.%s
                """.formatted(line.optimizer(), line.scheduler()), run);
        boolean fixed = line.optimizer().contains("momentum")
                && plan.schedule(MOMENTUM, "").isEmpty();
        return fixed ? plan.with(MOMENTUM, Schedule.constant(0.9)) : plan;
    }

    /**
     * Runs the program.
     *
     * @param args not used
     */
    public static void main(String[] args) {
        LINES.forEach(TenSchedulers::train);
        // LambdaLR: 1.0e-04 1.8e-05 3.4e-06 6.2e-07, val_loss 14.92
        // MultiplicativeLR: 1.0e-04 3.2e-17 5.6e-54 5.4e-115, val_loss 17.68
        // StepLR: 1.0e-04 1.3e-05 1.6e-06 2.0e-07, val_loss 14.91
        // MultiStepLR: 1.0e-04 5.0e-05 5.0e-05 2.5e-05, val_loss 9.30
        // ExponentialLR: 1.0e-04 1.2e-14 1.4e-24 1.6e-34, val_loss 18.44
        // CosineAnnealingLR: 1.0e-04 2.6e-05 2.3e-05 1.0e-04, val_loss 10.46
        // ReduceLROnPlateau: 1.0e-01 1.0e-02 1.0e-05 1.0e-08, val_loss 0.18
        // CyclicLR: 5.0e-05 5.0e-05 5.0e-05 5.0e-05, val_loss 0.16
        // OneCycleLR: 4.0e-04 9.9e-03 4.6e-03 4.0e-08, val_loss 0.18
        // CosineAnnealingWarmRestarts: 1.0e-04 8.1e-05 4.1e-05 1.2e-05, val_loss 9.36
    }

    private static void train(Line line) {
        Model model = Model.newInstance("line", Device.cpu(), "PyTorch");
        model.setBlock(Linear.builder().setUnits(1).build());
        ScheduledSgd optimizer = ScheduledSgd.start(plan(line, 4), ParameterGroups.of(model));
        DefaultTrainingConfig config = new DefaultTrainingConfig(Loss.l2Loss("half the squared error", 0.5f))
                .optInitializer(Initializer.ZEROS, Parameter.Type.WEIGHT)
                .optOptimizer(optimizer)
                .addTrainingListeners(optimizer.tracker());
        try (model;
                Trainer trainer = model.newTrainer(config)) {
            trainer.initialize(new Shape(32, 3));
            NDArray x = random(trainer, 3).mul(6);
            NDArray y = x.sum(new int[] {1}, true).add(random(trainer, 1));
            StringBuilder told = new StringBuilder(line.scheduler().replaceFirst("\\(.*", ":"));
            for (int epoch = 0; epoch < 100; epoch++) {
                Scheduler scheduler = optimizer.tracker().scheduler();
                if (epoch % 33 == 0) {
                    told.append(String.format(Locale.ROOT, " %.1e", scheduler.value(LEARNING_RATE, "0")));
                }
                for (int i = 0; i < 4; i++) {
                    update(trainer, rows(x, i), rows(y, i));
                }
                NDList predicted = trainer.evaluate(new NDList(rows(x, 4)));
                double loss = trainer.getLoss()
                        .evaluate(new NDList(rows(y, 4)), predicted)
                        .getFloat();
                optimizer.tracker().scheduler().observe("val_loss", loss);
                if (epoch == 99) {
                    System.out.println(told.append(String.format(Locale.ROOT, ", val_loss %.2f", loss)));
                }
            }
        }
    }

    private static void update(Trainer trainer, NDArray x, NDArray y) {
        try (GradientCollector tape = trainer.newGradientCollector()) {
            NDList predicted = trainer.forward(new NDList(x));
            tape.backward(trainer.getLoss().evaluate(new NDList(y), predicted));
        }
        trainer.step();
    }

    private static NDArray rows(NDArray of, int batch) {
        return of.get(new NDIndex("{}:{}", 32 * batch, 32 * batch + 32));
    }

    private static NDArray random(Trainer trainer, int columns) {
        double[] values = new Random(columns).doubles(160L * columns, -1, 1).toArray();
        float[] floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) values[i];
        }
        return trainer.getManager().create(floats, new Shape(160, columns));
    }
}
