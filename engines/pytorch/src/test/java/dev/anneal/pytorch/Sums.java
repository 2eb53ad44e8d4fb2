package dev.anneal.pytorch;

import dev.anneal.testkit.AdapterSetup;
import dev.anneal.testkit.AdapterSubject;
import dev.anneal.training.Scheduler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bytedeco.pytorch.InputArchive;
import org.bytedeco.pytorch.OptimizerParamGroup;
import org.bytedeco.pytorch.OutputArchive;
import org.bytedeco.pytorch.SGD;
import org.bytedeco.pytorch.SGDOptions;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;

/** Two tensors for each group, whose sum is the loss, trained by PyTorch's SGD. */
final class Sums implements AdapterSubject {

    private final Map<String, List<Tensor>> tensors = new LinkedHashMap<>();
    private final SGD optimizer;
    private final Scheduler scheduler;

    Sums(AdapterSetup setup) {
        Natives.load();
        SGD first = null;
        for (String group : setup.groups()) {
            List<Tensor> weights = List.of(weight(0.5f, -1), weight(1.5f));
            tensors.put(group, weights);
            TensorVector vector = new TensorVector(weights.toArray(new Tensor[0]));
            if (first == null) {
                first = new SGD(vector, new SGDOptions(7));
            } else {
                first.add_param_group(new OptimizerParamGroup(vector));
            }
        }
        optimizer = first;
        setup.state().ifPresent(this::load);
        scheduler = setup.scheduler(new ParamGroups(optimizer, setup.groups().toArray(new String[0])));
    }

    static Tensor weight(float... numbers) {
        return Tensor.create(numbers).requires_grad_(true);
    }

    @Override
    public Scheduler scheduler() {
        return scheduler;
    }

    @Override
    public void update() {
        update(1);
    }

    @Override
    public void update(int microBatches) {
        optimizer.zero_grad();
        for (int i = 0; i < microBatches; i++) {
            backward(1.0 / microBatches);
        }
        optimizer.step();
        scheduler.advance();
    }

    private void backward(double part) {
        Tensor loss = Tensor.create(0f);
        for (List<Tensor> weights : tensors.values()) {
            for (Tensor weight : weights) {
                loss = loss.add(weight.sum().mul(new Scalar(part)));
            }
        }
        if (loss.requires_grad()) {
            loss.sum().backward();
        }
    }

    @Override
    public void freeze(Set<String> groups) {
        tensors.forEach((name, weights) -> weights.forEach(weight -> weight.requires_grad_(!groups.contains(name))));
    }

    @Override
    public void skip() {
        optimizer.zero_grad();
        backward(1);
        scheduler.skip();
    }

    @Override
    public double[] weights(String group, int replica) {
        double[] all = new double[3];
        int next = 0;
        for (Tensor weight : tensors.get(group)) {
            float[] numbers = new float[(int) weight.numel()];
            weight.data_ptr_float().get(numbers);
            for (float number : numbers) {
                all[next++] = number;
            }
        }
        return all;
    }

    @Override
    public byte[] state() throws IOException {
        Path file = Files.createTempFile("optimizer", ".pt");
        try {
            OutputArchive archive = new OutputArchive();
            optimizer.save(archive);
            archive.save_to(file.toString());
            return Files.readAllBytes(file);
        } finally {
            Files.delete(file);
        }
    }

    private void load(byte[] state) {
        try {
            Path file = Files.createTempFile("optimizer", ".pt");
            try {
                Files.write(file, state);
                InputArchive archive = new InputArchive();
                archive.load_from(file.toString());
                optimizer.load(archive);
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
