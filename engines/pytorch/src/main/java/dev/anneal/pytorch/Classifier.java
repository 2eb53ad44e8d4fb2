package dev.anneal.pytorch;

import dev.anneal.lab.Dataset;
import dev.anneal.lab.LayeredClassifier;
import dev.anneal.lab.Perceptron;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/** A perceptron of tensors, which takes PyTorch's gradients and steps its weights itself. */
@SuppressWarnings("try") // scopes are there to be left
final class Classifier extends LayeredClassifier {

    private final List<Weight> weights = new ArrayList<>();

    /** An array of weights with its velocity. */
    private static final class Weight {
        private final Tensor value;
        private @Nullable Tensor velocity;

        Weight(long... shape) {
            value = torch.zeros(shape).requires_grad_(true);
        }

        /** Moves the weights, and clears the gradient. */
        void step(Settings settings) {
            Tensor gradient = value.grad();
            if (settings.decay() != 0) {
                gradient.add_(value, new Scalar(settings.decay()));
            }
            Tensor direction = gradient;
            if (settings.keepsVelocity()) {
                direction = velocity == null ? kept(torch.zeros_like(value)) : velocity;
                direction.mul_(new Scalar(settings.momentum())).add_(gradient);
                velocity = direction;
            }
            value.sub_(direction, new Scalar(settings.rate()));
            gradient.zero_();
        }

        /** What outlives the scope that it is made in. */
        private static Tensor kept(Tensor tensor) {
            tensor.retainReference();
            return tensor;
        }

        void become(float[] numbers, float[] moving) {
            value.copy_(Tensor.create(numbers, value.shape()));
            Tensor before = velocity;
            velocity = moving.length == 0 ? null : kept(Tensor.create(moving, value.shape()));
            if (before != null) {
                before.close();
            }
        }

        void close() {
            value.close();
            if (velocity != null) {
                velocity.close();
            }
        }
    }

    Classifier(Dataset.Split data, Perceptron perceptron) {
        super("pytorch", data, perceptron);
        for (Layer layer : layers()) {
            weights.add(new Weight(layer.inputs(), layer.outputs()));
            weights.add(new Weight(layer.outputs()));
        }
        begin();
    }

    @Override
    protected double update(Rows rows, List<Settings> settings) {
        try (PointerScope scope = new PointerScope()) {
            Tensor loss = torch.cross_entropy_loss(scores(rows), labels(rows));
            loss.backward();
            try (NoGradGuard unrecorded = new NoGradGuard()) {
                for (int i = 0; i < weights.size(); i++) {
                    weights.get(i).step(settings.get(i / 2));
                }
            }
            return loss.item_float();
        }
    }

    private Tensor scores(Rows rows) {
        Tensor values = Tensor.create(rows.features(), rows.size(), features());
        for (int i = 0; i < weights.size(); i += 2) {
            values = torch.addmm(weights.get(i + 1).value, values, weights.get(i).value);
            values = i + 2 < weights.size() ? torch.relu(values) : values;
        }
        return values;
    }

    private static Tensor labels(Rows rows) {
        return Tensor.create(Arrays.stream(rows.labels()).asLongStream().toArray(), rows.size());
    }

    @Override
    protected Judgement judge(Rows rows) {
        try (PointerScope scope = new PointerScope();
                NoGradGuard unrecorded = new NoGradGuard()) {
            Tensor scores = scores(rows);
            return new Judgement(torch.cross_entropy_loss(scores, labels(rows)).item_float(), numbers(scores));
        }
    }

    private static float[] numbers(Tensor tensor) {
        float[] numbers = new float[(int) tensor.numel()];
        tensor.contiguous().data_ptr_float().get(numbers);
        return numbers;
    }

    @Override
    protected Numbers weights() {
        try (PointerScope scope = new PointerScope()) {
            return new Numbers(
                    weights.stream().map(weight -> numbers(weight.value)).toList());
        }
    }

    @Override
    protected Numbers velocities() {
        try (PointerScope scope = new PointerScope()) {
            List<float[]> arrays = new ArrayList<>();
            for (Weight weight : weights) {
                arrays.add(weight.velocity == null ? new float[0] : numbers(weight.velocity));
            }
            return new Numbers(arrays);
        }
    }

    @Override
    protected void become(Numbers numbers, Numbers velocities) {
        try (PointerScope scope = new PointerScope();
                NoGradGuard unrecorded = new NoGradGuard()) {
            for (int i = 0; i < weights.size(); i++) {
                weights.get(i)
                        .become(numbers.arrays().get(i), velocities.arrays().get(i));
            }
        }
    }

    @Override
    public void close() {
        weights.forEach(Weight::close);
    }
}
