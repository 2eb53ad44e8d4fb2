package dev.anneal.pytorch;

import static dev.anneal.Hyperparameter.MOMENTUM;
import static org.assertj.core.api.Assertions.assertThat;

import dev.anneal.Plan;
import dev.anneal.training.Checkpoint;
import dev.anneal.training.Resume;
import dev.anneal.training.Scheduler;
import java.io.IOException;
import java.nio.file.Path;
import org.bytedeco.pytorch.InputArchive;
import org.bytedeco.pytorch.Optimizer;
import org.bytedeco.pytorch.OptimizerParamGroup;
import org.bytedeco.pytorch.OutputArchive;
import org.bytedeco.pytorch.SGD;
import org.bytedeco.pytorch.SGDOptions;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the guide shows. */
class TrainingWithPytorchTest {

    private static final Plan PLAN = Plan.parse("""
            lr = linear(0, 0.1, 20).then(cosine(0.1, 0, 80))
            lr[head] = lr * 0.5
            momentum = 0.95 - lr
            """);

    @TempDir
    Path folder;

    private final Tensor body = weight();
    private final Tensor head = weight();

    private static Tensor weight() {
        Natives.load();
        return Tensor.create(new double[] {1, 2}).requires_grad_(true);
    }

    private Tensor loss() {
        return body.mul(body).sum().add(head.mul(head).sum());
    }

    private Optimizer optimizer() {
        Optimizer optimizer = new SGD(new TensorVector(body), new SGDOptions(0.1));
        optimizer.add_param_group(new OptimizerParamGroup(new TensorVector(head)));
        return optimizer;
    }

    @Test
    void anOptimizerIsToldItsValues() throws IOException {
        Path checkpoint = folder.resolve("checkpoint");
        String file = folder.resolve("optimizer.pt").toString();
        Optimizer optimizer = optimizer();

        Scheduler scheduler = Scheduler.start(PLAN, new ParamGroups(optimizer, "body", "head"));
        for (int step = 0; step < 46; step++) {
            optimizer.zero_grad();
            loss().backward();
            optimizer.step();
            scheduler.advance();
        }

        OutputArchive archive = new OutputArchive();
        optimizer.save(archive);
        archive.save_to(file);
        scheduler.checkpoint().write(checkpoint);

        resumes(file, checkpoint, scheduler.value(MOMENTUM, "head"));
    }

    private void resumes(String file, Path checkpoint, double momentum) throws IOException {
        Optimizer optimizer = optimizer();

        InputArchive archive = new InputArchive();
        archive.load_from(file);
        optimizer.load(archive);
        ParamGroups groups = new ParamGroups(optimizer, "body", "head");
        Scheduler scheduler = Scheduler.resume(PLAN, Checkpoint.read(checkpoint), groups, Resume.EXACT);

        assertThat(scheduler.step()).isEqualTo(46);
        assertThat(new SGDOptions(optimizer.param_groups().get(1).options())
                        .momentum()
                        .get())
                .isEqualTo(momentum);
    }
}
