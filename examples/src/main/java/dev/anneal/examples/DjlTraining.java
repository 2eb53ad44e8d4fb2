package dev.anneal.examples;

import static dev.anneal.Hyperparameter.LEARNING_RATE;
import static dev.anneal.Hyperparameter.MOMENTUM;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.EasyTrain;
import ai.djl.training.Trainer;
import ai.djl.training.TrainingConfig;
import ai.djl.training.dataset.ArrayDataset;
import ai.djl.training.dataset.Dataset;
import ai.djl.training.listener.EvaluatorTrainingListener;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import dev.anneal.Plan;
import dev.anneal.djl.ParameterGroups;
import dev.anneal.djl.PlanTracker;
import dev.anneal.djl.ScheduledSgd;
import dev.anneal.lab.Dataset.Split;
import dev.anneal.training.Checkpoint;
import dev.anneal.training.Resume;
import java.nio.file.Files;
import java.nio.file.Path;

/** Training with the Deep Java Library, by its own trainer and optimizers. */
public final class DjlTraining {

    private static final Plan PLAN = Plan.parse("""
            lr = linear(0, 0.004, 20).then(hold(0.004, 300)).then(cosine(0.004, 0, 140))
            lr[head] = lr * 0.5
            lr *= plateau(on="val_loss", factor=0.5, patience=3)
            """);

    private DjlTraining() {}

    /**
     * Runs the program.
     *
     * @param args not used
     * @throws Exception if DJL throws it
     */
    public static void main(String[] args) throws Exception {
        Split digits = dev.anneal.lab.Dataset.digits().split(1);
        Path file = Files.createTempFile("digits", ".checkpoint");
        train(digits, file);
        resume(file);
        Files.delete(file);
        withMomentum(digits);
    }

    private static void train(Split digits, Path file) throws Exception {
        Linear head = Linear.builder().setUnits(10).build();
        Model model = model(head);
        Dataset training = rows(model, digits.training());
        Dataset validation = rows(model, digits.validation());

        PlanTracker lr = PlanTracker.start(PLAN, ParameterGroups.of(model).with("head", head));
        TrainingConfig config = new DefaultTrainingConfig(Loss.softmaxCrossEntropyLoss())
                .optOptimizer(Optimizer.adam().optLearningRateTracker(lr).build())
                .addTrainingListeners(new EvaluatorTrainingListener(), lr);
        try (Trainer trainer = model.newTrainer(config)) {
            trainer.initialize(new Shape(64, 64));
            EasyTrain.fit(trainer, 2, training, validation);
        }
        System.out.println(lr.scheduler().step()); // 46
        System.out.println(lr.scheduler().value(LEARNING_RATE, "rest")); // 0.004
        lr.scheduler().checkpoint().write(file);
        model.close();
    }

    private static void resume(Path file) throws Exception {
        Linear head = Linear.builder().setUnits(10).build();
        Model model = model(head);
        ParameterGroups groups = ParameterGroups.of(model).with("head", head);

        PlanTracker lr = PlanTracker.resume(PLAN, Checkpoint.read(file), groups, Resume.EXACT);
        System.out.println(lr.scheduler().step()); // 46
        System.out.println(lr.scheduler().value(LEARNING_RATE, "head")); // 0.002
        model.close();
    }

    private static void withMomentum(Split digits) throws Exception {
        Model model = model(Linear.builder().setUnits(10).build());
        Dataset training = rows(model, digits.training());

        Plan plan = Plan.parse("lr = linear(0.02, 0.1, 20)\nmomentum = 0.95 - lr\nweight_decay = 1e-4");
        ScheduledSgd sgd = ScheduledSgd.start(plan, ParameterGroups.of(model));
        TrainingConfig config = new DefaultTrainingConfig(Loss.softmaxCrossEntropyLoss())
                .optOptimizer(sgd)
                .addTrainingListeners(sgd.tracker());
        try (Trainer trainer = model.newTrainer(config)) {
            trainer.initialize(new Shape(64, 64));
            EasyTrain.fit(trainer, 1, training, null);
        }
        System.out.println(sgd.tracker().scheduler().value(MOMENTUM, "0")); // 0.85
        model.close();
    }

    private static Model model(Linear head) {
        Model model = Model.newInstance("digits", Device.cpu(), "PyTorch");
        Linear hidden = Linear.builder().setUnits(32).build();
        model.setBlock(
                new SequentialBlock().add(hidden).add(Activation.reluBlock()).add(head));
        return model;
    }

    /** Rows for DJL. */
    private static Dataset rows(Model model, dev.anneal.lab.Dataset digits) {
        float[] features = new float[digits.size() * digits.featureCount()];
        float[] labels = new float[digits.size()];
        for (int i = 0; i < digits.size(); i++) {
            System.arraycopy(digits.features(i), 0, features, i * digits.featureCount(), digits.featureCount());
            labels[i] = digits.label(i);
        }
        NDManager manager = model.getNDManager();
        return new ArrayDataset.Builder()
                .setData(manager.create(features, new Shape(digits.size(), digits.featureCount())))
                .optLabels(manager.create(labels))
                .setSampling(64, false)
                .build();
    }
}
