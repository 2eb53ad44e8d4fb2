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
import dev.anneal.lab.testkit.Stopwatch;
import java.util.List;

/** What a plan costs, against a small update: a perceptron 64-64-32-10 on the digits, 64 a batch, SGD without momentum. */
final class Overhead implements AutoCloseable {

    static final String CONSTANT = "update at a constant rate";
    static final String PLANNED = "questions to a plan";

    private static final Plan PLAN = Plan.parse("""
            lr = linear(0, 0.1, 100).then(cosine(0.1, 0, 1e6))
            lr[head] = lr * 0.5""");

    private static final int BATCH = 64;

    private final Linear head = Linear.builder().setUnits(10).build();
    private final Model model;
    private final Trainer fixed;
    private final Trainer planned;
    private final List<String> ids;
    private final float[] features = new float[BATCH * 64];
    private final float[] labels = new float[BATCH];
    private int asked;
    private float sum;

    Overhead() {
        Natives.load();
        model = Model.newInstance("digits", Device.cpu(), "PyTorch");
        model.setBlock(new SequentialBlock()
                .add(Linear.builder().setUnits(64).build())
                .add(Activation.reluBlock())
                .add(Linear.builder().setUnits(32).build())
                .add(Activation.reluBlock())
                .add(head));
        fixed = trainer(Tracker.fixed(0.05f));
        planned = trainer(tracker());
        ids = model.getBlock().getParameters().values().stream()
                .map(Parameter::getId)
                .toList();
        Dataset digits = Dataset.digits();
        for (int i = 0; i < BATCH; i++) {
            System.arraycopy(digits.features(i), 0, features, i * 64, 64);
            labels[i] = digits.label(i);
        }
    }

    @Override
    public void close() {
        fixed.close();
        planned.close();
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

    private void update(Trainer trainer) {
        try (NDManager batch = trainer.getManager().newSubManager()) {
            NDList input = new NDList(batch.create(features, new Shape(BATCH, 64)));
            NDList target = new NDList(batch.create(labels));
            try (GradientCollector collector = trainer.newGradientCollector()) {
                collector.backward(trainer.getLoss().evaluate(target, trainer.forward(input)));
            }
            trainer.step();
        }
    }

    /** What an update asks of a tracker. */
    private void ask(ParameterTracker tracker) {
        asked++;
        for (String id : ids) {
            sum += tracker.getNewValue(id, asked);
        }
    }

    /** What has been answered, so that nothing is optimized away. */
    float sum() {
        return sum;
    }

    Stopwatch stopwatch() {
        Tracker constant = Tracker.fixed(0.05f);
        PlanTracker plan = tracker();
        return new Stopwatch()
                .add(CONSTANT, 50, () -> update(fixed))
                .add("update under a plan", 50, () -> update(planned))
                .add("questions to a constant", 5_000, () -> ask(constant))
                .add(PLANNED, 5_000, () -> ask(plan));
    }

    /** Prints the least time and the median of each. */
    public static void main(String[] args) {
        try (Overhead overhead = new Overhead()) {
            System.out.print(overhead.stopwatch().table(200));
            System.out.println("sum of all rates " + overhead.sum());
        }
    }
}
