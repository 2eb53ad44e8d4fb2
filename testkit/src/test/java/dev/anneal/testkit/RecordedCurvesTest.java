package dev.anneal.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.anneal.Plan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What frameworks really gave, held against the same schedule in the notation. All other recorded curves are held against
 * the schedulers of their dialects.
 */
class RecordedCurvesTest {

    private static final Path FOLDER = Path.of("..", "reference");

    /** Folders that the tests of dialects hold against the texts in the files. */
    private static final Set<String> READ_BY_DIALECTS = Set.of(
            "composer",
            "deepspeed",
            "djl",
            "dl4j",
            "fastai",
            "fvcore",
            "hf",
            "ignite",
            "keras",
            "megatron",
            "mmengine",
            "optax",
            "paddle",
            "smile",
            "sources",
            "tf1",
            "timm",
            "torch");

    /** Some recorded curves, and what they are in the notation. */
    private static final Map<String, String> IN_THE_NOTATION = Map.ofEntries(
            Map.entry("torch/cosine_annealing_warm_restarts.doubling.csv", "cosine(0.05, 0, 10).repeat(stretching(2))"),
            Map.entry("torch/cyclic_lr.triangular2.csv", """
                    scale = linear(0, 1, 20).then(linear(1, 0, 20)).repeat(scaling(0.5))
                    lr = scale * (0.02 - 1e-4) + 1e-4
                    momentum = 0.9 - 0.1 * scale
                    """),
            Map.entry("torch/cyclic_lr.exp_range.csv", """
                    scale = linear(0, 1, 50).then(linear(1, 0, 50)).repeat() * exponential(1, 0.994)
                    lr = scale * (0.006 - 0.001) + 0.001
                    momentum = 0.9 - 0.1 * scale
                    """),
            Map.entry("torch/one_cycle_lr.awkward_length.csv", """
                    # torch goes on along the wave for one step more
                    lr = cosine(0.1/25, 0.1, 0.3*997 - 1).then(cosine(0.1, 0.1/25/1e4, 0.7*997))
                         .then(cosine(0.1/25/1e4, 0.1, 0.7*997))
                    momentum = cosine(0.95, 0.85, 0.3*997 - 1).then(cosine(0.85, 0.95, 0.7*997))
                         .then(cosine(0.95, 0.85, 0.7*997))
                    """),
            Map.entry("torch/multi_step_lr.duplicates.csv", "multiStep(0.1, 0.5, 10, 10, 20, 20, 20)"),
            Map.entry("torch/reduce_lr_on_plateau.two_groups.csv", """
                    lr[0] = 0.1
                    lr[1] = 0.01
                    lr[0] *= plateau(patience=2, floor=1e-3, eps=1e-8)
                    lr[1] *= plateau(patience=2, floor=1e-5, eps=1e-8)
                    """),
            Map.entry("timm/plateau_lr_scheduler.warmup.csv", """
                    lr = linear(1e-3, 0.1, 5)
                    lr *= plateau(on="top1", mode="max", factor=0.5, patience=2, eps=1e-8, start=6)
                    """),
            Map.entry("optax/reduce_on_plateau.accumulation.csv", """
                    scale = 1
                    scale *= plateau(on="loss", factor=0.5, patience=1, mean=5)
                    """),
            Map.entry("hf/greedy_lr.smooth.csv", """
                    lr = 0.1
                    lr *= greedy(on="val_loss", factor=0.8, patience=2, window=5)
                    """),
            Map.entry("torch/linear_lr.warmup.csv", "linear(0.001, 0.1, 100)"),
            Map.entry("torch/polynomial_lr.segmentation.csv", "polynomial(0.01, 0, 300, 0.9)"),
            Map.entry("torch/step_lr.gamma.csv", "exponential(0.02, 0.5, 7).staircase(7)"),
            Map.entry(
                    "optax/warmup_cosine_decay_schedule.end_value.csv",
                    "linear(0, 1, 50).then(cosine(1, 0.01, 1000 - 50))"),
            Map.entry(
                    "optax/piecewise_interpolate_schedule.cosine.csv",
                    "interpolate({0: 0.1, 30: 1, 100: 0.001}, cosine)"),
            Map.entry(
                    "hf/get_inverse_sqrt_schedule.timescale.csv",
                    "linear(0, 0.1, 20).then(formula(t -> 0.1 / sqrt((t + 200) / 200)))"),
            Map.entry(
                    "hf/get_wsd_schedule.min_lr_ratio.csv",
                    "cosine(0.01, 0.1, 15).then(hold(0.1, 20)).then(ramp(0.1, 0.01, 30, oneMinusSqrt))"),
            Map.entry(
                    "keras/cosine_decay_restarts.all.csv",
                    "cosine(1, 0, 40).repeat(stretching(1.5).scaling(0.9)) * (0.1 * 0.99) + 0.1 * 0.01"));

    static Stream<String> files() {
        return IN_THE_NOTATION.keySet().stream().sorted();
    }

    @ParameterizedTest
    @MethodSource("files")
    void theNotationGivesWhatTheFrameworkGave(String file) throws IOException {
        Plan plan = Plan.parse(Objects.requireNonNull(IN_THE_NOTATION.get(file)));
        assertThat(CurveFile.read(FOLDER.resolve(file)).disagreement(plan)).isEmpty();
    }

    @Test
    void aFolderThatNoDialectReadsIsHeldAgainstHere() throws IOException {
        try (Stream<Path> all = Files.walk(FOLDER)) {
            assertThat(all.map(file -> FOLDER.relativize(file).toString().replace('\\', '/'))
                            .filter(file -> file.endsWith(".csv"))
                            .filter(file -> !READ_BY_DIALECTS.contains(file.substring(0, file.indexOf('/')))))
                    .allSatisfy(file -> assertThat(IN_THE_NOTATION).containsKey(file));
        }
    }
}
