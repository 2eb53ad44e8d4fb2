package dev.anneal.djl;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Parameter;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.LocalParameterServer;
import ai.djl.training.Trainer;
import dev.anneal.testkit.AdapterSetup;
import dev.anneal.testkit.AdapterSubject;
import dev.anneal.training.Scheduler;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Trains copies of {@link Sums} with the parameter server that serves several devices. A trainer refuses two devices that are
 * both the processor, so that the copies are handed to the server as the trainer would do it.
 */
final class SumsOnDevices implements AdapterSubject {

    private final Model model;
    private final AdapterSetup setup;
    private final PlanTracker tracker;
    private final LocalParameterServer server;
    private final Map<Parameter, List<NDArray>> copies = new LinkedHashMap<>();
    private final Sums block;

    SumsOnDevices(AdapterSetup setup, SumsInTraining.Optimizers optimizers) {
        Natives.load();
        this.setup = setup;
        model = Model.newInstance("sums", Device.cpu(), "PyTorch");
        block = new Sums(setup.groups());
        model.setBlock(block);
        block.initialize(model.getNDManager());
        SumsInTraining.Optimizing optimizing = optimizers.of(setup, SumsInTraining.groups(model, setup.groups()));
        tracker = optimizing.tracker();
        server = new LocalParameterServer(optimizing.optimizer());
        for (Parameter parameter : block.getParameters().values()) {
            List<NDArray> arrays = new ArrayList<>(List.of(parameter.getArray()));
            while (arrays.size() < setup.replicas()) {
                NDArray copy = parameter.getArray().duplicate();
                copy.setRequiresGradient(true);
                arrays.add(copy);
            }
            copies.put(parameter, arrays);
        }
        tellDevices();
    }

    /** A trainer that has more devices than it was given tells the tracker how many there are, as any trainer does. */
    private void tellDevices() {
        new Trainer(
                model,
                new DefaultTrainingConfig(new Sums.Line())
                        .optDevices(new Device[] {Device.cpu()})
                        .addTrainingListeners(tracker)) {
            @Override
            public Device[] getDevices() {
                Device[] devices = new Device[setup.replicas()];
                java.util.Arrays.fill(devices, Device.cpu());
                return devices;
            }
        }.getManager();
    }

    @Override
    public Scheduler scheduler() {
        return tracker.scheduler();
    }

    @Override
    public void update() {
        try (NDManager batch = model.getNDManager().newSubManager();
                GradientCollector collector = batch.getEngine().newGradientCollector()) {
            NDArray loss = batch.create(0f);
            for (Parameter parameter : trained()) {
                for (NDArray array : copies.get(parameter)) {
                    NDArray part = array.sum().div(setup.replicas());
                    part.attach(batch);
                    loss = loss.add(part);
                }
            }
            collector.backward(loss);
        }
        trained().forEach(parameter -> {
            List<NDArray> arrays = copies.get(parameter);
            NDArray[] gradients = arrays.stream().map(NDArray::getGradient).toArray(NDArray[]::new);
            server.update(parameter.getId(), gradients, arrays.toArray(NDArray[]::new));
            for (NDArray gradient : gradients) {
                gradient.close();
            }
        });
    }

    /** A trainer hands the others to no server. */
    private List<Parameter> trained() {
        return copies.keySet().stream().filter(Parameter::requiresGradient).toList();
    }

    @Override
    public void freeze(Set<String> groups) {
        block.getParameters()
                .forEach(named -> named.getValue()
                        .freeze(groups.stream().anyMatch(group -> named.getKey().startsWith(group))));
    }

    @Override
    public double[] weights(String group, int replica) {
        return block.parameters(group).stream()
                .flatMapToDouble(parameter -> {
                    float[] weights = copies.get(parameter).get(replica).toFloatArray();
                    return java.util.stream.IntStream.range(0, weights.length).mapToDouble(i -> weights[i]);
                })
                .toArray();
    }

    @Override
    public void close() {
        model.close();
    }
}
