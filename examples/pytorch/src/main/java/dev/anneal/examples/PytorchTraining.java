package dev.anneal.examples;

import static dev.anneal.Hyperparameter.LEARNING_RATE;

import dev.anneal.Plan;
import dev.anneal.lab.Dataset;
import dev.anneal.pytorch.ParamGroups;
import dev.anneal.training.Checkpoint;
import dev.anneal.training.Resume;
import dev.anneal.training.Scheduler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.AdamW;
import org.bytedeco.pytorch.AdamWOptions;
import org.bytedeco.pytorch.InputArchive;
import org.bytedeco.pytorch.LinearImpl;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Optimizer;
import org.bytedeco.pytorch.OptimizerParamGroup;
import org.bytedeco.pytorch.OutputArchive;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Training with PyTorch by JavaCPP, in a loop of one's own. */
public final class PytorchTraining {

    private static final Plan PLAN = Plan.parse("""
            lr = linear(0, 0.004, 20).then(hold(0.004, 300)).then(cosine(0.004, 0, 140))
            lr[head] = lr * 0.5
            lr *= plateau(on="val_loss", factor=0.5, patience=3)
            weight_decay = 0.01
            """);

    private final Dataset.Split digits;
    private final Module model = new Module();
    private final LinearImpl body = model.register_module("body", new LinearImpl(64, 32));
    private final LinearImpl head = model.register_module("head", new LinearImpl(32, 10));
    private final Optimizer optimizer = new AdamW(body.parameters(), new AdamWOptions(0.004));

    private PytorchTraining(Dataset.Split digits) {
        this.digits = digits;
        optimizer.add_param_group(new OptimizerParamGroup(head.parameters()));
    }

    /**
     * Runs the program.
     *
     * @param args not used
     * @throws IOException if a file cannot be written or read
     */
    public static void main(String[] args) throws IOException {
        torch.manual_seed(1);
        Dataset.Split digits = Dataset.digits().split(1);
        Path file = Files.createTempFile("digits", ".pt");
        Path checkpoint = Files.createTempFile("digits", ".checkpoint");
        new PytorchTraining(digits).train(file, checkpoint);
        new PytorchTraining(digits).resume(file, checkpoint);
        Files.delete(file);
        Files.delete(checkpoint);
    }

    private void train(Path file, Path checkpoint) throws IOException {
        Scheduler scheduler = Scheduler.start(PLAN, new ParamGroups(optimizer, "body", "head"));
        fit(scheduler, 2);
        System.out.println(scheduler.step()); // 46
        System.out.println(optimizer.param_groups().get(1).options().get_lr()); // 0.002

        OutputArchive archive = new OutputArchive();
        OutputArchive network = new OutputArchive();
        model.save(network);
        archive.write("model", network);
        OutputArchive gathered = new OutputArchive();
        optimizer.save(gathered);
        archive.write("optimizer", gathered);
        archive.save_to(file.toString());
        scheduler.checkpoint().write(checkpoint);
    }

    private void resume(Path file, Path checkpoint) throws IOException {
        InputArchive archive = new InputArchive();
        archive.load_from(file.toString());
        InputArchive network = new InputArchive();
        archive.read("model", network);
        model.load(network);
        InputArchive gathered = new InputArchive();
        archive.read("optimizer", gathered);
        optimizer.load(gathered);
        ParamGroups groups = new ParamGroups(optimizer, "body", "head");
        Scheduler scheduler = Scheduler.resume(PLAN, Checkpoint.read(checkpoint), groups, Resume.EXACT);
        System.out.println(scheduler.value(LEARNING_RATE, "head")); // 0.002

        fit(scheduler, 6);
        System.out.println(scheduler.step()); // 184
        System.out.println(accuracy() > 0.9); // true
    }

    @SuppressWarnings("try") // scopes are there to be left
    private void fit(Scheduler scheduler, int epochs) {
        Dataset training = digits.training();
        for (int epoch = 0; epoch < epochs; epoch++) {
            for (int from = 0; from < training.size(); from += 64) {
                int to = Math.min(from + 64, training.size());
                try (PointerScope scope = new PointerScope()) {
                    optimizer.zero_grad();
                    torch.cross_entropy_loss(scores(training, from, to), labels(training, from, to))
                            .backward();
                    optimizer.step();
                    scheduler.advance();
                }
            }
            scheduler.observe("val_loss", validate());
        }
    }

    @SuppressWarnings("try")
    private double validate() {
        Dataset validation = digits.validation();
        int size = validation.size();
        try (PointerScope scope = new PointerScope();
                NoGradGuard unrecorded = new NoGradGuard()) {
            return torch.cross_entropy_loss(scores(validation, 0, size), labels(validation, 0, size))
                    .item_double();
        }
    }

    @SuppressWarnings("try")
    private double accuracy() {
        Dataset validation = digits.validation();
        int size = validation.size();
        try (PointerScope scope = new PointerScope();
                NoGradGuard unrecorded = new NoGradGuard()) {
            Tensor right = scores(validation, 0, size)
                    .argmax(new LongOptional(1), false)
                    .eq(labels(validation, 0, size));
            return right.sum().item_double() / size;
        }
    }

    private Tensor scores(Dataset rows, int from, int to) {
        float[] features = new float[(to - from) * rows.featureCount()];
        for (int i = from; i < to; i++) {
            System.arraycopy(rows.features(i), 0, features, (i - from) * rows.featureCount(), rows.featureCount());
        }
        Tensor values = Tensor.create(features, to - from, rows.featureCount());
        return head.forward(torch.relu(body.forward(values)));
    }

    private static Tensor labels(Dataset rows, int from, int to) {
        long[] labels = new long[to - from];
        for (int i = from; i < to; i++) {
            labels[i - from] = rows.label(i);
        }
        return Tensor.create(labels);
    }
}
