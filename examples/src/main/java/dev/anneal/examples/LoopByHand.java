package dev.anneal.examples;

import static dev.anneal.Evolution.stretching;
import static dev.anneal.Hyperparameter.LEARNING_RATE;
import static dev.anneal.Hyperparameter.MOMENTUM;
import static dev.anneal.Schedule.constant;
import static dev.anneal.Schedule.cosine;
import static dev.anneal.Schedule.hold;
import static dev.anneal.Schedule.multiStep;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.dataset.ArrayDataset;
import ai.djl.training.dataset.Batch;
import ai.djl.training.loss.Loss;
import dev.anneal.Horizon;
import dev.anneal.Plan;
import dev.anneal.Schedule;
import dev.anneal.dialect.Dialects;
import dev.anneal.djl.ParameterGroups;
import dev.anneal.djl.ScheduledSgd;
import dev.anneal.lab.Dataset;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/** A loop written by hand, in which a Python program calls a scheduler object before each update. */
public final class LoopByHand {

    private LoopByHand() {}

    /** A schedule for each policy of that object, over n iterations. */
    static Map<String, Plan> policies(int n, double lr) {
        Schedule drops = multiStep(1, 0.1, 0.8 * n, 0.9 * n);
        Schedule rise = cosine(0, lr, 0.1 * n);
        double low = lr * 0.1 * 0.1;
        Schedule cosines = rise.then(hold(lr, 1)).then(cosine(lr, low, 2_500).repeat(stretching(2)));
        Schedule cycle = rise.then(hold(lr, 1)).then(cosine(lr, low, 0.9 * n));
        Schedule momentum = cosine(0.95, 0.85, 0.1 * n).then(hold(0.85, 1)).then(cosine(0.85, 0.95, 0.9 * n));

        Map<String, Plan> plans = new LinkedHashMap<>();
        plans.put("policy='constant'", Plan.of(constant(lr)));
        plans.put("policy='step', warm_up=0", Plan.of(drops.times(lr)));
        plans.put("policy='step', warm_up=0.1", Plan.of(rise.times(drops)));
        plans.put("policy='step', warm_up=0.5", Plan.of(cosine(0, lr, 0.5 * n).times(drops)));
        plans.put("policy='cosine'", Plan.of(cosines));
        plans.put("policy='onecycle'", Plan.of(cycle).with(MOMENTUM, momentum));
        return plans;
    }

    /**
     * Runs the program.
     *
     * @param args not used
     * @throws Exception if DJL throws it
     */
    public static void main(String[] args) throws Exception {
        Plan theirs = Dialects.read("""
                lr = 0.001
                iterations = 100000
                lr_scheduler = LRScheduler(iterations=iterations, lr=lr, policy='step', warm_up=0.1)
                for i in range(iterations):
                    lr_scheduler.update(optimizer, i)
                """, Horizon.UNKNOWN);
        Plan ours = Plan.of(cosine(0, 0.001, 10_000).times(multiStep(1, 0.1, 80_000, 90_000)));
        System.out.println(theirs); // lr = cosine(0, 0.001, 10000).times(multiStep(1, 0.1, 80000, 90000))
        System.out.println(theirs.equals(ours)); // true

        policies(100_000, 0.001).forEach((policy, plan) -> {
            String line = "LRScheduler(iterations=100000, lr=0.001, " + policy + ")";
            System.out.println(policy + " " + same(plan, Dialects.read(line, Horizon.UNKNOWN)));
        });
        // policy='constant' true
        // policy='step', warm_up=0 true
        // policy='step', warm_up=0.1 true
        // policy='step', warm_up=0.5 true
        // policy='cosine' true
        // policy='onecycle' true

        for (Map.Entry<String, Plan> policy : policies(12 * 23, 0.1).entrySet()) {
            train(policy.getKey(), policy.getValue());
        }
        // policy='constant': loss 0.27, the last rate 1.0e-01
        // policy='step', warm_up=0: loss 0.31, the last rate 1.0e-03
        // policy='step', warm_up=0.1: loss 0.33, the last rate 1.0e-03
        // policy='step', warm_up=0.5: loss 0.45, the last rate 1.0e-03
        // policy='cosine': loss 0.29, the last rate 9.8e-02
        // policy='onecycle': loss 0.08, the last rate 1.0e-03
    }

    /** At every iteration, bit for bit; after its run the object's one-cycle rises again. */
    private static boolean same(Plan ours, Plan theirs) {
        return ours.assignments().stream().allMatch(line -> {
            Schedule other = theirs.schedule(line.target().hyperparameter(), "").orElseThrow();
            return IntStream.range(0, 100_000).allMatch(i -> line.schedule().at(i) == other.at(i));
        });
    }

    private static void train(String policy, Plan plan) throws Exception {
        Engine.getEngine("PyTorch").setRandomSeed(1);
        Model model = Model.newInstance("digits", Device.cpu(), "PyTorch");
        Linear hidden = Linear.builder().setUnits(32).build();
        Linear output = Linear.builder().setUnits(10).build();
        model.setBlock(
                new SequentialBlock().add(hidden).add(Activation.reluBlock()).add(output));
        ScheduledSgd optimizer = ScheduledSgd.start(plan, ParameterGroups.of(model));
        try (model;
                Trainer trainer = model.newTrainer(
                        new DefaultTrainingConfig(Loss.softmaxCrossEntropyLoss()).optOptimizer(optimizer))) {
            trainer.initialize(new Shape(64, 64));
            ArrayDataset digits = digits(trainer);
            float loss = 0;
            for (int epoch = 0; epoch < 12; epoch++) {
                loss = epoch(trainer, digits);
            }
            double rate = optimizer.tracker().scheduler().applied(LEARNING_RATE, "0");
            System.out.printf(Locale.ROOT, "%s: loss %.2f, the last rate %.1e%n", policy, loss, rate);
        }
    }

    /** Trains, and gives the mean loss. */
    private static float epoch(Trainer trainer, ArrayDataset digits) throws Exception {
        float sum = 0;
        int updates = 0;
        for (Batch batch : trainer.iterateDataset(digits)) {
            try (batch;
                    GradientCollector tape = trainer.newGradientCollector()) {
                NDList predicted = trainer.forward(batch.getData());
                NDArray loss = trainer.getLoss().evaluate(batch.getLabels(), predicted);
                tape.backward(loss);
                sum += loss.getFloat();
            }
            trainer.step(); // with the rate of this iteration: nothing is called before it
            updates++;
        }
        return sum / updates;
    }

    private static ArrayDataset digits(Trainer trainer) {
        Dataset rows = Dataset.digits().split(1).training();
        float[][] features = new float[rows.size()][];
        float[] labels = new float[rows.size()];
        for (int i = 0; i < rows.size(); i++) {
            features[i] = rows.features(i);
            labels[i] = rows.label(i);
        }
        return new ArrayDataset.Builder()
                .setData(trainer.getManager().create(features))
                .optLabels(trainer.getManager().create(labels))
                .setSampling(64, false)
                .build();
    }
}
