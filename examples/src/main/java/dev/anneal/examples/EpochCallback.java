package dev.anneal.examples;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.core.Linear;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.EasyTrain;
import ai.djl.training.Trainer;
import ai.djl.training.dataset.ArrayDataset;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import dev.anneal.Plan;
import dev.anneal.Schedule;
import dev.anneal.djl.ParameterGroups;
import dev.anneal.djl.PlanTracker;
import dev.anneal.training.Event;
import java.util.Locale;

/** Training by an engine's own {@code fit}, with a rate for each epoch: what a callback does in Keras. */
public final class EpochCallback {

    private EpochCallback() {}

    /**
     * Runs the program.
     *
     * @param args not used
     * @throws Exception if DJL throws it
     */
    public static void main(String[] args) throws Exception {
        int stepsPerEpoch = 4;
        Schedule epochs = Schedule.parse("iterate(0.1, 50, (k, x) -> x if k < 10 else x * exp(-0.1))");
        Plan plan = Plan.of(epochs.staircase(1).stretched(stepsPerEpoch));

        Model model = Model.newInstance("line", Device.cpu(), "PyTorch");
        model.setBlock(Linear.builder().setUnits(1).build());
        PlanTracker lr = PlanTracker.start(plan, ParameterGroups.of(model), event -> {
            if (event instanceof Event.Applied update && update.step() % (10L * stepsPerEpoch) == 0) {
                System.out.printf(Locale.ROOT, "epoch %d: %.5f%n", update.step() / stepsPerEpoch, update.applied());
            }
        });
        // epoch 0: 0.10000
        // epoch 10: 0.09048
        // epoch 20: 0.03329
        // epoch 30: 0.01225
        // epoch 40: 0.00450
        DefaultTrainingConfig config = new DefaultTrainingConfig(Loss.l2Loss())
                .optOptimizer(Optimizer.sgd().setLearningRateTracker(lr).build())
                .addTrainingListeners(lr);
        try (model;
                Trainer trainer = model.newTrainer(config)) {
            trainer.initialize(new Shape(8, 1));
            EasyTrain.fit(trainer, 50, line(trainer.getManager()), null);
        }
    }

    private static ArrayDataset line(NDManager manager) {
        return new ArrayDataset.Builder()
                .setData(manager.arange(32f).div(32).reshape(32, 1))
                .optLabels(manager.arange(32f).div(16).reshape(32, 1))
                .setSampling(8, false)
                .build();
    }
}
