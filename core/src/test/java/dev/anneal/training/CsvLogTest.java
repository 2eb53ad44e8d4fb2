package dev.anneal.training;

import static dev.anneal.Hyperparameter.LEARNING_RATE;
import static dev.anneal.training.LogEvents.lr;
import static dev.anneal.training.LogEvents.momentum;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.anneal.Plan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvLogTest {

    private static final Plan PLAN = Plan.parse("lr = linear(0, 0.1, 2).then(constant(0.1))");
    private static final String HEAD = """
            # source: anneal
            # text: lr = linear(0, 0.1, 2).then(constant(0.1))
            # unit: step
            # tolerance: relative 0 absolute 0
            """;

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("values.csv");
    }

    private String rows() throws IOException {
        String text = Files.readString(file);
        assertThat(text).startsWith(HEAD);
        return text.substring(HEAD.length());
    }

    @Test
    void aRowHasWhatAnUpdateUsed() throws IOException {
        try (CsvLog log = CsvLog.create(file, PLAN)) {
            Scheduler scheduler = Scheduler.start(PLAN, OptimizerSink.pulling(), log);
            for (int i = 0; i < 4; i++) {
                scheduler.advance();
            }
        }
        assertThat(rows()).isEqualTo("step,lr\n0,0\n1,0.05\n# note: update 2: lr[0] warmup → constant\n2,0.1\n3,0.1\n");
    }

    @Test
    void everyRowIsWrittenWithItsUpdateOnceTheFirstIsOver() throws IOException {
        try (CsvLog log = CsvLog.create(file, PLAN)) {
            log.log(lr(0, "a", 1));
            log.log(momentum(0, "a", 0.5));
            assertThat(rows()).isEmpty();
            log.log(lr(1, "a", 2));
            log.log(momentum(1, "a", 0.25));
            assertThat(rows()).isEqualTo("step,lr,momentum\n0,1,0.5\n1,2,0.25\n");
        }
    }

    @Test
    void columnsOfSeveralGroupsHaveTheirNames() throws IOException {
        try (CsvLog log = CsvLog.create(file, PLAN)) {
            log.log(lr(0, "a", 1));
            log.log(lr(0, "layer 1", 2));
            log.log(lr(0, "x,\"y\"\n", Double.NaN));
        }
        assertThat(rows()).isEqualTo("""
                step,lr[a],"lr[""layer 1""]","lr[""x,\\""y\\""\\n""]"
                0,1,2,nan
                """);
    }

    @Test
    void aGroupThatJoinsGetsColumnsThatAreEmptyAbove() throws IOException {
        try (CsvLog log = CsvLog.create(file, PLAN)) {
            log.log(lr(0, "a", 1));
            log.log(lr(1, "a", 2));
            log.log(new Event.Joined(2, "b", false));
            log.log(lr(2, "a", 3));
            log.log(lr(2, "b", 4));
            log.log(lr(3, "a", 5));
            log.log(lr(3, "b", 6));
        }
        assertThat(rows()).isEqualTo("""
                step,lr,lr[b]
                0,1,
                1,2,
                # note: update 2: b joined, on the shared clock
                2,3,4
                3,5,6
                """);
        assertThat(folder).isDirectoryContaining(path -> path.equals(file));
    }

    @Test
    void whatElseHappensStandsBetweenTheRows() throws IOException {
        try (CsvLog log = CsvLog.create(file, PLAN)) {
            LogEvents.ONE_OF_EACH.forEach(log::log);
        }
        assertThat(rows()).isEqualTo("""
                # note: update 3: resumed, KEEP_POSITION: the plan is another
                step,lr,momentum,lr[late]
                3,0.1,0.9,
                # note: update 4: lr[head] warmup → cosine
                # note: update 4: skipped, 1 in all
                # note: update 4: val_loss 0.42: no better for 10 epochs
                # note: update 4: val_loss nan: better
                # note: update 4: lr[head] changed by hand from 0.05 to 0.01
                # note: update 4: late joined, with a clock of its own
                4,0.01,0.85,1
                """);
    }

    @Test
    void whatHappensWithinAnUpdateStandsBehindIt() throws IOException {
        try (CsvLog log = CsvLog.create(file, PLAN)) {
            for (int step = 0; step < 2; step++) {
                log.log(lr(step, "a", 1));
                log.log(new Event.PhaseChanged(step + 1, "a", LEARNING_RATE, "rise", "fall\nor\rnot"));
                log.log(lr(step, "b", 2));
            }
        }
        assertThat(rows()).isEqualTo("""
                step,lr[a],lr[b]
                0,1,2
                # note: update 1: lr[a] rise → fall\\nor\\u000dnot
                1,1,2
                # note: update 2: lr[a] rise → fall\\nor\\u000dnot
                """);
    }

    @Test
    void rowsMayBeFewer() throws IOException {
        try (CsvLog log = CsvLog.create(file, PLAN)) {
            EventLog thin = log.every(3);
            for (int step = 0; step < 8; step++) {
                thin.log(lr(step, "a", step));
            }
            thin.log(new Event.Skipped(8, 1));
        }
        assertThat(rows()).isEqualTo("step,lr\n0,0\n3,3\n6,6\n# note: update 8: skipped, 1 in all\n");
    }

    @Test
    void isNotBegunWhereAFileIs() throws IOException {
        Files.writeString(file, "mine");
        assertThatThrownBy(() -> CsvLog.create(file, PLAN))
                .isInstanceOf(IOException.class)
                .hasMessage("cannot write " + file + ": it is there already");
        assertThat(file).hasContent("mine");
    }

    private void begin() throws IOException {
        try (CsvLog log = CsvLog.create(file, PLAN)) {
            for (int step = 0; step < 5; step++) {
                log.log(lr(step, "a", step));
                log.log(new Event.Skipped(step + 1, step));
            }
        }
    }

    @Test
    void goesOnBehindTheCheckpoint() throws IOException {
        begin();
        Files.writeString(file, "5,0.12", StandardOpenOption.APPEND);
        try (CsvLog log = CsvLog.append(file)) {
            log.log(new Event.Resumed(3, Resume.EXACT, ""));
            log.log(lr(3, "a", 30));
            log.log(lr(3, "late", 31));
            log.log(lr(4, "a", 40));
            log.log(lr(4, "late", 41));
        }
        assertThat(rows()).isEqualTo("""
                step,lr,lr[late]
                0,0,
                # note: update 1: skipped, 0 in all
                1,1,
                # note: update 2: skipped, 1 in all
                2,2,
                # note: update 3: skipped, 2 in all
                # note: update 3: resumed, EXACT
                3,30,31
                4,40,41
                """);
    }

    @Test
    void goesOnWithColumnsInAnotherOrder() throws IOException {
        try (CsvLog log = CsvLog.create(file, PLAN)) {
            log.log(lr(0, "x,y", 1));
            log.log(lr(0, "b", 2));
        }
        try (CsvLog log = CsvLog.append(file)) {
            log.log(new Event.Resumed(1, Resume.EXACT, ""));
            log.log(lr(1, "b", 20));
            log.log(lr(1, "x,y", 10));
        }
        assertThat(rows())
                .isEqualTo("step,\"lr[\"\"x,y\"\"]\",lr[b]\n0,1,2\n# note: update 1: resumed, EXACT\n1,10,20\n");
    }

    @Test
    void goesOnFromTheStartAndBehindTheEnd() throws IOException {
        begin();
        try (CsvLog log = CsvLog.append(file)) {
            log.log(new Event.Resumed(9, Resume.EXACT, ""));
            log.log(lr(9, "a", 9));
        }
        assertThat(rows())
                .endsWith("4,4\n# note: update 5: skipped, 4 in all\n# note: update 9: resumed, EXACT\n9,9\n");
        try (CsvLog log = CsvLog.append(file)) {
            log.log(new Event.Resumed(0, Resume.EXACT, ""));
        }
        assertThat(rows()).isEqualTo("step,lr\n# note: update 0: resumed, EXACT\n");
    }

    @Test
    void refusesToSayTwiceWhatItSaid() throws IOException {
        begin();
        String before = rows();
        CsvLog log = CsvLog.append(file);
        assertThatThrownBy(() -> {
                    log.log(lr(0, "a", 7));
                    log.log(lr(1, "a", 7));
                })
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(
                        file + " has rows up to step 4, and step 0 does not follow: resume at a checkpoint, or write "
                                + "another file");
        assertThat(rows()).isEqualTo(before);
    }

    @Test
    void goesOnOnlyWithItsOwnFiles() throws IOException {
        assertThatThrownBy(() -> CsvLog.append(file)).hasMessage("cannot read " + file + ": no such file or folder");
        for (String other : List.of("time,x\n1,2\n", "{}\n", "step,lr\nx,1\n", "step,lr\n-1,1\n", "step,lr\n1.5,1\n")) {
            Files.writeString(file, other);
            assertThatThrownBy(() -> CsvLog.append(file))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith(file + " must have ");
            assertThat(Files.readString(file)).isEqualTo(other);
        }
    }

    @Test
    void refusesEventsWhenItIsClosed() throws IOException {
        CsvLog log = CsvLog.create(file, PLAN);
        log.close();
        log.close();
        assertThatThrownBy(() -> log.log(new Event.Skipped(0, 1)))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("cannot write " + file);
    }
}
