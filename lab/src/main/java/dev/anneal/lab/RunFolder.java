package dev.anneal.lab;

import dev.anneal.Plan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The files of a run. They are plain text, and readable while the run goes on. */
final class RunFolder implements AutoCloseable {

    private final CsvTable metrics;
    private final CsvTable evaluations;

    private RunFolder(CsvTable metrics, CsvTable evaluations) {
        this.metrics = metrics;
        this.evaluations = evaluations;
    }

    /** Creates the folder, which must be new or empty, and its files. */
    static RunFolder create(Path folder, Plan plan, List<String> columns) {
        requireFree(folder);
        try {
            Files.createDirectories(folder);
            Files.writeString(
                    folder.resolve("plan.txt"), plan + "\n", StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new RunException("cannot write " + folder.resolve("plan.txt"), e);
        }
        return new RunFolder(
                new CsvTable(folder.resolve("metrics.csv"), metricsHeader(columns)),
                new CsvTable(folder.resolve("evaluations.csv"), List.of("step", "epoch", "loss", "accuracy")));
    }

    private static void requireFree(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.list(folder)) {
            if (files.findAny().isPresent()) {
                throw new RunException("the folder of a run must be new or empty, got " + folder);
            }
        } catch (IOException e) {
            throw new RunException("cannot write " + folder, e);
        }
    }

    private static List<String> metricsHeader(List<String> columns) {
        List<String> header = new ArrayList<>(List.of("step", "epoch"));
        header.addAll(columns);
        header.add("loss");
        return header;
    }

    void update(RunListener.Update update, double[] values) {
        double[] cells = new double[values.length + 2];
        cells[0] = update.epoch();
        System.arraycopy(values, 0, cells, 1, values.length);
        cells[values.length + 1] = update.loss();
        metrics.row(update.step(), cells);
    }

    void evaluation(long step, double epoch, Evaluation evaluation) {
        evaluations.row(step, epoch, evaluation.loss(), evaluation.accuracy());
    }

    void flush() {
        metrics.flush();
        evaluations.flush();
    }

    @Override
    public void close() {
        flush();
    }
}
