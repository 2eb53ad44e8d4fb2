package dev.anneal.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Parameter;
import dev.anneal.Plan;
import dev.anneal.training.Checkpoint;
import dev.anneal.training.Resume;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ScheduledSgdTest {

    private static final Plan PLAN = Plan.parse("""
            lr = constant(0.5)
            momentum = linear(0.25, 0.75, 2)
            weight_decay = constant(0.25)""");

    private final Sums block = new Sums(List.of("body", "head"));
    private Model model;
    private Parameter parameter;

    @BeforeEach
    void build() {
        Natives.load();
        model = Model.newInstance("sums", Device.cpu(), "PyTorch");
        model.setBlock(block);
        block.initialize(model.getNDManager());
        parameter = block.parameters("body").get(1);
    }

    @AfterEach
    void close() {
        model.close();
    }

    private ScheduledSgd start(Plan plan) {
        return ScheduledSgd.start(plan, ParameterGroups.of(model));
    }

    /** Moves a weight by a gradient of 1, and returns what that has taken off. */
    private float step(ScheduledSgd sgd) {
        float before = parameter.getArray().getFloat();
        try (NDManager scratch = model.getNDManager().newSubManager()) {
            NDArray gradient = scratch.create(new float[] {1});
            sgd.update(parameter.getId(), parameter.getArray(), gradient);
            assertThat(gradient.getFloat()).isEqualTo(1);
        }
        return before - parameter.getArray().getFloat();
    }

    private static byte[] saved(ScheduledSgd sgd) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        sgd.save(out);
        return out.toByteArray();
    }

    private static void restore(ScheduledSgd sgd, byte[] bytes) throws IOException {
        sgd.restore(new ByteArrayInputStream(bytes));
    }

    @Test
    void weightDecayGoesThroughTheVelocity() {
        ScheduledSgd sgd = start(PLAN);
        // gradients 1, 1 - 0.125, 1 - 0.296875; velocities 1, 0.5 + 0.875, 0.75 * 1.375 + 0.703125
        assertThat(step(sgd)).isEqualTo(0.5f);
        assertThat(step(sgd)).isEqualTo(0.6875f);
        assertThat(step(sgd)).isEqualTo(0.8671875f);
    }

    @Test
    void trainingGoesOnWithItsVelocities() throws IOException {
        ScheduledSgd whole = start(PLAN);
        float[] expected = new float[6];
        for (int i = 0; i < 6; i++) {
            expected[i] = step(whole);
        }
        parameter.getArray().subi(parameter.getArray().stopGradient());

        ScheduledSgd first = start(PLAN);
        for (int i = 0; i < 3; i++) {
            assertThat(step(first)).isEqualTo(expected[i]);
        }
        Checkpoint checkpoint = first.tracker().scheduler().checkpoint();
        byte[] velocities = saved(first);
        ScheduledSgd second = ScheduledSgd.resume(PLAN, checkpoint, ParameterGroups.of(model), Resume.EXACT);
        restore(second, velocities);
        assertThat(saved(second)).isEqualTo(velocities);
        for (int i = 3; i < 6; i++) {
            assertThat(step(second)).isEqualTo(expected[i]);
        }
    }

    @Test
    void whatWasThereIsReplaced() throws IOException {
        ScheduledSgd sgd = start(PLAN);
        step(sgd);
        byte[] one = saved(sgd);
        step(sgd);
        restore(sgd, one);
        assertThat(saved(sgd)).isEqualTo(one);
    }

    @Test
    void damagedVelocitiesAreRefusedAndThoseThatAreThereStay() throws IOException {
        ScheduledSgd sgd = start(PLAN);
        step(sgd);
        byte[] good = saved(sgd);
        for (int length = 0; length < good.length; length++) {
            byte[] cut = Arrays.copyOf(good, length);
            assertThatIOException().isThrownBy(() -> restore(sgd, cut));
        }
        for (int i = 0; i < good.length; i++) {
            byte[] changed = good.clone();
            changed[i] ^= 1;
            assertThatIOException().as("byte %s", i).isThrownBy(() -> restore(sgd, changed));
        }
        assertThat(saved(sgd)).isEqualTo(good);
    }

    @Test
    void velocitiesOfAnotherModelAreRefused() throws IOException {
        ScheduledSgd sgd = start(PLAN);
        step(sgd);
        byte[] bytes = saved(sgd);
        try (Model other = Model.newInstance("other", Device.cpu(), "PyTorch")) {
            Sums sums = new Sums(List.of("trunk"));
            other.setBlock(sums);
            sums.initialize(other.getNDManager());
            ScheduledSgd stranger = ScheduledSgd.start(PLAN, ParameterGroups.of(other));
            assertThatIOException()
                    .isThrownBy(() -> restore(stranger, bytes))
                    .withMessage("velocity of body_1 must have a parameter in the model, which has [trunk_2, trunk_1],"
                            + " got 1");
        }
    }

    @Test
    void whatSgdDoesNotTakeIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> start(Plan.parse("lr = 0.1\nbeta1 = 0.9")))
                .withMessage("plan must set lr, momentum or weight_decay, got beta1");
    }

    @Test
    void updatesLeaveNoArraysBehind() {
        ScheduledSgd sgd = start(PLAN);
        step(sgd);
        int arrays = model.getNDManager().getManagedArrays().size();
        for (int i = 0; i < 20; i++) {
            step(sgd);
        }
        assertThat(model.getNDManager().getManagedArrays()).hasSize(arrays);
    }
}
