package dev.anneal.djl;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.EasyTrain;
import ai.djl.training.Trainer;
import ai.djl.training.dataset.ArrayDataset;
import ai.djl.training.dataset.Batch;
import ai.djl.training.dataset.Dataset;
import ai.djl.training.listener.EvaluatorTrainingListener;
import ai.djl.training.optimizer.Optimizer;
import dev.anneal.testkit.AdapterSetup;
import dev.anneal.testkit.AdapterSubject;
import dev.anneal.training.Scheduler;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Trains {@link Sums} with DJL's trainer, on one device, with an optimizer and its tracker. */
final class SumsInTraining implements AdapterSubject {

    private final Model model;
    private final Sums block;
    private final PlanTracker tracker;
    private final Optimizer optimizer;
    private final Trainer trainer;

    /** An optimizer with the tracker of its plan. */
    record Optimizing(Optimizer optimizer, PlanTracker tracker) {}

    /** Makes an optimizer. */
    interface Optimizers {
        Optimizing of(AdapterSetup setup, ParameterGroups groups);
    }

    SumsInTraining(AdapterSetup setup, Optimizers optimizers) {
        Natives.load();
        model = Model.newInstance("sums", Device.cpu(), "PyTorch");
        block = new Sums(setup.groups());
        model.setBlock(block);
        Optimizing optimizing = optimizers.of(setup, groups(model, setup.groups()));
        tracker = optimizing.tracker();
        optimizer = optimizing.optimizer();
        trainer = model.newTrainer(new DefaultTrainingConfig(new Sums.Line())
                .optDevices(new Device[] {Device.cpu()})
                .optOptimizer(optimizing.optimizer())
                .addTrainingListeners(new EvaluatorTrainingListener(), tracker));
        trainer.initialize(new Shape(1, 1));
        setup.state().ifPresent(this::restore);
    }

    private void restore(byte[] state) {
        if (optimizer instanceof ScheduledSgd sgd) {
            try {
                sgd.restore(new ByteArrayInputStream(state));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Override
    public byte[] state() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        if (optimizer instanceof ScheduledSgd sgd) {
            sgd.save(out);
        }
        return out.toByteArray();
    }

    static ParameterGroups groups(Model model, List<String> names) {
        ParameterGroups groups = ParameterGroups.of(model);
        for (String name : names) {
            groups = groups.with(name, parameter -> parameter.startsWith(name));
        }
        return groups;
    }

    @Override
    public Scheduler scheduler() {
        return tracker.scheduler();
    }

    @Override
    public void update() throws Exception {
        update(1);
    }

    @Override
    public void update(int microBatches) throws Exception {
        for (int i = 0; i < microBatches; i++) {
            trainBatch(1f / microBatches);
        }
        trainer.step();
    }

    private void trainBatch(float part) throws Exception {
        for (Batch batch : trainer.iterateDataset(dataset(part, 0))) {
            EasyTrain.trainBatch(trainer, batch);
            batch.close();
        }
    }

    /** One row, for which the loss is a line of the sum. */
    private Dataset dataset(float factor, float addend) {
        return new ArrayDataset.Builder()
                .setData(trainer.getManager().ones(new Shape(1, 1)))
                .optLabels(trainer.getManager().create(new float[] {factor, addend}, new Shape(1, 2)))
                .setSampling(1, false)
                .build();
    }

    @Override
    public double[] weights(String group, int replica) {
        List<Double> weights = new ArrayList<>();
        for (Parameter parameter : block.parameters(group)) {
            for (float weight : parameter.getArray().toFloatArray()) {
                weights.add((double) weight);
            }
        }
        return weights.stream().mapToDouble(Double::doubleValue).toArray();
    }

    @Override
    public void freeze(Set<String> groups) {
        block.getParameters()
                .forEach(named -> named.getValue()
                        .freeze(groups.stream().anyMatch(group -> named.getKey().startsWith(group))));
    }

    @Override
    public void skip() throws Exception {
        trainBatch(1);
        for (Parameter parameter : block.getParameters().values()) {
            zeroGradient(parameter.getArray());
        }
        tracker.scheduler().skip();
    }

    private static void zeroGradient(NDArray weight) {
        try (NDArray gradient = weight.getGradient()) {
            gradient.subi(gradient.duplicate());
        }
    }

    @Override
    public void evaluate(double loss) throws Exception {
        EasyTrain.evaluateDataset(trainer, dataset(0, (float) loss));
        trainer.notifyListeners(listener -> listener.onEpoch(trainer));
    }

    @Override
    public void close() {
        trainer.close();
        model.close();
    }
}
