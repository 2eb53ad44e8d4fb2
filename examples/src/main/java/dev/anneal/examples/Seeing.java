package dev.anneal.examples;

import dev.anneal.Plan;
import dev.anneal.training.Checkpoint;
import dev.anneal.training.CsvLog;
import dev.anneal.training.OptimizerSink;
import dev.anneal.training.Resume;
import dev.anneal.training.Scheduler;
import dev.anneal.training.TensorBoardLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** Logs and checkpoints. */
public final class Seeing {

    private Seeing() {}

    /**
     * Runs the program, in a folder that it removes.
     *
     * @param args not used
     * @throws IOException if files cannot be written
     */
    public static void main(String[] args) throws IOException {
        Path folder = Files.createTempDirectory("seeing");
        try {
            run(folder);
        } finally {
            remove(folder);
        }
    }

    private static void run(Path folder) throws IOException {
        Path table = folder.resolve("values.csv");
        Plan plan = Plan.parse("lr = linear(0, 0.1, 2).then(constant(0.1))");
        OptimizerSink optimizer = OptimizerSink.pulling();
        try (CsvLog values = CsvLog.create(table, plan);
                TensorBoardLog board = TensorBoardLog.in(folder.resolve("board"))) {
            Scheduler scheduler = Scheduler.start(plan, optimizer, values, board.every(10));
            scheduler.advance();
            scheduler.advance();
            scheduler.checkpoint().write(folder.resolve("checkpoint.txt"));
            scheduler.advance();
        }
        System.out.print(Files.readString(table));
        // # source: anneal
        // # text: lr = linear(0, 0.1, 2).then(constant(0.1))
        // # unit: step
        // # tolerance: relative 0 absolute 0
        // step,lr
        // 0,0
        // 1,0.05
        // # note: update 2: lr[0] warmup → constant
        // 2,0.1

        Checkpoint checkpoint = Checkpoint.read(folder.resolve("checkpoint.txt"));
        try (CsvLog values = CsvLog.append(table)) {
            Scheduler scheduler = Scheduler.resume(plan, checkpoint, optimizer, Resume.EXACT, values);
            scheduler.advance();
        }
        Files.readAllLines(table).stream().skip(6).forEach(System.out::println);
        // 1,0.05
        // # note: update 2: lr[0] warmup → constant
        // # note: update 2: resumed, EXACT
        // 2,0.1
    }

    private static void remove(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
