package dev.anneal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.anneal.Hyperparameter;
import dev.anneal.Plan;
import dev.anneal.Schedule;
import java.awt.image.BufferedImage;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Trains with the real engine. */
class TrainCommandTest {

    private static final int STEPS_PER_EPOCH = 23;

    @TempDir
    private Path folder = Path.of("");

    private Outcome train(String name, String... more) {
        Stream<String> arguments =
                Stream.of("train", "--out", folder.resolve(name).toString());
        return Outcome.of(Stream.concat(arguments, Stream.of(more)).toArray(String[]::new));
    }

    private List<String> lines(String run, String file) throws IOException {
        return Files.readAllLines(folder.resolve(run).resolve(file));
    }

    @Test
    void severalRatesAreThoseOfTheLayers() throws IOException {
        assertThat(train("run", "StepLR(optimizer, 9)", "--lr", "0.1,0.05,0.02", "--steps", "3")
                        .code())
                .isZero();
        assertThat(lines("run", "metrics.csv").get(0))
                .isEqualTo("step,epoch,lr[layer1],lr[layer2],lr[output],momentum,loss");
        assertThat(train("other", "StepLR(optimizer, 9)", "--lr", "0.1,0.05", "--steps", "3")
                        .wrong())
                .startsWith("StepLR: lr must be one number, or one for each of 3 parameter groups, got 2");
    }

    @Test
    void aRunLeavesItsPlanItsNumbersAPageAndAPicture() throws IOException {
        Outcome outcome = train("run", "--epochs", "3");
        assertThat(outcome.code()).isZero();
        assertThat(outcome.out())
                .startsWith("completed 69 updates; accuracy ")
                .contains("report: " + folder.resolve("run").resolve("report.html"));
        assertThat(outcome.err().lines()).hasSize(3).first().asString().startsWith("step 23/69  epoch 1  lr ");

        assertThat(lines("run", "plan.txt"))
                .containsExactly("lr = linear(0, 0.1, 6).then(cosine(0.1, 0, 63))", "momentum = constant(0.9)");
        List<String> metrics = lines("run", "metrics.csv");
        assertThat(metrics).hasSize(1 + 3 * STEPS_PER_EPOCH).startsWith("step,epoch,lr,momentum,loss");
        assertThat(lines("run", "evaluations.csv")).hasSize(4).startsWith("step,epoch,loss,accuracy");
        assertThat(Files.readString(folder.resolve("run/report.html")))
                .contains("Learning rate", "Validation accuracy", "linear(0, 0.1, 6)", "rises from 0 to 0.1");
        BufferedImage picture = ImageIO.read(folder.resolve("run/report.png").toFile());
        assertThat(colours(picture)).hasSizeGreaterThan(50);
    }

    private static Set<Integer> colours(BufferedImage picture) {
        Set<Integer> colours = new HashSet<>();
        for (int x = 0; x < picture.getWidth(); x++) {
            for (int y = 0; y < picture.getHeight(); y++) {
                colours.add(picture.getRGB(x, y));
            }
        }
        return colours;
    }

    @Test
    void eachRowHasTheRateOfItsUpdateBitForBit() throws IOException {
        String text = "lr = cosine(0.01, 0.1, 20).repeat(scaling(0.5)); momentum = linear(0.95, 0.85, 40)";
        assertThat(train("run", "--schedule", text, "--steps", "50").code()).isZero();
        Plan plan = Plan.parse(text);
        Schedule rate = plan.schedule(Hyperparameter.LEARNING_RATE, "").orElseThrow();
        Schedule momentum = plan.schedule(Hyperparameter.MOMENTUM, "").orElseThrow();
        List<String> metrics = lines("run", "metrics.csv");
        assertThat(metrics).hasSize(51);
        for (String row : metrics.subList(1, metrics.size())) {
            String[] cells = row.split(",", -1);
            double step = Double.parseDouble(cells[0]);
            assertThat(Double.parseDouble(cells[1])).isEqualTo(step / STEPS_PER_EPOCH);
            assertThat(Double.parseDouble(cells[2])).isEqualTo(rate.at(step));
            assertThat(Double.parseDouble(cells[3])).isEqualTo(momentum.at(step));
            assertThat(Double.parseDouble(cells[4])).isFinite();
        }
    }

    @Test
    void theSameSeedGivesTheSameFilesAndAnotherSeedOthers() throws IOException {
        train("a", "--epochs", "2", "--seed", "7");
        train("b", "--epochs", "2", "--seed", "7");
        train("c", "--epochs", "2", "--seed", "8");
        for (String file : List.of("plan.txt", "metrics.csv", "evaluations.csv", "report.html", "report.png")) {
            assertThat(folder.resolve("a").resolve(file))
                    .hasSameBinaryContentAs(folder.resolve("b").resolve(file));
        }
        assertThat(lines("a", "metrics.csv")).isNotEqualTo(lines("c", "metrics.csv"));
    }

    @Test
    void timesInEpochsAreThoseOfTheData() throws IOException {
        assertThat(train("run", "--schedule", "multiStep(0.1, 0.1, 1)", "--unit", "epoch", "--epochs", "2")
                        .code())
                .isZero();
        List<String> metrics = lines("run", "metrics.csv");
        assertThat(metrics.get(STEPS_PER_EPOCH)).contains(",0.1,0.9,");
        assertThat(metrics.get(STEPS_PER_EPOCH + 1)).contains(",0.010000000000000002,0.9,");
    }

    @Test
    void groupsHaveRatesOfTheirOwn() throws IOException {
        assertThat(train("run", "--schedule", "lr = 0.1; lr[output] = lr * 0.5", "--steps", "2")
                        .code())
                .isZero();
        assertThat(lines("run", "metrics.csv").get(0)).isEqualTo("step,epoch,lr,lr[output],momentum,loss");
        assertThat(lines("run", "metrics.csv").get(1)).startsWith("0,0,0.1,0.05,0.9,");
    }

    @Test
    void aTableWithLabelsIsReadAndLearnt() throws IOException {
        StringBuilder table = new StringBuilder("x,y,label\n");
        for (int i = 0; i < 200; i++) {
            table.append(i % 2 == 0 ? "1.5," : "-1.5,").append(i * 37 % 11).append(i % 2 == 0 ? ",right\n" : ",left\n");
        }
        Path data = Files.writeString(folder.resolve("sides.csv"), table);
        Outcome outcome = train("run", "--data", data.toString(), "--hidden", "8", "--epochs", "20", "--batch", "16");
        assertThat(outcome.out()).contains("accuracy 100.0 %");
    }

    @Test
    void aRunThatDivergesSaysSoAndKeepsItsFolder() throws IOException {
        Outcome outcome = train("run", "--schedule", "constant(1e30)", "--epochs", "1");
        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.out()).startsWith("diverged: the loss of step ");
        assertThat(folder.resolve("run/report.html")).isNotEmptyFile();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --schedule | linear(0, 1                | the bracket is never closed
            --schedule | lr = 0.1; lr *= plateau(on="test_loss") | one of [train_loss, val_accuracy, val_loss], got test_loss
            --checkpoint-every | -1                 | --checkpoint-every must be >= 0, got -1
            --schedule | lr[foo] = 0.1              | one of [layer1, layer2, output], got foo
            --schedule | constant(-0.1)             | lr must be finite and >= 0, got -0.1 at step 0
            --momentum | 1                          | momentum must be >= 0 and < 1, got 1 at step 0
            --batch    | 5000                       | batch must be at most the 1438 training rows, got 5000
            --batch    | 0                          | batch must be a whole number >= 1, got 0
            --hidden   | 0                          | a hidden layer must have a size within [1, 16384], got 0
            --hidden   | a                          | unknown name 'a'
            --engine   | abacus                     | an engine must be one of djl, dl4j, tensorflow, pytorch, or another that is on the class path, got abacus
            --engine   | dl4j                       | the engine dl4j must be on the class path: dev.anneal:anneal-dl4j
            --optimizer| adam                       | optimizer must be sgd, got adam
            --data     | no/such/folder             | no/such/folder
            --seed     | x                          | must be a whole number of 64 bits, got x
            --steps    | 1e12                       | a run must have 1 to 1e9 updates, got 1000000000000
            """)
    void whatIsWrongIsSaidBeforeAnythingIsWritten(String option, String value, String message) {
        String err = train("run", option, value).wrong();
        assertThat(err).contains(message);
        assertThat(folder.resolve("run")).doesNotExist();
    }

    @Test
    void aFolderWithFilesInItIsRefused() throws IOException {
        Files.createDirectories(folder.resolve("run"));
        Files.writeString(folder.resolve("run/mine.txt"), "mine");
        assertThat(train("run", "--epochs", "1").wrong()).contains("run");
        assertThat(folder.resolve("run")).isDirectoryNotContaining(file -> !file.endsWith("mine.txt"));
    }

    /** SIGTERM goes the way of Ctrl-C, which a process that was started in the background does not hear. */
    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aRunThatIsInterruptedLeavesAWholeFolder() throws IOException, InterruptedException {
        Path run = folder.resolve("run");
        List<String> words = Outcome.command("train", "--epochs", "100000", "--out", run.toString());
        Process process = new ProcessBuilder(words)
                .directory(folder.toFile())
                .redirectInput(new File("/dev/null"))
                .redirectOutput(folder.resolve("out.txt").toFile())
                .start();
        try (BufferedReader progress = process.errorReader()) {
            assertThat(progress.readLine()).startsWith("step 23/2300000  ");
            process.toHandle().destroy(); // unlike the process, the handle leaves its streams open
            progress.transferTo(Writer.nullWriter());
        }
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).isEqualTo(143);
        assertThat(Files.readString(folder.resolve("out.txt")))
                .startsWith("stopped after ")
                .contains("report: ");
        for (String file : List.of("plan.txt", "metrics.csv", "evaluations.csv", "report.html", "report.png")) {
            assertThat(run.resolve(file)).isNotEmptyFile();
        }
        List<String> metrics = lines("run", "metrics.csv");
        assertThat(metrics).hasSizeGreaterThan(STEPS_PER_EPOCH).allMatch(row -> row.split(",", -1).length == 5);
    }

    @Test
    void everyGroupMayHaveARateAndNoneStandsFirst() throws IOException {
        String text = "momentum = 0.9; lr[output] = 0.3; lr[layer2] = 0.2; lr[layer1] = 0.1";
        Outcome outcome = train("run", "--schedule", text, "--steps", "1");
        assertThat(outcome.code()).isZero();
        assertThat(outcome.out()).startsWith("completed 1 update; ");
        assertThat(outcome.err()).startsWith("step 1/1  ").contains("  lr 0.1  ");
        assertThat(lines("run", "metrics.csv").get(1)).startsWith("0,0,0.9,0.3,0.2,0.1,");
    }

    @Test
    void stepsAndEpochsMustAgree() {
        assertThat(train("run", "--steps", "5", "--epochs", "2").wrong())
                .contains("2 epochs are 46 steps with this batch and data, got 5");
        assertThat(train("run", "--steps", "12", "--epochs", "0.5").code()).isZero();
    }

    @Test
    void aFolderThatCannotBeWrittenIsAFailure() throws IOException {
        Files.writeString(folder.resolve("file"), "in the way");
        Outcome outcome = train("file/run", "--steps", "1");
        assertThat(outcome.code()).isEqualTo(3);
        assertThat(outcome.err()).startsWith("cannot write " + folder.resolve("file/run"));
    }

    @Test
    void runsThatAreToldNoFolderTakeTheNextAndRefusedOnesLeaveIt() throws IOException, InterruptedException {
        assertThat(FreeFolder.take(folder.resolve("runs"))).isEqualTo(folder.resolve("runs/1"));
        Outcome refused = Outcome.ofProcess(folder, "train", "--schedule", "constant(-1)");
        assertThat(refused.wrong()).contains("lr must be");
        assertThat(folder.resolve("runs/2")).doesNotExist();
        Outcome fine = Outcome.ofProcess(folder, "train", "--steps", "1");
        assertThat(fine.out()).endsWith("report: " + Path.of("runs", "2", "report.html") + "\n");
    }

    @Test
    void aLineOfAnotherFrameworkIsTrainedWith() throws IOException {
        assertThat(train("run", "StepLR(optimizer, 30)", "--lr", "0.05", "--epochs", "2")
                        .code())
                .isZero();
        assertThat(lines("run", "plan.txt"))
                .containsExactly("lr = exponential(0.05, 0.1, 30).staircase(30)", "momentum = constant(0.9)");
        Outcome both = train("both", "StepLR(optimizer, 30)", "--schedule", "0.1");
        assertThat(both.wrong()).isEqualTo("TEXT and --schedule are the same: give one of them\n");
    }

    @Test
    void whatTrainingKnowsIsKnownToTheLine() throws IOException {
        String text = "OneCycleLR(optimizer, max_lr=0.1, epochs=epochs, steps_per_epoch=steps_per_epoch)";
        Outcome outcome = train("run", text, "--steps", "46");
        assertThat(outcome.code()).as(outcome.err()).isZero();
        List<String> metrics = lines("run", "metrics.csv");
        assertThat(metrics).hasSize(47);
        assertThat(metrics.get(1)).startsWith("0,0,0.004,0.95,");
    }

    @Test
    void epochsOfACallbackAreThoseOfTheData() throws IOException {
        String text = "LearningRateScheduler(lambda epoch, lr: lr * 0.5)";
        Outcome outcome = train("run", text, "--lr", "0.2", "--epochs", "2");
        assertThat(outcome.code()).as(outcome.err()).isZero();
        List<String> metrics = lines("run", "metrics.csv");
        assertThat(metrics.get(STEPS_PER_EPOCH)).contains(",0.1,0.9,");
        assertThat(metrics.get(STEPS_PER_EPOCH + 1)).startsWith("23,1,0.05,0.9,");
    }

    @Test
    void aBlockMayAskForTheLengthOfTheData() throws IOException {
        Path python = Files.writeString(folder.resolve("train.py"), """
                optimizer = torch.optim.SGD(model.parameters(), lr=0.05)
                scheduler = StepLR(optimizer, step_size=len(train_loader))
                """);
        Outcome outcome = train("run", python.toString(), "--epochs", "2");
        assertThat(outcome.code()).as(outcome.err()).isZero();
        assertThat(lines("run", "plan.txt").get(0)).isEqualTo("lr = exponential(0.05, 0.1, 23).staircase(23)");
    }

    @Test
    void whatTheDataMakeIsTold() {
        assertThat(train("run", "--epochs", "1.5", "--samples", "1438", "--workers", "1")
                        .out()
                        .lines())
                .element(1)
                .isEqualTo("1,438 samples / 64 batch = 22.47 → 23 updates an epoch (the last one is smaller)");
        assertThat(train("more", "--steps", "2", "--batch", "719").out())
                .contains("\n1,438 samples / 719 batch = 2 updates an epoch\n2 updates / 2 = 1 epoch\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--samples=1500   | samples cannot be chosen here: the training rows of the data are 1438",
                "--workers=2      | workers cannot be chosen here: one process trains",
                "--accumulation=2 | accumulation cannot be chosen here: each batch is an update",
                "--drop-last      | drop_last cannot be chosen here: the last batch of an epoch has what is left"
            })
    void factsThatTrainingSetsItselfAreRefused(String option, String message) {
        assertThat(train("run", "--steps", "1", option).wrong()).startsWith(message);
    }

    @Test
    void theOptimizerOfATextIsTheOneThatTrains() throws IOException {
        String text = """
                optimizer = torch.optim.SGD(model.parameters(), lr=0.05, momentum=0.5, weight_decay=0.01)
                scheduler = torch.optim.lr_scheduler.StepLR(optimizer, 30)""";
        String rate = "lr = exponential(0.05, 0.1, 30).staircase(30)";
        assertThat(train("run", text, "--steps", "2").code()).isZero();
        assertThat(lines("run", "plan.txt"))
                .containsExactly(rate, "momentum = constant(0.5)", "weight_decay = constant(0.01)");
        assertThat(train("told", text, "--steps", "2", "--momentum", "0.7").code())
                .isZero();
        assertThat(lines("told", "plan.txt")).contains("momentum = constant(0.7)");
    }

    @Test
    void layersMayDecay() throws IOException {
        assertThat(train("run", "lr = 0.1; lr *= layerwise(0.5)", "--steps", "2")
                        .code())
                .isZero();
        assertThat(lines("run", "plan.txt"))
                .containsExactly(
                        "lr = constant(0.1)",
                        "lr[layer1] = constant(0.025)",
                        "lr[layer2] = constant(0.05)",
                        "lr[output] = constant(0.1)",
                        "momentum = constant(0.9)");
    }
}
