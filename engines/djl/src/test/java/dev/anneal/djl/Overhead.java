package dev.anneal.djl;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.ParameterTracker;
import ai.djl.training.tracker.Tracker;
import dev.anneal.Plan;
import dev.anneal.lab.Dataset;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a plan costs, against a small update: a perceptron 64-64-32-10 on the digits, 64 a batch, SGD without momentum. */
final class Overhead implements AutoCloseable {

    private static final Plan PLAN = Plan.parse("""
            lr = linear(0, 0.1, 100).then(cosine(0.1, 0, 1e6))
            lr[head] = lr * 0.5""");

    private static final int BATCH = 64;

    private final Linear head = Linear.builder().setUnits(10).build();
    private final Model model;

    Overhead() {
        Natives.load();
        model = Model.newInstance("digits", Device.cpu(), "PyTorch");
        model.setBlock(new SequentialBlock()
                .add(Linear.builder().setUnits(64).build())
                .add(Activation.reluBlock())
                .add(Linear.builder().setUnits(32).build())
                .add(Activation.reluBlock())
                .add(head));
    }

    @Override
    public void close() {
        model.close();
    }

    private PlanTracker tracker() {
        return PlanTracker.start(PLAN, ParameterGroups.of(model).with("head", head));
    }

    private Trainer trainer(ParameterTracker tracker) {
        Trainer trainer = model.newTrainer(new DefaultTrainingConfig(Loss.softmaxCrossEntropyLoss())
                .optDevices(new Device[] {Device.cpu()})
                .optOptimizer(Optimizer.sgd().setLearningRateTracker(tracker).build()));
        trainer.initialize(new Shape(BATCH, 64));
        return trainer;
    }

    /** Nanoseconds for each of some updates. */
    private static double updates(Trainer trainer, int count) {
        Dataset digits = Dataset.digits();
        float[] features = new float[BATCH * 64];
        float[] labels = new float[BATCH];
        for (int i = 0; i < BATCH; i++) {
            System.arraycopy(digits.features(i), 0, features, i * 64, 64);
            labels[i] = digits.label(i);
        }
        long start = System.nanoTime();
        for (int i = 0; i < count; i++) {
            try (NDManager batch = trainer.getManager().newSubManager()) {
                NDList input = new NDList(batch.create(features, new Shape(BATCH, 64)));
                NDList target = new NDList(batch.create(labels));
                try (GradientCollector collector = trainer.newGradientCollector()) {
                    collector.backward(trainer.getLoss().evaluate(target, trainer.forward(input)));
                }
                trainer.step();
            }
        }
        return (System.nanoTime() - start) / (double) count;
    }

    /** Nanoseconds for what one update asks of a tracker. */
    private double questions(ParameterTracker tracker, int count) {
        List<String> ids = model.getBlock().getParameters().values().stream()
                .map(Parameter::getId)
                .toList();
        float sum = 0;
        long start = System.nanoTime();
        for (int i = 1; i <= count; i++) {
            for (String id : ids) {
                sum += tracker.getNewValue(id, i);
            }
        }
        double time = (System.nanoTime() - start) / (double) count;
        if (!(sum > 0)) { // and so it is not optimized away
            throw new AssertionError("rates must be positive, got a sum of " + sum);
        }
        return time;
    }

    /** What is measured, in turns, so that other work on the machine meets all. */
    enum Measured {
        UPDATE_AT_A_CONSTANT_RATE,
        UPDATE_UNDER_A_PLAN,
        QUESTIONS_TO_A_CONSTANT,
        QUESTIONS_TO_A_PLAN
    }

    /** Nanoseconds per update, sorted, of each of the rounds. */
    Map<Measured, double[]> measure(int rounds) {
        Map<Measured, double[]> times = new EnumMap<>(Measured.class);
        for (Measured measured : Measured.values()) {
            times.put(measured, new double[rounds]);
        }
        PlanTracker plan = tracker();
        Tracker constant = Tracker.fixed(0.05f);
        try (Trainer fixed = trainer(Tracker.fixed(0.05f));
                Trainer planned = trainer(tracker())) {
            for (int round = 0; round < rounds; round++) {
                times.get(Measured.UPDATE_AT_A_CONSTANT_RATE)[round] = updates(fixed, 50);
                times.get(Measured.UPDATE_UNDER_A_PLAN)[round] = updates(planned, 50);
                times.get(Measured.QUESTIONS_TO_A_CONSTANT)[round] = questions(constant, 5_000);
                times.get(Measured.QUESTIONS_TO_A_PLAN)[round] = questions(plan, 5_000);
            }
        }
        times.values().forEach(Arrays::sort);
        return times;
    }

    /** Prints the least time and the median of each. */
    public static void main(String[] args) {
        try (Overhead overhead = new Overhead()) {
            overhead.measure(200)
                    .forEach((measured, times) -> System.out.printf(
                            Locale.ROOT,
                            "%-26s %9.0f ns, median %9.0f%n",
                            measured.name().toLowerCase(Locale.ROOT).replace('_', ' '),
                            times[0],
                            times[times.length / 2]));
        }
    }
}
