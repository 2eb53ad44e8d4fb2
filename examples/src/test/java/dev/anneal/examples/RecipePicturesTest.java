package dev.anneal.examples;

import static dev.anneal.Hyperparameter.LEARNING_RATE;
import static dev.anneal.Hyperparameter.MOMENTUM;
import static org.assertj.core.api.Assertions.assertThat;

import dev.anneal.Horizon;
import dev.anneal.Plan;
import dev.anneal.Schedule;
import dev.anneal.dialect.Dialects;
import dev.anneal.plot.Figure;
import dev.anneal.training.OptimizerSink;
import dev.anneal.training.Scheduler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The pictures of the recipes are what their programs' schedules draw. With {@code -Dpictures=write} they are written anew. */
class RecipePicturesTest {

    private static final Path IMAGES = Path.of("..", "docs", "images", "recipes");

    private static Map<String, Figure> figures() throws IOException {
        Map<String, Figure> figures = new LinkedHashMap<>();
        List<String> names = List.of("constant", "step", "step-warmup", "step-long-warmup", "cosine", "one-cycle");
        LoopByHand.policies(100_000, 0.001)
                .forEach((policy, plan) ->
                        figures.put(names.get(figures.size()), over(100_000, "iteration", policy, plan)));
        figures.put("epoch-simple", epochs("Simple decay").with("learning rate", EpochFunctions.SIMPLE));
        figures.put("epoch-cosine", epochs("Cosine decay").with("learning rate", EpochFunctions.COSINE));
        figures.put("epoch-exponential", epochs("Exponential decay").with("learning rate", EpochFunctions.EXPONENTIAL));
        figures.put("epoch-steepnesses", EpochFunctions.steepnesses());
        figures.put(
                "epoch-damped-cosine",
                epochs("Damped cosine decay")
                        .with("cosine decay", EpochFunctions.COSINE)
                        .with("damped cosine decay", EpochFunctions.DAMPED_COSINE));
        figures.put(
                "epoch-damped-exponential",
                epochs("Damped exponential decay").with("learning rate", EpochFunctions.DAMPED_EXPONENTIAL));
        figures.put("torch-factors", ten(0, 2, 3));
        figures.put("torch-falling", ten(1, 4).logarithmic());
        figures.put("torch-cosines", ten(5, 9));
        figures.put("torch-cyclic", over(30, "epoch", "CyclicLR", TenSchedulers.plan(TenSchedulers.LINES.get(7), 1)));
        figures.put(
                "torch-one-cycle", over(100, "epoch", "OneCycleLR", TenSchedulers.plan(TenSchedulers.LINES.get(8), 1)));
        figures.put("tutorial", tutorial());
        figures.put("tutorial-plateau", plateau());
        figures.put("halfway", halfway());
        return figures;
    }

    private static Figure epochs(String title) {
        return Figure.titled(title).labelled("epoch", "").over(0, 50);
    }

    private static Figure over(double length, String unit, String title, Plan plan) {
        Figure figure = Figure.titled(title).labelled(unit, "").over(0, length).with("lr", lr(plan));
        return plan.schedule(MOMENTUM, "")
                .map(momentum -> figure.withSecondAxis("momentum", momentum))
                .orElse(figure);
    }

    private static Schedule lr(Plan plan) {
        return plan.schedule(LEARNING_RATE, "").orElseThrow();
    }

    private static Figure ten(int... lines) {
        Figure figure =
                Figure.titled("Schedulers of PyTorch").labelled("epoch", "").over(0, 100);
        for (int line : lines) {
            TenSchedulers.Line one = TenSchedulers.LINES.get(line);
            figure = figure.with(one.scheduler().replaceFirst("\\(.*", ""), lr(TenSchedulers.plan(one, 1)));
        }
        return figure;
    }

    private static Figure tutorial() {
        Figure figure =
                Figure.titled("A tutorial's schedulers").labelled("epoch", "").over(0, 30);
        for (String line : TutorialTables.LINES) {
            Plan plan = TutorialTables.plan(line);
            if (plan.rules().isEmpty()) {
                figure = figure.with(line.replaceFirst("\\(.*", ""), lr(plan).staircase(1));
            }
        }
        return figure;
    }

    private static Figure plateau() {
        Scheduler scheduler =
                Scheduler.start(TutorialTables.plan(TutorialTables.LINES.get(3)), OptimizerSink.pulling("all"));
        double[] epochs = new double[30];
        double[] losses = new double[30];
        double[] corners = new double[60];
        double[] rates = new double[60];
        for (int i = 0; i < 30; i++) {
            epochs[i] = i;
            losses[i] = TutorialTables.loss(i);
            for (int end = 0; end < 2; end++) {
                corners[2 * i + end] = i + end;
                rates[2 * i + end] = scheduler.value(LEARNING_RATE, "all");
            }
            scheduler.observe("val_loss", losses[i]);
        }
        return Figure.titled("ReduceLROnPlateau")
                .labelled("epoch", "")
                .with("lr", corners, rates)
                .withSecondAxis("val_loss", epochs, losses);
    }

    /** What PyTorch used before it was left, and what is used after it. */
    private static Figure halfway() throws IOException {
        List<Halfway.Update> theirs = Halfway.recorded();
        Plan ours =
                Dialects.understand(Halfway.text("state.json"), Horizon.UNKNOWN).plan();
        double[][] updates = new double[2][101];
        double[][] rates = new double[2][101];
        for (int i = 0; i <= 100; i++) {
            updates[0][i] = i;
            rates[0][i] = theirs.get(i).lr();
            updates[1][i] = 100 + i;
            rates[1][i] = lr(ours).at(100 + i);
        }
        return Figure.titled("A run that is moved")
                .labelled("update", "")
                .over(0, 200)
                .with("lr in PyTorch", updates[0], rates[0])
                .with("lr here", updates[1], rates[1])
                .withSecondAxis("momentum", ours.schedule(MOMENTUM, "").orElseThrow());
    }

    static Stream<Arguments> named() throws IOException {
        return figures().entrySet().stream().map(figure -> Arguments.of(figure.getKey(), figure.getValue()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("named")
    void thePictureIsWhatTheCodeDraws(String name, Figure figure) throws IOException {
        String drawn = figure.miniature();
        Path file = IMAGES.resolve(name + ".svg");
        if ("write".equals(System.getProperty("pictures"))) {
            Files.createDirectories(IMAGES);
            Files.writeString(file, drawn);
        }
        assertThat(Files.readString(file)).isEqualTo(drawn);
    }

    @Test
    void everyPictureIsShown() throws IOException {
        String page = Files.readString(Path.of("..", "docs", "guide", "recipes.md"));
        try (Stream<Path> files = Files.list(IMAGES)) {
            assertThat(files.map(file -> file.getFileName().toString().replace(".svg", "")))
                    .containsExactlyInAnyOrderElementsOf(figures().keySet())
                    .allSatisfy(name -> assertThat(page).contains("images/recipes/" + name + ".svg"));
        }
    }
}
